import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '../../platform/database/index.ts';
import { type FoundRow, findForImport } from './import.queries.ts';
import { toPatient, toValues } from './patients.mapper.ts';
import { insertPatients, type PatientValues, updatePatient } from './patients.queries.ts';
import type { AcceptedPatient } from './patients.rules.ts';
import type { Patient } from './patients.schema.ts';
import { searchKeysOf } from './patients.search.ts';

export interface FoundPatient {
  patient: Patient;
  /** Those of the external ids asked for that it has, as `system|value`. */
  externalKeys: readonly string[];
  /** Whether storing this would change nothing. */
  isSame(accepted: AcceptedPatient): boolean;
}

/** Patients who have one of these external ids or fiscal codes, locked until the transaction ends. Merged ones are left out. */
export async function findPatientsForImport(
  tx: Tx,
  tenantId: string,
  externalKeys: readonly string[],
  fiscalCodes: readonly string[],
): Promise<FoundPatient[]> {
  const rows = await findForImport(tx, tenantId, externalKeys, fiscalCodes);
  return rows.map((row) => ({
    patient: toPatient(row),
    externalKeys: row.external_keys,
    isSame: (accepted) => isSame(row, accepted),
  }));
}

/** Stores new patients that the rules accepted. @returns their ids in order */
export function insertAccepted(tx: Tx, tenantId: string, accepted: readonly AcceptedPatient[]): Promise<number[]> {
  return insertPatients(
    tx,
    tenantId,
    accepted.map(({ patient, status }) => ({ values: toValues(patient, status), keys: searchKeysOf(patient) })),
  );
}

/** Replaces patients by what the rules accepted. */
export async function updateAccepted(
  tx: Tx,
  tenantId: string,
  changed: readonly { id: number; accepted: AcceptedPatient }[],
): Promise<void> {
  for (const { id, accepted } of changed) {
    const { patient, status } = accepted;
    await updatePatient(tx, tenantId, id, toValues(patient, status), searchKeysOf(patient));
  }
}

/** Whether a row and what it would become are answered alike, but for the version and the times. */
function isSame(row: FoundRow, { patient, status }: AcceptedPatient): boolean {
  // As it would be stored: without members that are undefined.
  const values: PatientValues = JSON.parse(JSON.stringify(toValues(patient, status)));
  const { deceasedAt: before, ...old } = toPatient(row);
  const { deceasedAt: after, ...renewed } = toPatient({ ...row, ...values });
  return isDeepStrictEqual(old, renewed) && instantOf(before) === instantOf(after);
}

const instantOf = (text: string | undefined) => text && Date.parse(text);
