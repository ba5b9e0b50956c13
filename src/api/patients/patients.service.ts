import { type Tx, undoable, violatedConstraint, violatedReference } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { expansionOf } from '../expansion.ts';
import { exportOf } from '../export-pages.ts';
import { normaliseFiscalCode } from '../italy/fiscal-code.ts';
import { mergePatch } from '../merge-patch.ts';
import { readPage } from '../pages.ts';
import { type Call, requireVersion } from '../route.ts';
import { searchOf } from '../search.ts';
import { versionsOf } from '../versions/versions.ts';
import { CONSENT_FIELDS, CONTACT_FIELDS, consentList, contactList } from './part-fields.queries.ts';
import { toPatient, toValues } from './patients.mapper.ts';
import * as queries from './patients.queries.ts';
import { type AcceptedPatient, acceptPatient } from './patients.rules.ts';
import { type Patient, PatientInput, type PatientListQuery, READ_ONLY } from './patients.schema.ts';
import { searchKeysOf, toE164, wordsOf } from './patients.search.ts';
import { PATIENT_FIELDS } from './search-fields.queries.ts';
import { mayRead } from './shown.ts';

/** A call of this service: who asks, for which clinic, with whatever request. */
export type PatientCall = Pick<Call, 'access' | 'tenant' | 'db' | 'ifMatch' | 'now' | 'accept'>;

export async function getPatient({ db, tenant }: Pick<PatientCall, 'db' | 'tenant'>, id: number): Promise<Patient> {
  const row = await queries.getPatient(db, tenant.id, id);
  if (!row) throw noSuchPatient();
  return toPatient(row);
}

export const patientExpansion = expansionOf({
  resource: 'patients',
  access: mayRead,
  list: queries.patientList,
  toItem: toPatient,
});

export const patientExport = exportOf(queries.patientList, toPatient, (updatedSince) =>
  queries.conditionsOf({ merged: updatedSince !== undefined, keys: [] }),
);

export const patientSearch = searchOf({ list: queries.patientList, fields: PATIENT_FIELDS, toItem: toPatient });

export { EMERGENCY_CONTACTS } from './part-fields.queries.ts';

/** Find consents, and who stands beside patients, by what is looked for; the patients tell what they are. */
const toPart = ({ id }: { id: number }) => ({ id });
export const consentSearch = searchOf({ list: consentList, fields: CONSENT_FIELDS, toItem: toPart });
export const contactSearch = searchOf({ list: contactList, fields: CONTACT_FIELDS, toItem: toPart });

export const patientVersions = versionsOf({
  resource: 'patients',
  columns: queries.LISTED_COLUMNS,
  toItem: toPatient,
});

export function listPatients({ db, tenant }: PatientCall, query: PatientListQuery) {
  return readPage(db, tenant.id, queries.patientList, query, queries.conditionsOf(toFilter(query)), toPatient);
}

export async function createPatient(call: PatientCall, input: PatientInput): Promise<Patient> {
  const accepted = acceptPatient(input, call.tenant, call.now());
  const { patient, status } = accepted;
  const row = await queries.insertPatient(call.db, call.tenant.id, toValues(patient, status), searchKeysOf(patient));
  if (!row) throw await duplicatePatient(call, patient);
  return withWarnings(row, accepted);
}

export async function replacePatient(call: PatientCall, id: number, input: PatientInput): Promise<Patient> {
  return changePatient(call, id, () => input);
}

/** Applies a JSON Merge Patch (RFC 7396) to what is stored, and accepts the whole as if it had been sent. */
export async function patchPatient(call: PatientCall, id: number, patch: Record<string, unknown>): Promise<Patient> {
  return changePatient(call, id, (current) => {
    const changes = Object.fromEntries(Object.entries(patch).filter(([name]) => !READ_ONLY.includes(name as never)));
    const { version: _, fiscalCodeType, ...whole } = current;
    // A new code is judged anew, unless its type comes with it.
    const kept = 'fiscalCode' in changes ? whole : { ...whole, fiscalCodeType };
    return call.accept(PatientInput, mergePatch(kept, changes));
  });
}

