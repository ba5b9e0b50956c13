import type { Tx } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { clinicDatabase, type ManagerCall, noteByManager } from './people.service.ts';

/**
 * Puts a sandbox clinic back to its seed, within a transaction that has entered its tenant.
 * @throws ServiceError not_a_sandbox for any other clinic, request_in_progress while another reset of it runs
 */
export type ResetClinic = (tx: Tx, clinic: { id: string; name: string; sandbox: boolean }) => Promise<void>;

/** @returns false when it is being reset already */
export async function resetSandbox(call: ManagerCall): Promise<boolean> {
  const { services, user } = call;
  const clinic = { id: user.tenant_id!, name: user.tenant_name!, sandbox: user.tenant_sandbox! };
  try {
    await clinicDatabase(call, 'sandbox.reset').transaction(async (tx) => {
      await services.resetClinic(tx, clinic);
      await noteByManager(tx, call, 'sandbox.reset', { detail: { name: clinic.name } });
    });
    return true;
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'request_in_progress') return false;
    throw error;
  }
}
