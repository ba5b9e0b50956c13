import { importPatients } from '../api/patients/patients.service.ts';
import { DEFAULT_ROLES } from '../catalogue/permissions.ts';
import type { Tx } from '../platform/database/index.ts';
import { seedCatalogue } from './clinic/catalogue.ts';
import { seedIssuers } from './invoice-issuers.ts';
import { generatePeople } from './people.ts';
import { createRole, createTenant } from './seed.queries.ts';

const PATIENTS = 100;

/** A small clinic of invented data for one visitor, in a transaction that has entered its tenant. */
export async function createDemoClinic(tx: Tx, { id, name }: { id: string; name: string }): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  await createTenant(tx, id, name);
  for (const [key, role] of Object.entries(DEFAULT_ROLES)) await createRole(tx, id, { key, ...role });
  const patientIds = await importPatients(tx, id, generatePeople({ seed: id, count: PATIENTS, today }));
  await seedCatalogue(tx, id, { small: true, today, patientIds });
  await seedIssuers(tx, id, { name, small: true });
}
