import type { Temporal } from 'temporal-polyfill';
import { type ErrorDetail, ServiceError } from '../../platform/errors.ts';
import type { Access } from '../access/access.ts';
import {
  fiscalCodeKind,
  fiscalCodeMismatches,
  hasValidCheckCharacter,
  normaliseFiscalCode,
} from '../italy/fiscal-code.ts';
import { vatNumberProblem } from '../italy/vat-number.ts';
import type { Patient, PatientInput } from './patients.schema.ts';
import { READ_ONLY } from './patients.schema.ts';
import { toE164 } from './patients.search.ts';

type FiscalCodeStatus = Patient['fiscalCodeStatus'];
type FiscalCodeType = Patient['fiscalCodeType'];

export interface AcceptedPatient {
  patient: PatientInput;
  status: FiscalCodeStatus;
  warnings: ErrorDetail[];
}

const EARLIEST_BIRTH = '1890-01-01';
/** Before the time zones of today, offsets have seconds, which RFC 3339 cannot write. */
const EARLIEST_DEATH = Date.parse('1900-01-01T00:00:00Z');

/** Forms of the codes that are not fiscal codes of the Agenzia delle Entrate: 16 characters each. */
const FOREIGNER_CODE = { STP: /^STP\d{13}$/, ENI: /^ENI\d{13}$/ };

/**
 * Applies the rules of a patient beyond its schema: trims, normalises, and judges the fiscal code.
 * @param now the instant of the request, for "not in the future"
 * @throws ServiceError validation_failed naming each field
 */
export function acceptPatient(
  input: PatientInput,
  tenant: NonNullable<Access['tenant']>,
  now: Temporal.ZonedDateTime,
): AcceptedPatient {
  const failures: ErrorDetail[] = [];
  const fail = (field: string, code: string, message: string) => failures.push({ field, code, message });
  const patient = normalise(input);

  if (patient.birthDate && (patient.birthDate < EARLIEST_BIRTH || patient.birthDate > now.toPlainDate().toString())) {
    fail('birthDate', 'out_of_range', `must lie between ${EARLIEST_BIRTH} and today`);
  }
  const death = patient.deceasedAt && Date.parse(patient.deceasedAt);
  if (death && (death < EARLIEST_DEATH || death > now.epochMilliseconds)) {
    fail('deceasedAt', 'out_of_range', 'must lie between 1900 and now');
  }
  if (patient.vatNumber && vatNumberProblem(patient.vatNumber)) {
    fail('vatNumber', `invalid_${vatNumberProblem(patient.vatNumber)}`, 'is not a partita IVA');
  }
  normaliseTelephones(patient, fail);
  for (const [index, { validFrom, validTo }] of (patient.exemptions ?? []).entries()) {
    if (validFrom && validTo && validTo < validFrom)
      fail(`exemptions.${index}.validTo`, 'before_start', 'lies before validFrom');
  }
  for (const [index, { at }] of (patient.consents ?? []).entries()) {
    if (Date.parse(at) > now.epochMilliseconds) fail(`consents.${index}.at`, 'out_of_range', 'lies in the future');
  }
  const { status, warnings } = judgeFiscalCode(patient, tenant.fiscalCodePolicy, fail);

  if (failures.length > 0) {
    const fields = failures.map(({ field }) => field).join(', ');
    throw new ServiceError('validation_failed', `The patient breaks a rule: ${fields}.`, { details: failures });
  }
  return { patient, status, warnings };
}

function normalise(input: PatientInput): PatientInput {
  const patient = { ...input, firstName: input.firstName.trim(), lastName: input.lastName.trim() };
  for (const name of READ_ONLY) delete (patient as Record<string, unknown>)[name];
  if (patient.fiscalCode !== undefined) patient.fiscalCode = normaliseFiscalCode(patient.fiscalCode);
  return patient;
}

type Fail = (field: string, code: string, message: string) => void;

function normaliseTelephones(patient: PatientInput, fail: Fail): void {
  const normalised = <Holder extends { phone?: string; mobile?: string }>(holder: Holder, path: string): Holder => {
    const copy = { ...holder };
    for (const name of ['phone', 'mobile'] as const) {
      const given = holder[name];
      if (given === undefined) continue;
      const number = toE164(given);
      if (number) copy[name] = number;
      else fail(path + name, 'invalid_phone', 'is not a telephone number');
    }
    return copy;
  };
  Object.assign(patient, normalised(patient, ''));
  patient.guardians = patient.guardians?.map((guardian, index) => normalised(guardian, `guardians.${index}.`));
  patient.emergencyContacts = patient.emergencyContacts?.map((contact, index) =>
    normalised(contact, `emergencyContacts.${index}.`),
  );
}

/**
 * A wrong form is refused; a wrong check character is what clinics typed and is stored with a warning, unless the clinic
 * is strict. Disagreement with name, date or place only warns: people change names, and places were abolished.
 */
function judgeFiscalCode(
  patient: PatientInput,
  policy: 'lenient' | 'strict',
  fail: Fail,
): { status: FiscalCodeStatus; warnings: ErrorDetail[] } {
  const code = patient.fiscalCode;
  const type = patient.fiscalCodeType ?? typeOf(code);
  patient.fiscalCodeType = type;
  if (!hasFormOf(type, code)) {
    fail(
      'fiscalCode',
      'invalid_format',
      type === 'NONE' ? 'must be absent when fiscalCodeType is NONE' : `is not a code of type ${type}`,
    );
    return { status: 'unverified', warnings: [] };
  }
  if (code === undefined || (type !== 'CF' && type !== 'CF_PROVISIONAL')) return { status: 'unverified', warnings: [] };
  if (!hasValidCheckCharacter(code)) {
    const message = 'has a wrong check character';
    if (policy === 'strict') fail('fiscalCode', 'checksum_invalid', message);
    return { status: 'checksum_invalid', warnings: [{ field: 'fiscalCode', code: 'checksum_invalid', message }] };
  }
  const { lastName, firstName, birthDate, sex, birthPlace } = patient;
  const facts = { lastName, firstName, birthDate, sex, belfioreCode: birthPlace?.belfioreCode };
  const mismatches = type === 'CF' ? fiscalCodeMismatches(code, facts) : [];
  const warnings = mismatches.map((field) => ({
    field,
    code: 'fiscal_code_mismatch',
    message: 'does not agree with the fiscal code',
  }));
  return { status: warnings.length ? 'mismatch' : 'valid', warnings };
}

function typeOf(code: string | undefined): FiscalCodeType {
  if (code === undefined) return 'NONE';
  if (FOREIGNER_CODE.STP.test(code)) return 'STP';
  if (FOREIGNER_CODE.ENI.test(code)) return 'ENI';
  return fiscalCodeKind(code) ?? 'CF';
}

function hasFormOf(type: FiscalCodeType, code: string | undefined): boolean {
  if (type === 'NONE' || code === undefined) return type === 'NONE' && code === undefined;
  if (type === 'FOREIGN') return true;
  if (type === 'STP' || type === 'ENI') return FOREIGNER_CODE[type].test(code);
  return fiscalCodeKind(code) === type;
}
