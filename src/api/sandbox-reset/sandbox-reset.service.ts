import type { TenantDatabase, Tx } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { emptyClinic, lockReset } from './sandbox-reset.queries.ts';

interface SandboxClinic {
  id: string;
  name: string;
}

/** Fills an emptied sandbox clinic with what it began with, in a transaction that has entered its tenant. */
export type RefillClinic = (tx: Tx, clinic: SandboxClinic) => Promise<void>;

/**
 * Puts a sandbox clinic back to its seed, in one transaction: whoever reads meanwhile sees the clinic of before, and after it
 * the new one. Each record that goes and each that comes is a change, so that pollers follow as they always do.
 * @param refill absent where no clinic can be filled
 * @throws ServiceError not_a_sandbox for a production clinic, request_in_progress while another reset of it runs
 */
export async function resetClinic(
  db: TenantDatabase | Tx,
  { sandbox, ...clinic }: SandboxClinic & { sandbox: boolean },
  refill: RefillClinic | undefined,
): Promise<void> {
  if (!sandbox || !refill) throw new ServiceError('not_a_sandbox', 'Only a sandbox clinic can be reset.');
  await db.transaction(async (tx) => {
    if (!(await lockReset(tx, clinic.id))) {
      throw new ServiceError('request_in_progress', 'The clinic is being reset already; retry shortly.', {
        headers: { 'retry-after': '5' },
      });
    }
    await emptyClinic(tx, clinic.id);
    await refill(tx, clinic);
  });
}
