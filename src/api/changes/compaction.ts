import type { Database } from '../../platform/database/index.ts';
import { compactLog, readTenants } from './feed.queries.ts';
import { RETENTION_DAYS } from './feed.service.ts';

/**
 * Removes from the log what no cursor can reach any more and nobody who begins anew needs (migration 0022). Any number of
 * processes may do so at once.
 * @returns how many rows
 */
export async function compactChanges(database: Database): Promise<number> {
  let removed = 0;
  for (const tenantId of await readTenants(database))
    removed += await compactLog(database.forTenant({ tenantId, timeZone: 'UTC' }), RETENTION_DAYS + 1);
  return removed;
}
