import type { Call } from '../route.ts';
import * as queries from './attachments.queries.ts';

type Place = Pick<Call, 'db' | 'files'> & { tenant: { id: string } };

/**
 * Removes from the store what nothing refers to any more. What cannot be removed now is tried again by the next call; after
 * a failure the rest is, too, so that nobody waits long for a store that is away.
 * @returns how many files
 */
export async function removeForsaken({ db, tenant, files }: Place): Promise<number> {
  return db.transaction(async (tx) => {
    let removed = 0;
    for (const key of await queries.takeForsaken(tx, tenant.id)) {
      const gone = await files.remove(key).then(
        () => true,
        () => false,
      );
      if (!gone) break;
      await queries.dropForsaken(tx, tenant.id, key);
      removed += 1;
    }
    return removed;
  });
}

/** The same until nothing is left, or nothing can be removed; with what was on its way for more than a day. */
export async function removeAbandonedFiles(place: Place, most: number): Promise<number> {
  await queries.abandonFiles(place.db, place.tenant.id, most);
  let total = 0;
  for (;;) {
    const removed = await removeForsaken(place);
    if (removed === 0) return total;
    total += removed;
  }
}
