import type { Database } from '../../platform/database/index.ts';
import type { FileStore } from '../../platform/files/index.ts';
import { expireHoldsOf } from '../appointments/expired-holds.ts';
import { removeAbandonedFiles } from '../medical-reports/forsaken-files.ts';
import { readTenants } from '../tenants.queries.ts';
import { removals } from './housekeeping.queries.ts';

/** Rows of one statement: few enough that nobody waits for them. */
const BATCH = 500;
/** Of one statement, clinic and run, so that a backlog is worked off over several runs and the others get their turn. */
const MOST_BATCHES = 100;

/** 24 months, the least. */
export const AUDIT_RETENTION_DAYS = 730;

export interface ClinicHousekeeping {
  database: Database;
  files: FileStore;
  /** At least 730. */
  auditRetentionDays: number;
}

/**
 * Ends and removes what clinics no longer need, in small batches; any number of processes may do so at once. A clinic
 * whose turn fails does not keep the others from theirs.
 * @returns how many rows and files
 * @throws AggregateError once all had their turn
 */
export async function keepClinics({ database, files, auditRetentionDays }: ClinicHousekeeping): Promise<number> {
  let total = 0;
  const failures: unknown[] = [];
  for (const tenantId of await readTenants(database)) {
    const db = database.forTenant({ tenantId, timeZone: 'UTC' });
    const chores: (() => Promise<number>)[] = [
      () => expireHoldsOf(db, tenantId, BATCH),
      ...removals(BATCH, auditRetentionDays).map(
        ([statement, values]) =>
          async () =>
            (await db.query(statement, values))[0]!.removed,
      ),
    ];
    try {
      for (const chore of chores) total += await inBatches(chore);
      total += await removeAbandonedFiles({ db, tenant: { id: tenantId }, files }, BATCH);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'the housekeeping of some clinics failed');
  return total;
}

async function inBatches(chore: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const removed = await chore();
    total += removed;
    if (removed < BATCH) break;
  }
  return total;
}
