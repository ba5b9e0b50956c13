import { importPatients } from '../api/patients/patients.service.ts';
import { DEFAULT_ROLES } from '../catalogue/permissions.ts';
import type { Tx } from '../platform/database/index.ts';
import { seedCalendar } from './clinic/calendar.ts';
import { seedCatalogue } from './clinic/catalogue.ts';
import { LIVING_PRACTICE } from './clinic/living-practice.ts';
import { OTHER_PRACTICE } from './clinic/other-practice.ts';
import type { Practice } from './clinic/practice.ts';
import { SANDBOX_PRACTICE } from './clinic/sandbox-practice.ts';
import { seedEpisodes } from './episodes.ts';
import { seedInvoices } from './invoices.ts';
import { seedLivingClinic } from './living/index.ts';
import { seedMedicalReports } from './medical-reports.ts';
import { generatePeople } from './people.ts';
import { seedRecordsApart } from './records-apart.ts';
import { createRole, createTenant } from './seed.queries.ts';

const PATIENTS_AT_ONCE = 500;

/**
 * What a clinic is filled with. `living`: half a year behind and two months ahead of many agendas, with what belongs to them.
 * `small`: the same agendas and fewer treatments, three weeks behind and ahead, as tests want it. `practice`: one practitioner's.
 */
type ClinicSize = 'living' | 'small' | 'practice';

const PRACTICES: Readonly<Record<ClinicSize, Practice>> = {
  living: LIVING_PRACTICE,
  small: SANDBOX_PRACTICE,
  practice: OTHER_PRACTICE,
};

export interface Clinic {
  id: string;
  name: string;
  size: ClinicSize;
  patients: number;
}

/** Makes a clinic of invented data, in a transaction that has entered its tenant; the same for the same clinic and day. */
export async function fillClinic(
  tx: Tx,
  clinic: Clinic,
  today: string,
  progress?: (message: string) => void,
): Promise<void> {
  await createTenant(tx, clinic.id, clinic.name);
  await createDefaultRoles(tx, clinic);
  await fillRecords(tx, clinic, today, progress);
}

/** The roles that every new clinic starts with. */
export async function createDefaultRoles(tx: Tx, { id }: Pick<Clinic, 'id'>): Promise<void> {
  for (const [key, role] of Object.entries(DEFAULT_ROLES)) await createRole(tx, id, { key, ...role });
}

/** All that a clinic has but its roles and people, in a transaction that has entered its tenant. */
export async function fillRecords(
  tx: Tx,
  { id, name, size, patients }: Clinic,
  today: string,
  progress: (message: string) => void = () => {},
): Promise<void> {
  const people = generatePeople({ seed: id, count: patients, today });
  const patientIds: number[] = [];
  for (let done = 0; done < people.length; done += PATIENTS_AT_ONCE) {
    progress(`${done} of ${people.length} patients`);
    patientIds.push(...(await importPatients(tx, id, people.slice(done, done + PATIENTS_AT_ONCE))));
  }
  progress('the catalogue');
  const { treatmentIds } = await seedCatalogue(tx, id, { practice: PRACTICES[size], today, patientIds });
  progress('the calendar');
  const seed = { today, people, patientIds, treatmentIds };
  if (size === 'living') await seedLivingClinic(tx, { id, name }, seed, progress);
  else await seedFewWeeks(tx, { id, name, size }, seed, progress);
  await seedRecordsApart(tx, id, { people, patientIds });
}

async function seedFewWeeks(
  tx: Tx,
  { id, name, size }: Pick<Clinic, 'id' | 'name' | 'size'>,
  {
    today,
    patientIds,
    treatmentIds,
  }: { today: string; patientIds: readonly number[]; treatmentIds: readonly number[] },
  progress: (message: string) => void,
): Promise<void> {
  await seedCalendar(tx, id, { today, patientIds, treatmentIds });
  await seedEpisodes(tx, id, { today });
  progress('medical reports');
  await seedMedicalReports(tx, { id, name });
  progress('invoices');
  await seedInvoices(tx, id, { name, small: size === 'practice' });
}
