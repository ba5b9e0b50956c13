import { type Queryable, statement } from '../../platform/database/index.ts';

export interface GrantRow {
  payload: Record<string, unknown>;
  /** Seconds since the epoch. */
  expires_at: number;
}

const upsert = statement<unknown>(
  'grants_upsert',
  `insert into grants (id, user_id, client_id, payload, expires_at) values ($1, $2, $3, $4, now() + make_interval(secs => $5))
   on conflict (id) do update set payload = excluded.payload, expires_at = excluded.expires_at`,
);

export async function upsertGrant(
  db: Queryable,
  grant: { id: string; userId: string; clientId: string; payload: object; expiresIn: number },
): Promise<void> {
  await db.query(upsert, [grant.id, grant.userId, grant.clientId, grant.payload, grant.expiresIn]);
}

const find = statement<GrantRow>(
  'grants_find',
  'select payload, extract(epoch from expires_at)::bigint as expires_at from grants where id = $1',
);

export async function findGrant(db: Queryable, id: string): Promise<GrantRow | undefined> {
  return (await db.query(find, [id]))[0];
}

const destroy = statement<unknown>('grants_destroy', 'delete from grants where id = $1');

export async function destroyGrant(db: Queryable, id: string): Promise<void> {
  await db.query(destroy, [id]);
}

const consented = statement<{ scope: string }>(
  'consented_scopes_list',
  'select scope from consented_scopes where user_id = $1 and client_id = $2',
);

/** What a person allowed an application before. */
export async function consentedScopes(db: Queryable, userId: string, clientId: string): Promise<Set<string>> {
  return new Set((await db.query(consented, [userId, clientId])).map(({ scope }) => scope));
}

const remember = statement<unknown>(
  'consented_scopes_remember',
  `with withdrawn as (
     delete from consented_scopes where user_id = $1 and client_id = $2 and scope = any($4::text[])
   ), ended as (
     delete from grants
      where user_id = $1 and client_id = $2 and string_to_array(payload #>> '{openid,scope}', ' ') && $4::text[]
   )
   insert into consented_scopes (user_id, client_id, scope) select $1, $2, unnest($3::text[]) on conflict do nothing`,
);

/**
 * A scope that was shown and not allowed is withdrawn, even if it was allowed before: earlier grants that hold it end with
 * all their tokens, so that no refresh gives it back. Make the new grant afterwards.
 */
export async function rememberConsent(
  db: Queryable,
  userId: string,
  clientId: string,
  { allowed, withdrawn }: { allowed: string[]; withdrawn: string[] },
): Promise<void> {
  await db.query(remember, [userId, clientId, allowed, withdrawn]);
}

const setPatient = statement<unknown>('grants_set_patient', 'update grants set patient_id = $2 where id = $1');

/** Keeps whom the person chose, for an application that asked for one patient. */
export async function setGrantPatient(db: Queryable, grantId: string, patientId: number): Promise<void> {
  await db.query(setPatient, [grantId, patientId]);
}

const findPatient = statement<{ patient_id: number | null }>(
  'grants_find_patient',
  'select patient_id from grants where id = $1',
);

export async function findGrantPatient(db: Queryable, grantId: string): Promise<number | undefined> {
  return (await db.query(findPatient, [grantId]))[0]?.patient_id ?? undefined;
}
