import type { JWK } from 'jose';
import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';

export interface SigningKeyRow {
  id: string;
  public_jwk: JWK;
  private_jwk: Buffer;
}

const lock = statement<unknown>(
  'signing_keys_lock',
  `select pg_advisory_xact_lock(hashtextextended('signing_keys', 0))`,
);
const list = statement<SigningKeyRow>(
  'signing_keys_list',
  `select id, public_jwk, private_jwk from signing_keys
    order by signs_from is not null and retired_at is null desc, retired_at is null desc, created_at desc`,
);
const insert = statement<unknown>(
  'signing_keys_insert',
  `insert into signing_keys (id, algorithm, public_jwk, private_jwk, signs_from)
   values ($1, $2, $3, $4, case when $5 then now() end)`,
);

/** Processes that start or rotate at once make keys one after the other. */
export async function lockSigningKeys(tx: Tx): Promise<void> {
  await tx.query(lock);
}

/** Those that sign first, then those that will, then those that did. */
export function listSigningKeys(db: Queryable): Promise<SigningKeyRow[]> {
  return db.query(list);
}

export async function insertSigningKey(
  tx: Tx,
  key: { id: string; algorithm: string; publicJwk: object; sealedPrivateJwk: Buffer; signs: boolean },
): Promise<void> {
  await tx.query(insert, [key.id, key.algorithm, key.publicJwk, key.sealedPrivateJwk, key.signs]);
}

const roles = statement<{ algorithm: string; current: boolean; next: boolean }>(
  'signing_keys_roles',
  `select algorithm, bool_or(signs_from is not null and retired_at is null) as current, bool_or(signs_from is null) as next
     from signing_keys group by algorithm`,
);

/** Which algorithms have a key that signs, and one that will. */
export function listKeyRoles(tx: Tx): Promise<{ algorithm: string; current: boolean; next: boolean }[]> {
  return tx.query(roles);
}

const state = statement<{ fingerprint: string; days: number; published_minutes: number }>(
  'signing_keys_state',
  `select coalesce(string_agg(id || ' ' || coalesce(signs_from::text, '') || ' ' || coalesce(retired_at::text, ''), ',' order by id), '')
            as fingerprint,
          coalesce(extract(epoch from now() - min(signs_from) filter (where retired_at is null)) / 86400, 0)::float8 as days,
          coalesce(extract(epoch from now() - max(created_at) filter (where signs_from is null)) / 60, 0)::float8 as published_minutes
     from signing_keys`,
);

/** What changes with every rotation; the age of the oldest key that signs; how long the next keys have been published. */
export async function signingKeyState(
  db: Queryable,
): Promise<{ fingerprint: string; days: number; published_minutes: number }> {
  return (await db.query(state))[0]!;
}

const retire = statement<unknown>(
  'signing_keys_retire',
  'update signing_keys set retired_at = now() where signs_from is not null and retired_at is null',
);
const promote = statement<unknown>(
  'signing_keys_promote',
  'update signing_keys set signs_from = now() where signs_from is null',
);
const removeOld = statement<unknown>(
  'signing_keys_remove_old',
  `delete from signing_keys where retired_at < now() - make_interval(hours => $1)`,
);

/** The next keys sign from now on; those that did only verify, and are removed once nothing they signed can be valid. */
export async function turnSigningKeys(tx: Tx, verifyForHours: number): Promise<void> {
  await tx.query(removeOld, [verifyForHours]);
  await tx.query(retire);
  await tx.query(promote);
}
