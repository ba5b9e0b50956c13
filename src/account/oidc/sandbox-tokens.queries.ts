import { type Queryable, statement } from '../../platform/database/index.ts';

const add = statement<unknown>(
  'sandbox_tokens_add_secret',
  `insert into client_secrets (client_id, hash, description, expires_at) values ($1, $2, 'corsia sandbox token', now() + interval '1 minute')`,
);
const remove = statement<unknown>(
  'sandbox_tokens_remove_secret',
  'delete from client_secrets where client_id = $1 and hash = $2',
);

/** A secret for one exchange: those that were given out are stored as hashes only. */
export async function addPassingSecret(db: Queryable, clientId: string, hash: Buffer): Promise<void> {
  await db.query(add, [clientId, hash]);
}

export async function removeSecret(db: Queryable, clientId: string, hash: Buffer): Promise<void> {
  await db.query(remove, [clientId, hash]);
}
