import type { Tx } from '../platform/database/index.ts';
import { fillClinic } from './fill-clinic.ts';

/** What a visitor's clinic is filled with. */
export const DEMO_CLINIC = { size: 'practice', patients: 100 } as const;

/** A small clinic of invented data for one visitor, in a transaction that has entered its tenant. */
export async function createDemoClinic(tx: Tx, { id, name }: { id: string; name: string }): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  await fillClinic(tx, { id, name, ...DEMO_CLINIC }, today);
}
