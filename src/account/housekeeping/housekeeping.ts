import type { Queryable } from '../../platform/database/index.ts';
import { BATCH, REMOVALS } from './housekeeping.queries.ts';

/** Of one statement in one run, so that a backlog is worked off over several runs and the others get their turn. */
const MOST_BATCHES = 100;

/**
 * Removes what has no use any more, in small batches; any number of processes may do so at once.
 * @returns how many rows
 */
export async function keepHouse(db: Queryable): Promise<number> {
  let total = 0;
  for (const removal of REMOVALS) {
    for (let batch = 0; batch < MOST_BATCHES; batch++) {
      const [row] = await db.query(removal);
      total += row!.removed;
      if (row!.removed < BATCH) break;
    }
  }
  return total;
}
