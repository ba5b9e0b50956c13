import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';

const putHolder = statement<{ handle: Buffer }>(
  'passkeys_put_holder',
  `insert into passkey_holders as h (user_id, handle) values ($1, $2)
   on conflict (user_id) do update set handle = h.handle returning handle`,
);

/** The person's user handle: the one they have, or else `handle`. The row stays locked until the transaction ends. */
export async function holderHandle(db: Queryable, userId: string, handle: Buffer): Promise<Buffer> {
  return (await db.query(putHolder, [userId, handle]))[0]!.handle;
}

export interface PasskeyRow {
  id: string;
  name: string;
  synced: boolean;
  created_at: string;
  last_used_at: string | null;
  credential_id: Buffer;
  transports: string[];
}

const COLUMNS = 'id, name, synced, created_at, last_used_at, credential_id, transports';
const list = statement<PasskeyRow>(
  'passkeys_list',
  `select ${COLUMNS} from passkeys where user_id = $1 order by created_at, id`,
);
const find = statement<PasskeyRow>('passkeys_find', `select ${COLUMNS} from passkeys where user_id = $1 and id = $2`);

export function listPasskeys(db: Queryable, userId: string): Promise<PasskeyRow[]> {
  return db.query(list, [userId]);
}

export async function findPasskey(db: Queryable, userId: string, id: string): Promise<PasskeyRow | undefined> {
  return (await db.query(find, [userId, id]))[0];
}

export interface NewPasskey {
  userId: string;
  credentialId: Buffer;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  synced: boolean;
  backedUp: boolean;
  name: string;
}

const count = statement<{ count: number }>(
  'passkeys_count',
  'select count(*)::int as count from passkeys where user_id = $1',
);
const insert = statement<unknown>(
  'passkeys_insert',
  `insert into passkeys (user_id, credential_id, public_key, counter, transports, synced, backed_up, name)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (credential_id) do nothing returning 1`,
);

export async function countPasskeys(tx: Tx, userId: string): Promise<number> {
  return (await tx.query(count, [userId]))[0]!.count;
}

/** @returns false when somebody has this credential already */
export async function insertPasskey(db: Queryable, passkey: NewPasskey): Promise<boolean> {
  const { userId, credentialId, publicKey, counter, transports, synced, backedUp, name } = passkey;
  const values = [userId, credentialId, publicKey, counter, transports, synced, backedUp, name];
  return (await db.query(insert, values)).length === 1;
}

const rename = statement<unknown>(
  'passkeys_rename',
  'update passkeys set name = $3 where user_id = $1 and id = $2 returning 1',
);
const remove = statement<{ name: string }>(
  'passkeys_delete',
  'delete from passkeys where user_id = $1 and id = $2 returning name',
);

/** @returns false when the person has no such passkey */
export async function renamePasskey(db: Queryable, userId: string, id: string, name: string): Promise<boolean> {
  return (await db.query(rename, [userId, id, name])).length === 1;
}

/** @returns its name, or undefined when the person has no such passkey */
export async function deletePasskey(db: Queryable, userId: string, id: string): Promise<string | undefined> {
  return (await db.query(remove, [userId, id]))[0]?.name;
}

export interface CredentialRow {
  id: string;
  user_id: string;
  handle: Buffer;
  name: string;
  public_key: Buffer;
  counter: number;
  synced: boolean;
}

const findByCredential = statement<CredentialRow>(
  'passkeys_find_credential',
  `select p.id, p.user_id, h.handle, p.name, p.public_key, p.counter, p.synced
     from passkeys p join passkey_holders h on h.user_id = p.user_id where p.credential_id = $1`,
);

export async function findCredential(db: Queryable, credentialId: Buffer): Promise<CredentialRow | undefined> {
  return (await db.query(findByCredential, [credentialId]))[0];
}

const use = statement<unknown>(
  'passkeys_use',
  `update passkeys set counter = $2, backed_up = $3, last_used_at = now()
    where id = $1 and (counter < $2 or (counter = 0 and $2 = 0)) returning 1`,
);

/** @returns false when the counter did not grow (Web Authentication section 7.2 step 22): of many at once exactly one gets true */
export async function usePasskey(
  db: Queryable,
  id: string,
  { counter, backedUp }: { counter: number; backedUp: boolean },
): Promise<boolean> {
  return (await db.query(use, [id, counter, backedUp])).length === 1;
}
