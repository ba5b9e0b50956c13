import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';

export interface SecretRow {
  id: number;
  description: string;
  hint: string;
  created_at: string;
  expires_at: string | null;
  expired: boolean;
  last_used_at: string | null;
  /** Nobody has seen it yet. */
  unseen: boolean;
}

const list = statement<SecretRow>(
  'developer_secrets_list',
  `select id, description, hint, created_at, expires_at, coalesce(expires_at <= now(), false) as expired, last_used_at,
          sealed is not null as unseen
     from client_secrets where client_id = $1 order by id desc`,
);

/** The newest first, those that have ended too. */
export const listSecrets = (db: Queryable, clientId: string): Promise<SecretRow[]> => db.query(list, [clientId]);

const insert = statement<{ id: number }>(
  'developer_secrets_insert',
  `insert into client_secrets (client_id, hash, hint, sealed, description, expires_at)
   values ($1, $2, $3, $4, $5, now() + make_interval(days => $6)) returning id`,
);

export interface NewSecret {
  hash: Buffer;
  hint: string;
  sealed: Buffer;
  description: string;
  /** null for no end. */
  days: number | null;
}

export async function insertSecret(tx: Tx, clientId: string, secret: NewSecret): Promise<number> {
  const { hash, hint, sealed, description, days } = secret;
  return (await tx.query(insert, [clientId, hash, hint, sealed, description, days]))[0]!.id;
}

const reveal = statement<{ sealed: Buffer }>(
  'developer_secrets_reveal',
  `with seen as (
     select id, sealed from client_secrets where id = $1 and client_id = $2 and sealed is not null for update
   )
   update client_secrets s set sealed = null from seen where s.id = seen.id returning seen.sealed`,
);

/** Hands the sealed secret to one asker, ever. */
export async function takeSealed(tx: Tx, clientId: string, id: number): Promise<Buffer | undefined> {
  return (await tx.query(reveal, [id, clientId]))[0]?.sealed;
}

const end = statement<{ id: number }>(
  'developer_secrets_end',
  `update client_secrets set expires_at = least(expires_at, now() + make_interval(hours => $3))
    where id = $1 and client_id = $2 returning id`,
);

/** Lets a secret end so many hours from now, or when it would anyway. @returns false when there is no such secret */
export async function endSecretIn(tx: Tx, clientId: string, id: number, hours: number): Promise<boolean> {
  return (await tx.query(end, [id, clientId, hours])).length > 0;
}

const remove = statement<{ id: number }>(
  'developer_secrets_delete',
  'delete from client_secrets where id = $1 and client_id = $2 returning id',
);
export async function deleteSecret(tx: Tx, clientId: string, id: number): Promise<boolean> {
  return (await tx.query(remove, [id, clientId])).length > 0;
}
