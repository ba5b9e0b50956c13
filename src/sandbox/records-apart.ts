import { mergePatients, setArchived } from '../api/patients/merge.service.ts';
import type { PatientInput } from '../api/patients/patients.schema.ts';
import { importPatients } from '../api/patients/patients.service.ts';
import type { Tx } from '../platform/database/index.ts';

const EVERY = 170;
const ARCHIVED = 11;
const DOUBLE = 123;

/** Whether the patient of this place is archived. */
export function isArchived(at: number): boolean {
  return at % EVERY === ARCHIVED;
}

/**
 * Patients whom lists treat differently: some archived, and some of whom there was a second record, entered in a hurry, that
 * was merged. The same for the same clinic.
 */
export async function seedRecordsApart(
  tx: Tx,
  tenantId: string,
  { people, patientIds }: { people: readonly PatientInput[]; patientIds: readonly number[] },
): Promise<void> {
  const tenant = {
    id: tenantId,
    name: '',
    sandbox: true,
    timeZone: 'Europe/Rome',
    fiscalCodePolicy: 'lenient' as const,
  };
  const call = { db: tx, tenant, ifMatch: undefined };
  const every = (from: number) => patientIds.map((_, at) => at).filter((at) => at % EVERY === from);
  for (const at of every(ARCHIVED)) await setArchived(call, patientIds[at]!, true);
  const known = every(DOUBLE);
  const seconds = known.map((at): PatientInput => {
    const { firstName, lastName, mobile } = people[at]!;
    return { firstName, lastName, fiscalCodeType: 'NONE', ...(mobile !== undefined && { mobile }) };
  });
  const ids = await importPatients(tx, tenantId, seconds);
  for (const [index, at] of known.entries()) await mergePatients(call, ids[index]!, patientIds[at]!);
}
