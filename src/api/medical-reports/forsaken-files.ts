import type { Call } from '../route.ts';
import * as queries from './attachments.queries.ts';

/** Removes from the store what nothing refers to any more. What cannot be removed now is tried again by the next call. */
export async function removeForsaken({ db, tenant, files }: Pick<Call, 'db' | 'tenant' | 'files'>): Promise<void> {
  await db.transaction(async (tx) => {
    for (const key of await queries.takeForsaken(tx, tenant.id)) {
      const removed = await files.remove(key).then(
        () => true,
        () => false,
      );
      if (removed) await queries.dropForsaken(tx, tenant.id, key);
    }
  });
}
