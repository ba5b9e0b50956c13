import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';

export interface Invited {
  id: string;
  email: string;
  name: string;
  language: 'en' | 'it';
  administrator: boolean;
  /** The clinic that the person manages. */
  tenantId: string | undefined;
}

const insertPerson = statement<unknown>(
  'invitations_insert_person',
  `insert into users (id, email, name, language, administrator, tenant_id, role_key)
   values ($1, $2, $3, $4, $5, $6::text, case when $6::text is not null then 'manager' end)`,
);

/** Somebody without a password. @throws the violation of users_email_key when the address is taken */
export async function insertInvited(tx: Tx, { id, email, name, language, administrator, tenantId }: Invited) {
  await tx.query(insertPerson, [id, email, name, language, administrator, tenantId]);
}

const insertLink = statement<unknown>(
  'invitations_insert_link',
  `insert into mail_links (token_hash, purpose, user_id, expires_at)
   values ($1, 'password-reset', $2, now() + make_interval(hours => $3))`,
);

export async function insertPasswordLink(tx: Tx, userId: string, tokenHash: Buffer, hours: number): Promise<void> {
  await tx.query(insertLink, [tokenHash, userId, hours]);
}

export interface KnownPerson {
  id: string;
  has_password: boolean;
  administrator: boolean;
  /** False of who is disabled or past their time. */
  active: boolean;
}

const lockPerson = statement<KnownPerson>(
  'invitations_lock_person',
  `select id, password_hash is not null as has_password, administrator,
          status = 'active' and (expires_at is null or expires_at > now()) as active
     from users where email = $1 for update`,
);

export async function lockByEmail(tx: Tx, email: string): Promise<KnownPerson | undefined> {
  return (await tx.query(lockPerson, [email]))[0];
}

const makeAdministrator = statement<unknown>(
  'invitations_make_administrator',
  'update users set administrator = true where id = $1',
);

export async function setAdministrator(tx: Tx, userId: string): Promise<void> {
  await tx.query(makeAdministrator, [userId]);
}

const insertClinic = statement<unknown>(
  'invitations_insert_clinic',
  'insert into tenants (id, name, sandbox, time_zone, fiscal_code_policy) values ($1, $2, false, $3, $4)',
);

export interface ClinicRules {
  timeZone: string;
  fiscalCodePolicy: 'lenient' | 'strict';
}

/** A production clinic without any role yet. @throws the violation of tenants_pkey when the id is taken */
export async function insertProductionClinic(
  db: Queryable,
  { id, name, timeZone, fiscalCodePolicy }: ClinicRules & { id: string; name: string },
): Promise<void> {
  await db.query(insertClinic, [id, name, timeZone, fiscalCodePolicy]);
}

const setPolicy = statement<unknown>(
  'invitations_set_fiscal_code_policy',
  'update tenants set fiscal_code_policy = $2 where id = $1',
);

export async function setFiscalCodePolicy(db: Queryable, id: string, policy: string): Promise<void> {
  await db.query(setPolicy, [id, policy]);
}

export interface InvitedManager {
  id: string;
  email: string;
  name: string;
  language: 'en' | 'it' | null;
}

const lockManager = statement<InvitedManager>(
  'invitations_lock_manager',
  `select id, email, name, language from users
    where id = $2 and tenant_id = $1 and role_key = 'manager' and status = 'active' and password_hash is null for update`,
);

/** A manager of this clinic who has not chosen a password yet. */
export async function lockInvitedManager(tx: Tx, clinicId: string, id: string): Promise<InvitedManager | undefined> {
  return (await tx.query(lockManager, [clinicId, id]))[0];
}
