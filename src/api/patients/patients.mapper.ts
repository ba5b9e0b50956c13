import type { PatientRow, PatientValues } from './patients.queries.ts';
import type { Patient, PatientInput } from './patients.schema.ts';

type Details = Omit<PatientInput, 'firstName' | 'lastName' | 'version' | ColumnField>;
type ColumnField = 'birthDate' | 'sex' | 'fiscalCode' | 'fiscalCodeType' | 'phone' | 'mobile' | 'email' | 'deceasedAt';

/** A row as the API answers it. Absent values are left out. */
export function toPatient(row: PatientRow): Patient {
  const patient: Record<string, unknown> = {
    tsOpposition: false,
    externalIds: [],
    ...row.details,
    id: row.id,
    version: row.version,
    firstName: row.first_name,
    lastName: row.last_name,
    fiscalCodeType: row.fiscal_code_type,
    fiscalCodeStatus: row.fiscal_code_status,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
  if (row.birth_date !== null) patient.birthDate = row.birth_date;
  if (row.sex !== null) patient.sex = row.sex;
  if (row.fiscal_code !== null) patient.fiscalCode = row.fiscal_code;
  if (row.phone !== null) patient.phone = row.phone;
  if (row.mobile !== null) patient.mobile = row.mobile;
  if (row.email !== null) patient.email = row.email;
  if (row.archived_at !== null) patient.archivedAt = row.archived_at;
  if (row.deceased_at !== null) patient.deceasedAt = row.deceased_at;
  if (row.merged_into_id !== null) patient.mergedIntoId = row.merged_into_id;
  return patient as Patient;
}

/** Accepted input as the values of a row. */
export function toValues(patient: PatientInput, status: string): PatientValues {
  const { firstName, lastName, birthDate, sex, fiscalCode, fiscalCodeType, phone, mobile, email, deceasedAt, ...rest } =
    patient;
  const { version: _, ...details } = rest;
  return {
    first_name: firstName,
    last_name: lastName,
    birth_date: birthDate ?? null,
    sex: sex ?? null,
    fiscal_code: fiscalCode ?? null,
    fiscal_code_type: fiscalCodeType ?? 'NONE',
    fiscal_code_status: status,
    phone: phone ?? null,
    mobile: mobile ?? null,
    email: email ?? null,
    details: details satisfies Details,
    deceased_at: deceasedAt ?? null,
  };
}
