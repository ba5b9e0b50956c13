import { statement, type Tx } from '../../platform/database/index.ts';

const lock = statement<{ locked: boolean }>(
  'sandbox_reset_lock',
  `select pg_try_advisory_xact_lock(hashtextextended('sandbox reset ' || $1, 0)) as locked`,
);

/** Until the transaction ends. @returns false while somebody else has it */
export async function lockReset(tx: Tx, tenantId: string): Promise<boolean> {
  return (await tx.query(lock, [tenantId]))[0]!.locked;
}

// Whoever writes about a patient shares the patient first and the clinic after it, and so do we: nobody waits in a circle.
const lockPatients = statement<unknown>(
  'sandbox_reset_lock_patients',
  'select count(*) from (select from patients where tenant_id = $1 order by id for update) locked',
);
const empty = statement<unknown>('sandbox_reset_empty', 'select empty_sandbox_clinic()');

/** Removes every record of the transaction's tenant, whatever else would keep it; the database refuses any but a sandbox. */
export async function emptyClinic(tx: Tx, tenantId: string): Promise<void> {
  await tx.takeTime(300);
  await tx.query(lockPatients, [tenantId]);
  await tx.query(empty);
}