export async function deletePatient(call: PatientCall, id: number): Promise<void> {
  await call.db.transaction(async (tx) => {
    const row = await queries.lockPatient(tx, call.tenant.id, id);
    if (!row) throw noSuchPatient();
    requireVersion(call.ifMatch, row.version);
    await queries.deletePatient(tx, call.tenant.id, id).catch((error) => {
      if (!violatedReference(error)) throw error;
      throw new ServiceError(
        'validation_failed',
        'This patient has appointments or other records and cannot be deleted; archive the patient instead.',
        { cause: error },
      );
    });
  });
}

/**
 * Stores many new patients in one statement, without the rules' refusals: for seeding and benchmarks, whose data is known.
 * @returns their ids, in the order of `inputs`
 */
export function importPatients(tx: Tx, tenantId: string, inputs: PatientInput[]): Promise<number[]> {
  const patients = inputs.map((input) => ({
    patient: input,
    values: toValues({ fiscalCodeType: 'CF', ...input }, 'valid'),
  }));
  return queries.insertPatients(
    tx,
    tenantId,
    patients.map(({ patient, values }) => ({ values, keys: searchKeysOf(patient) })),
  );
}

/** Replaces a patient by what `change` makes of it. @throws ServiceError version_conflict, duplicate_patient, validation_failed */
export async function changePatient(
  call: PatientCall,
  id: number,
  change: (current: Patient) => PatientInput,
): Promise<Patient> {
  let accepted: AcceptedPatient | undefined;
  try {
    return await undoable(call.db, async (tx) => {
      const current = await queries.lockPatient(tx, call.tenant.id, id);
      if (!current) throw noSuchPatient();
      const input = change(toPatient(current));
      requireVersion(call.ifMatch, current.version, input.version);
      if (current.merged_into_id !== null) {
        throw new ServiceError(
          'validation_failed',
          `This patient was merged into ${current.merged_into_id} and cannot change.`,
        );
      }
      accepted = acceptPatient(input, call.tenant, call.now());
      const values = toValues(accepted.patient, accepted.status);
      return withWarnings(
        await queries.updatePatient(tx, call.tenant.id, id, values, searchKeysOf(accepted.patient)),
        accepted,
      );
    });
  } catch (error) {
    if (accepted && violatedConstraint(error) === 'patients_fiscal_code')
      throw await duplicatePatient(call, accepted.patient);
    throw error;
  }
}

function withWarnings(row: queries.PatientRow, { warnings }: AcceptedPatient): Patient {
  return { ...toPatient(row), ...(warnings.length > 0 && { warnings }) };
}

export function noSuchPatient(): ServiceError {
  return new ServiceError('not_found', 'There is no such patient.');
}

async function duplicatePatient(
  { access, db, tenant }: PatientCall,
  { fiscalCode }: PatientInput,
): Promise<ServiceError> {
  const existingId = access.permissions.has('patients.read')
    ? await queries.findIdByFiscalCode(db, tenant.id, fiscalCode!)
    : undefined;
  return new ServiceError('duplicate_patient', 'A patient with this fiscal code exists already.', {
    details: [{ field: 'fiscalCode', code: 'duplicate', message: 'belongs to another patient of this clinic' }],
    extra: existingId === undefined ? {} : { existingId },
  });
}

function toFilter(query: PatientListQuery): queries.PatientFilter {
  const { q, phone, email, externalId } = query;
  const exact = (kind: 'phone' | 'email' | 'external', key: string) => ({ kind, key, prefix: false });
  return {
    merged: query.updatedSince !== undefined,
    fiscalCode: query.fiscalCode && normaliseFiscalCode(query.fiscalCode),
    birthDate: query.birthDate,
    archived: query.archived,
    keys: [
      // Long words first: they leave the fewest candidates.
      ...(q === undefined ? [] : searchedWords(q)).map((key) => ({ kind: 'name' as const, key, prefix: true })),
      ...(phone === undefined ? [] : [exact('phone', toE164(phone) ?? phone)]),
      ...(email === undefined ? [] : [exact('email', email.toLowerCase())]),
      ...(externalId === undefined ? [] : [exact('external', externalId)]),
    ],
  };
}

const MOST_WORDS = 6;

function searchedWords(q: string): string[] {
  const words = wordsOf(q);
  if (words.length === 0 || words.length > MOST_WORDS) {
    throw new ServiceError('invalid_parameter', 'Invalid parameter: q.', {
      details: [{ field: 'q', code: 'invalid_words', message: `must have 1 to ${MOST_WORDS} words` }],
    });
  }
  return words.sort((a, b) => b.length - a.length);
}
