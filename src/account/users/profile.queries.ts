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
