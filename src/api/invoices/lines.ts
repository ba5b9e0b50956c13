import { ServiceError } from '../../platform/errors.ts';
import type { Appointment } from '../appointments/appointments.schema.ts';
import { getAppointment } from '../appointments/appointments.service.ts';
import type { Issuer } from '../issuers/issuers.schema.ts';
import { findPrices } from '../price-lists/prices.service.ts';
import type { Treatment } from '../treatments/treatments.schema.ts';
import { findPlanned } from '../treatments/treatments.service.ts';
import { broken } from './broken.ts';
import type { InvoiceCall } from './customer.ts';
import type { DocumentLine } from './document.ts';
import type { Customer, ExpenseType, InvoiceVat } from './invoice-parts.schema.ts';
import type { InvoiceInput } from './invoice-requests.schema.ts';
import { toCents } from './money.ts';
import { EXEMPT, NATURES, type Nature, WITHOUT_VAT } from './tax-rules.ts';

/** All lines of a document together, so that every calculation stays exact and fits the formats it is sent in. */
const MOST_CENTS = 10_000_000_000;

interface Wanted {
  issuer: Issuer;
  customerKind: Customer['kind'];
  day: string;
}

/**
 * The lines with their prices and taxes settled.
 * @throws ServiceError validation_failed, or invalid_request for more than two decimals
 */
export async function settleLines(call: InvoiceCall, input: InvoiceInput, wanted: Wanted): Promise<DocumentLine[]> {
  const appointment = await appointmentOf(call, input);
  const ids = [...new Set(input.lines.flatMap(({ treatmentId }) => treatmentId ?? []))];
  const treatments = await findPlanned(call.db, call.tenant.id, ids);
  const priced = await pricesOf(call, input, wanted, appointment);
  const lines = input.lines.map((line, index): DocumentLine => {
    const field = `lines.${index}`;
    const treatment = line.treatmentId === undefined ? undefined : treatments.get(line.treatmentId)?.treatment;
    if (line.treatmentId !== undefined && !treatment)
      throw broken(`${field}.treatmentId`, 'not_found', 'does not exist');
    const description = line.description?.trim() ?? treatment?.name;
    if (description === undefined)
      throw broken(`${field}.description`, 'required', 'is required of what is no treatment');
    const price = line.unitPrice ?? (line.treatmentId === undefined ? undefined : priced.get(line.treatmentId));
    if (price === undefined) throw broken(`${field}.unitPrice`, 'required', 'is required: no list has a price');
    const unitCents = toCents(`${field}.unitPrice`, price);
    const { quantity = 1 } = line;
    return {
      description,
      ...(treatment && { treatmentId: treatment.id }),
      quantity,
      unitCents,
      amountCents: unitCents * quantity,
      vat: settleVat(`${field}.vat`, line.vat, treatment, wanted.issuer),
      tsExpenseType: line.tsExpenseType ?? (treatment?.tsExpenseType as ExpenseType | undefined) ?? 'SR',
    };
  });
  const sum = lines.reduce((total, { amountCents }) => total + amountCents, 0);
  if (sum <= 0) throw broken('lines', 'nothing_to_pay', 'must come to more than nothing');
  if (sum > MOST_CENTS) throw broken('lines', 'amount_too_large', 'come to more than an invoice can hold');
  return lines;
}

async function appointmentOf(call: InvoiceCall, input: InvoiceInput): Promise<Appointment | undefined> {
  if (input.appointmentId === undefined) return undefined;
  const appointment = await getAppointment(call, input.appointmentId).catch((error) => {
    if (error instanceof ServiceError && error.code === 'not_found')
      throw broken('appointmentId', 'not_found', 'does not exist');
    throw error;
  });
  if (input.patientId !== undefined && appointment.patientId !== input.patientId)
    throw broken('appointmentId', 'other_patient', 'belongs to another patient');
  return appointment;
}

/** By treatment: what was agreed with the appointment, else what the lists say; the patient's share, or the payer's. */
async function pricesOf(
  call: InvoiceCall,
  { lines, patientId }: InvoiceInput,
  { customerKind, day }: Wanted,
  appointment: Appointment | undefined,
): Promise<Map<number, number>> {
  const share = customerKind === 'person' ? 'patientShare' : 'payerShare';
  const prices = new Map<number, number>();
  for (const { treatmentId, [share]: agreed } of appointment?.treatments ?? [])
    if (agreed !== undefined) prices.set(treatmentId, agreed);
  const unknown = lines.flatMap(({ treatmentId, unitPrice }) =>
    treatmentId === undefined || unitPrice !== undefined || prices.has(treatmentId) ? [] : [treatmentId],
  );
  if (unknown.length === 0) return prices;
  const practitionerId = appointment?.practitionerId;
  const question = {
    treatmentIds: unknown,
    date: day,
    ...(patientId !== undefined && { patientId }),
    ...(practitionerId !== undefined && { practitionerId }),
  };
  for (const [id, price] of await findPrices(call.db, call.tenant.id, question)) prices.set(id, price[share]);
  return prices;
}

function settleVat(
  field: string,
  given: InvoiceVat | undefined,
  treatment: Treatment | undefined,
  { regime }: Issuer,
): InvoiceVat {
  const without = WITHOUT_VAT[regime];
  const usual = treatment && vatOf(treatment);
  if (without) {
    if (given && given.rate > 0) throw broken(`${field}.rate`, 'vat_not_allowed', `cannot be charged under ${regime}`);
    return { ...without, ...(given?.nature === 'N1' && given) };
  }
  const vat: InvoiceVat = given ?? usual ?? EXEMPT;
  if (Math.round(vat.rate * 100) / 100 !== vat.rate)
    throw broken(`${field}.rate`, 'invalid_decimals', 'must have at most two decimals');
  if (vat.rate === 0 && vat.nature === undefined)
    throw broken(`${field}.nature`, 'required', 'must say why there is no VAT');
  if (vat.rate > 0 && vat.nature !== undefined)
    throw broken(`${field}.nature`, 'not_allowed', 'is for what bears no VAT');
  // DL 145/2023, art. 4-quater: exempt only with an attestation of the therapeutic purpose.
  if (vat.nature === 'N4' && usual && usual.rate > 0 && vat.medicalAttestationId === undefined)
    throw broken(`${field}.medicalAttestationId`, 'required', 'must attest what makes this treatment exempt');
  return vat.nature === 'N4' && vat.legalText === undefined ? { ...vat, legalText: EXEMPT.legalText } : vat;
}

function vatOf({ vat: { rate, nature, legalText } }: Treatment): InvoiceVat {
  if (rate > 0) return { rate };
  if (!NATURES.includes(nature as Nature)) return EXEMPT;
  return { rate: 0, nature: nature as Nature, ...(legalText && { legalText }) };
}
