import type { Database, TenantDatabase } from '../../platform/database/index.ts';
import { readTenants } from '../tenants.queries.ts';
import { compactLog } from './feed.queries.ts';
import { RETENTION_DAYS } from './feed.service.ts';

/** Changes that one statement looks at. */
const BATCH = 500;

/**
 * Removes from the log what no cursor can reach any more and nobody who begins anew needs (migrations 0022 and 0066),
 * clinic by clinic in small batches. Any number of processes may do so at once.
 * @returns how many rows
 */
export async function compactChanges(database: Database): Promise<number> {
  let removed = 0;
  for (const tenantId of await readTenants(database))
    removed += await compactChangesOf(database.forTenant({ tenantId, timeZone: 'UTC' }));
  return removed;
}

async function compactChangesOf(db: TenantDatabase): Promise<number> {
  let removed = 0;
  let after: { xid: string; seq: number } | undefined = { xid: '0', seq: 0 };
  while (after) {
    const page = await compactLog(db, RETENTION_DAYS + 1, after, BATCH);
    removed += page.removed;
    after = page.next_xid === null ? undefined : { xid: page.next_xid, seq: page.next_seq! };
  }
  return removed;
}
