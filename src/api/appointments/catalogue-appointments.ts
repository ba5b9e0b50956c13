import type { Queryable } from '../../platform/database/index.ts';
import { type BookedPart, readUpcomingOf } from './catalogue-appointments.queries.ts';

/** How many appointments with an object of the catalogue are still to come. @param now milliseconds since the epoch */
export function countUpcomingOf(
  db: Queryable,
  tenantId: string,
  part: BookedPart,
  id: number,
  now: number,
): Promise<number> {
  return readUpcomingOf(db, tenantId, part, id, now);
}
