import { Temporal } from 'temporal-polyfill';
import { ServiceError } from '../../platform/errors.ts';
import { requirePolicy } from '../access/access.ts';
import { fiscalCodeKind, hasValidCheckCharacter, normaliseFiscalCode } from '../italy/fiscal-code.ts';
import { vatNumberProblem } from '../italy/vat-number.ts';
import type { Patient } from '../patients/patients.schema.ts';
import { getPatient } from '../patients/patients.service.ts';
import type { Call } from '../route.ts';
import { broken } from './broken.ts';
import type { Customer, InvoicePayer } from './invoice-parts.schema.ts';
import type { InvoiceInput } from './invoice-requests.schema.ts';

export type InvoiceCall = Pick<Call, 'access' | 'tenant' | 'db' | 'ifMatch' | 'now' | 'accept'>;

interface Billed {
  customer: Customer;
  payer?: InvoicePayer;
  tsOpposition: boolean;
  /** Whom it is about. */
  patient?: Patient;
}

/**
 * Who is invoiced: whom the input names, or the patient.
 * @param known whether the caller has been shown the patient already, as with a draft that is issued
 * @throws ServiceError validation_failed, or insufficient_scope or insufficient_permission when the patient's data is wanted
 */
export async function billedTo(call: InvoiceCall, input: InvoiceInput, day: string, known: boolean): Promise<Billed> {
  const patient = input.patientId === undefined ? undefined : await livingPatient(call, input.patientId);
  if (!input.customer) {
    if (!patient) throw broken('customer', 'required', 'or patientId must tell who is invoiced');
    if (!known) requirePolicy(call.access, { scope: 'giponext.patients', permission: 'patients.read' });
  }
  const customer = input.customer ? acceptCustomer(input.customer) : customerOf(patient!);
  const payer = input.payer ?? (!input.customer && patient ? guardianOf(patient, day) : undefined);
  const tsOpposition = input.tsOpposition ?? patient?.tsOpposition ?? false;
  return { customer, ...(payer && { payer }), ...(patient && { patient }), tsOpposition };
}

async function livingPatient(call: InvoiceCall, id: number): Promise<Patient> {
  const patient = await getPatient(call, id).catch((error) => {
    if (error instanceof ServiceError && error.code === 'not_found')
      throw broken('patientId', 'not_found', 'does not exist');
    throw error;
  });
  if (patient.mergedIntoId !== undefined)
    throw broken('patientId', 'merged', `was merged into ${patient.mergedIntoId}`);
  return patient;
}

function customerOf({ firstName, lastName, fiscalCode, vatNumber, residence, domicile }: Patient): Customer {
  const address = residence ?? domicile;
  return {
    kind: 'person',
    firstName: firstName.slice(0, 60),
    lastName: lastName.slice(0, 60),
    ...(fiscalCode !== undefined && { fiscalCode }),
    ...(vatNumber !== undefined && { vatNumber }),
    ...(address && { address }),
  };
}

/** A minor is invoiced, and a guardian pays. */
function guardianOf({ birthDate, guardians = [] }: Patient, day: string): InvoicePayer | undefined {
  const [guardian] = guardians;
  if (!guardian || birthDate === undefined) return undefined;
  if (Temporal.PlainDate.from(birthDate).until(day, { largestUnit: 'years' }).years >= 18) return undefined;
  const { relation, firstName, lastName, fiscalCode } = guardian;
  return { relation, firstName, lastName, ...(fiscalCode !== undefined && { fiscalCode }) };
}

/** A customer as it is kept. @throws ServiceError validation_failed */
function acceptCustomer(given: Customer): Customer {
  const isPerson = given.kind === 'person';
  const needed = isPerson ? (['firstName', 'lastName'] as const) : (['name'] as const);
  for (const name of needed)
    if (given[name] === undefined) throw broken(`customer.${name}`, 'required', `is required of a ${given.kind}`);
  const { fiscalCode, vatNumber, sdiCode, kind } = given;
  const code = fiscalCode === undefined ? undefined : normaliseFiscalCode(fiscalCode);
  if (code !== undefined && fiscalCodeKind(code) === undefined)
    throw broken('customer.fiscalCode', 'invalid_syntax', 'is no fiscal code');
  if (code !== undefined && !isPerson && !hasValidCheckCharacter(code))
    throw broken('customer.fiscalCode', 'checksum_invalid', 'has a wrong check character');
  const vat = vatNumber?.replace(/\s/g, '').replace(/^IT/i, '');
  const problem = vat === undefined ? undefined : vatNumberProblem(vat);
  if (problem) throw broken('customer.vatNumber', `invalid_${problem}`, 'is no VAT number');
  if (isPerson && sdiCode !== undefined)
    throw broken('customer.sdiCode', 'not_for_persons', 'is not for persons: nothing is sent to SdI for them');
  const length = kind === 'public_body' ? 6 : 7;
  if (sdiCode !== undefined && sdiCode.length !== length)
    throw broken('customer.sdiCode', 'invalid_length', `must have ${length} characters for a ${kind}`);
  return {
    ...given,
    ...(code !== undefined && { fiscalCode: code }),
    ...(vat !== undefined && { vatNumber: vat }),
  };
}
