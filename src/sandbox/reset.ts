import { DEFAULT_ROLES } from '../catalogue/permissions.ts';
import type { Tx } from '../platform/database/index.ts';
import { TENANTS } from './accounts.ts';
import { DEMO_CLINIC } from './demo.ts';
import { createDefaultRoles, fillRecords } from './fill-clinic.ts';
import { removeDefaultRoles } from './seed.queries.ts';
import { type SandboxSeed, settleStaff } from './seed.ts';

/**
 * Fills an emptied sandbox clinic with what it began with, around the present day. Its people stay who they are, and find
 * their default roles as these were in the beginning; roles that the manager made stay.
 */
export async function refillClinic(
  tx: Tx,
  { id, name }: { id: string; name: string },
  { size = 'living' }: Pick<SandboxSeed, 'size'> = {},
): Promise<void> {
  const seeded = TENANTS.find((tenant) => tenant.id === id);
  const { patients, size: own } = seeded ?? DEMO_CLINIC;
  const clinic = { id, name, patients, size: own === 'living' ? size : own };
  const today = new Date().toISOString().slice(0, 10);
  await removeDefaultRoles(tx, id, Object.keys(DEFAULT_ROLES));
  await createDefaultRoles(tx, clinic);
  await fillRecords(tx, clinic, today);
  await settleStaff(tx, clinic);
}
