import type { Queryable } from '../../platform/database/index.ts';
import { expireSomeHolds } from './appointments.queries.ts';

/**
 * Ends holds whose time is over, so that whoever polls learns of it although nobody wanted their places. Those that
 * somebody works on are left for the next time.
 * @returns how many, at most `most`
 */
export function expireHoldsOf(db: Queryable, tenantId: string, most: number): Promise<number> {
  return expireSomeHolds(db, tenantId, most);
}
