import { statement, type Tx } from '../../platform/database/index.ts';

const lock = statement<unknown>(
  'signing_keys_lock',
  `select pg_advisory_xact_lock(hashtextextended('signing_keys', 0))`,
);
const list = statement<{ id: string; private_jwk: Buffer }>(
  'signing_keys_list',
  'select id, private_jwk from signing_keys order by created_at desc',
);
const insert = statement<unknown>(
  'signing_keys_insert',
  'insert into signing_keys (id, public_jwk, private_jwk) values ($1, $2, $3)',
);

/** Processes that start at once make keys one after the other. */
export async function lockSigningKeys(tx: Tx): Promise<void> {
  await tx.query(lock);
}

/** Newest first. */
export function listSigningKeys(tx: Tx): Promise<{ id: string; private_jwk: Buffer }[]> {
  return tx.query(list);
}

export async function insertSigningKey(tx: Tx, id: string, publicJwk: object, sealedPrivateJwk: Buffer): Promise<void> {
  await tx.query(insert, [id, publicJwk, sealedPrivateJwk]);
}
