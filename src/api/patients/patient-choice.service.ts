import type { Database } from '../../platform/database/index.ts';
import { type AuditLog, createAuditLog } from '../audit/audit-log.ts';
import { readPage } from '../pages.ts';
import { toPatient } from './patients.mapper.ts';
import * as queries from './patients.queries.ts';
import type { Patient } from './patients.schema.ts';
import { wordsOf } from './patients.search.ts';

/** Who looks for a patient, for which application. */
export type PatientSeeker = Pick<
  Parameters<AuditLog['record']>[0],
  'tenantId' | 'userId' | 'clientId' | 'address' | 'requestId'
>;

/** As much as people need to tell patients apart. */
export interface PatientFound {
  id: number;
  name: string;
  birthDate: string | undefined;
}

const MOST_FOUND = 10;
const MOST_WORDS = 6;

/** Finds living records by beginnings of words of the name; what is shown is audited as every read. */
export async function findPatients(database: Database, seeker: PatientSeeker, q: string): Promise<PatientFound[]> {
  const words = wordsOf(q).slice(0, MOST_WORDS);
  if (words.length === 0) return [];
  const keys = words.map((key) => ({ kind: 'name' as const, key, prefix: true }));
  const conditions = queries.conditionsOf({ merged: false, archived: false, keys });
  const { tenantId } = seeker;
  const db = database.forTenant({ tenantId, timeZone: 'UTC' });
  const page = { offset: 0, limit: MOST_FOUND };
  const { items } = await readPage(db, tenantId, queries.patientList, page, conditions, toPatient);
  return shownTo(database, seeker, items);
}

/** @returns undefined when there is no such patient, or no longer */
export async function findPatient(
  database: Database,
  seeker: PatientSeeker,
  id: number,
): Promise<PatientFound | undefined> {
  const { tenantId } = seeker;
  const row = await queries.getPatient(database.forTenant({ tenantId, timeZone: 'UTC' }), tenantId, id);
  if (!row || row.merged_into_id !== null) return undefined;
  return (await shownTo(database, seeker, [toPatient(row)]))[0];
}

async function shownTo(
  database: Database,
  seeker: PatientSeeker,
  patients: readonly Patient[],
): Promise<PatientFound[]> {
  const patientIds = patients.map(({ id }) => id);
  await createAuditLog(database).record({ ...seeker, action: 'patients.choose', outcome: 'success', patientIds });
  return patients.map(({ id, firstName, lastName, birthDate }) => ({
    id,
    name: `${lastName} ${firstName}`,
    birthDate: birthDate ?? undefined,
  }));
}
