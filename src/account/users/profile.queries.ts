import { type Queryable, statement } from '../../platform/database/index.ts';

const update = statement<unknown>('profile_update', 'update users set name = $2, language = $3 where id = $1');

/** @param language null leaves it to the browser */
export async function updateProfile(
  db: Queryable,
  userId: string,
  { name, language }: { name: string; language: 'en' | 'it' | null },
): Promise<void> {
  await db.query(update, [userId, name, language]);
}

interface AccessRow {
  created_at: string;
  /** Of temporary access; null for who stays. */
  expires_at: string | null;
  purpose: string | null;
}

const access = statement<AccessRow>(
  'profile_access',
  `select u.created_at, u.expires_at, a.purpose from users u left join temporary_access a on a.user_id = u.id where u.id = $1`,
);

/** Since when a person has an account, and until when, and what for. */
export const findAccess = async (db: Queryable, userId: string): Promise<AccessRow> =>
  (await db.query(access, [userId]))[0]!;
