import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';

export interface InvitationRow {
  id: string;
  clinic_id: string;
  clinic_name: string;
  email: string;
  name: string;
  role_key: string;
  language: 'en' | 'it';
  purpose: string;
  ends_at: string | null;
  invited_by: string;
  created_at: string;
  expires_at: string;
  /** Whether the link is too old. */
  expired: boolean;
}

const COLUMNS = `i.id, i.clinic_id, t.name as clinic_name, i.email, i.name, i.role_key, i.language, i.purpose, i.ends_at, i.invited_by,
                 i.created_at, i.expires_at, i.expires_at <= now() or coalesce(i.ends_at <= now(), false) as expired`;
const OPEN = 'i.expires_at > now() and (i.ends_at is null or i.ends_at > now()) and t.suspended_at is null';

const put = statement<{ id: string }>(
  'clinic_invitations_put',
  `with known as (
     select from users where email = $2
   ), invitation as (
     insert into clinic_invitations (clinic_id, email, name, role_key, language, purpose, ends_at, token_hash, invited_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (clinic_id, email) do update
       set name = excluded.name, role_key = excluded.role_key, language = excluded.language, purpose = excluded.purpose,
           ends_at = excluded.ends_at, token_hash = excluded.token_hash, invited_by = excluded.invited_by,
           created_at = excluded.created_at, expires_at = excluded.expires_at
     returning id
   ), letter as (
     insert into mail_queue (content) values (case when exists (select from known) then $10::bytea else $11::bytea end)
   )
   select id from invitation`,
);

export interface NewInvitation {
  clinicId: string;
  email: string;
  name: string;
  roleKey: string;
  language: 'en' | 'it';
  purpose: string;
  endsAt: string | undefined;
  tokenHash: Buffer;
  invitedBy: string;
  mailIfKnown: Buffer;
  mailIfNew: Buffer;
}

/** Replaces an earlier invitation of the address. One statement decides which mail goes out, as for a sign-up. */
export async function putInvitation(tx: Tx, invitation: NewInvitation): Promise<string> {
  const { clinicId, email, name, roleKey, language, purpose, endsAt, tokenHash, invitedBy } = invitation;
  const values = [clinicId, email, name, roleKey, language, purpose, endsAt, tokenHash, invitedBy];
  return (await tx.query(put, [...values, invitation.mailIfKnown, invitation.mailIfNew]))[0]!.id;
}

const list = statement<InvitationRow>(
  'clinic_invitations_list',
  `select ${COLUMNS} from clinic_invitations i join tenants t on t.id = i.clinic_id
    where i.clinic_id = $1 and (i.role_key = 'integrator') = $2 order by i.created_at desc, i.id limit 100`,
);
export const listInvitations = (db: Queryable, clinicId: string, integrators: boolean) =>
  db.query(list, [clinicId, integrators]);

const find = statement<InvitationRow>(
  'clinic_invitations_find',
  `select ${COLUMNS} from clinic_invitations i join tenants t on t.id = i.clinic_id where i.clinic_id = $1 and i.id::text = $2`,
);
export const findInvitation = async (db: Queryable, clinicId: string, id: string) =>
  (await db.query(find, [clinicId, id]))[0];

const remove = statement<{ id: string }>(
  'clinic_invitations_remove',
  'delete from clinic_invitations where id = $1 returning id',
);
/** @returns false when it was taken up or withdrawn meanwhile */
export const removeInvitation = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.query(remove, [id])).length > 0;

const findByLink = statement<InvitationRow>(
  'clinic_invitations_find_by_link',
  `select ${COLUMNS} from clinic_invitations i join tenants t on t.id = i.clinic_id where i.token_hash = $1 and ${OPEN}`,
);
export const findInvitationByLink = async (db: Queryable, tokenHash: Buffer) =>
  (await db.query(findByLink, [tokenHash]))[0];

const take = statement<InvitationRow>(
  'clinic_invitations_take',
  `delete from clinic_invitations i using tenants t where t.id = i.clinic_id and i.token_hash = $1 and ${OPEN} returning ${COLUMNS}`,
);
/** @returns undefined for all but one of those who use the link at once; in a transaction, it is back if that fails */
export const takeInvitation = async (tx: Tx, tokenHash: Buffer) => (await tx.query(take, [tokenHash]))[0];

const insertUser = statement<unknown>(
  'clinic_invitations_insert_user',
  `with person as (
     insert into users (id, email, name, password_hash, language, tenant_id, role_key, email_verified_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, now(), $8) returning id
   )
   insert into temporary_access (user_id, purpose, granted_by) select id, $9, $10 from person where $8::timestamptz is not null`,
);
/** @throws the violation of users_email_key when the address has an account */
export async function insertInvited(
  tx: Tx,
  id: string,
  { name, passwordHash }: { name: string; passwordHash: string },
  { email, language, clinic_id, role_key, ends_at, purpose, invited_by }: InvitationRow,
): Promise<void> {
  const person = [id, email, name, passwordHash, language, clinic_id, role_key, ends_at];
  await tx.query(insertUser, [...person, purpose, invited_by]);
}
