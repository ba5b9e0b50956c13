import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';

export interface SecondFactorRow {
  totp_secret: Buffer;
  recovery_salt: Buffer;
  created_at: string;
  codes_left: number;
}

const find = statement<SecondFactorRow>(
  'second_factors_find',
  `select totp_secret, recovery_salt, created_at,
          (select count(*) from recovery_codes r where r.user_id = f.user_id)::int as codes_left
     from second_factors f where user_id = $1`,
);

export async function findSecondFactor(db: Queryable, userId: string): Promise<SecondFactorRow | undefined> {
  return (await db.query(find, [userId]))[0];
}

const insert = statement<unknown>(
  'second_factors_insert',
  `with factor as (
     insert into second_factors (user_id, totp_secret, last_step, recovery_salt) values ($1, $2, $3, $4)
     on conflict (user_id) do nothing returning user_id
   ), codes as (insert into recovery_codes (user_id, hash) select user_id, unnest($5::bytea[]) from factor)
   select 1 from factor`,
);

export interface NewSecondFactor {
  userId: string;
  totpSecret: Buffer;
  /** The step of the code that confirmed it, which is thereby used. */
  step: number;
  salt: Buffer;
  hashes: Buffer[];
}

/** @returns false when the person has one already: of many at once exactly one gets true */
export async function insertSecondFactor(db: Queryable, factor: NewSecondFactor): Promise<boolean> {
  const { userId, totpSecret, step, salt, hashes } = factor;
  return (await db.query(insert, [userId, totpSecret, step, salt, hashes])).length === 1;
}

const remove = statement<unknown>('second_factors_delete', 'delete from second_factors where user_id = $1 returning 1');

/** @returns false when there was none */
export async function deleteSecondFactor(db: Queryable, userId: string): Promise<boolean> {
  return (await db.query(remove, [userId])).length === 1;
}

const acceptStep = statement<unknown>(
  'second_factors_accept_step',
  'update second_factors set last_step = $3 where user_id = $1 and totp_secret = $2 and last_step < $3 returning 1',
);

/** @returns false when that step or a later one was used: of many at once exactly one gets true */
export async function useTotpStep(
  db: Queryable,
  userId: string,
  { totpSecret, step }: { totpSecret: Buffer; step: number },
): Promise<boolean> {
  return (await db.query(acceptStep, [userId, totpSecret, step])).length === 1;
}

const useCode = statement<unknown>(
  'recovery_codes_use',
  'delete from recovery_codes where user_id = $1 and hash = $2 returning 1',
);

/** @returns false when there is no such code, or no longer: of many at once exactly one gets true */
export async function useRecoveryCodeHash(db: Queryable, userId: string, hash: Buffer): Promise<boolean> {
  return (await db.query(useCode, [userId, hash])).length === 1;
}

const changeSalt = statement<unknown>(
  'second_factors_change_salt',
  'update second_factors set recovery_salt = $2 where user_id = $1 returning 1',
);
const deleteCodes = statement<unknown>('recovery_codes_delete', 'delete from recovery_codes where user_id = $1');
const insertCodes = statement<unknown>(
  'recovery_codes_insert',
  'insert into recovery_codes (user_id, hash) select $1, unnest($2::bytea[])',
);

/** @returns false when the person has no second factor */
export async function replaceRecoveryCodes(
  tx: Tx,
  userId: string,
  { salt, hashes }: { salt: Buffer; hashes: Buffer[] },
): Promise<boolean> {
  // The row's lock comes first: another replacement's codes are then seen, and deleted.
  if ((await tx.query(changeSalt, [userId, salt])).length === 0) return false;
  await tx.query(deleteCodes, [userId]);
  await tx.query(insertCodes, [userId, hashes]);
  return true;
}
