import type { Issuer } from '../issuers/issuers.schema.ts';
import { findIssuer } from '../issuers/issuers.service.ts';
import type { Patient } from '../patients/patients.schema.ts';
import { wordsOf } from '../patients/patients.search.ts';
import { broken } from './broken.ts';
import { billedTo, type InvoiceCall } from './customer.ts';
import type { Composed, DocumentLine } from './document.ts';
import type { Customer, InvoiceIssuer } from './invoice-parts.schema.ts';
import { type InvoiceInput, READ_ONLY } from './invoice-requests.schema.ts';
import { settleLines } from './lines.ts';
import { toEuro } from './money.ts';
import { taxRulesOn } from './tax-rules.ts';
import { type Terms, totalInvoice } from './totals.ts';

/** Today where Italian tax law looks at the clock. */
export function todayInRome({ now }: Pick<InvoiceCall, 'now'>): string {
  return now().withTimeZone('Europe/Rome').toPlainDate().toString();
}

/**
 * Works an invoice out of what was written.
 * @param known whether the caller was shown the patient's data before
 * @throws ServiceError validation_failed naming what breaks a rule
 */
export async function composeInvoice(call: InvoiceCall, input: InvoiceInput, known = false): Promise<Composed> {
  const today = todayInRome(call);
  if (input.issueDate !== undefined && input.issueDate > today)
    throw broken('issueDate', 'in_future', 'must not lie in the future');
  if (input.episodeId !== undefined && input.patientId === undefined)
    throw broken('episodeId', 'needs_patient', 'needs the patient whose episode it is');
  const day = input.issueDate ?? today;
  const issuer = await findIssuer(call.db, call.tenant.id, input.issuerId);
  if (!issuer?.active) throw broken('issuerId', 'not_found', 'does not exist, or issues nothing any more');
  const { customer, payer, tsOpposition, patient } = await billedTo(call, input, input.serviceDate ?? day, known);
  if (input.splitPayment && customer.kind === 'person')
    throw broken('splitPayment', 'not_for_persons', 'is for companies and public bodies');
  const lines = await settleLines(call, input, { issuer, customerKind: customer.kind, day });
  if (customer.kind !== 'person' && patient) requireUnnamed(patient, lines, input.notes);
  const rules = taxRulesOn(day);
  const terms: Terms = {
    ...(issuer.fund && { fund: issuer.fund }),
    ...(withholds(issuer, customer) && { withholdingRate: rules.withholdingRate }),
    splitPayment: input.splitPayment ?? false,
  };
  if (terms.splitPayment && terms.withholdingRate !== undefined)
    throw broken('splitPayment', 'not_with_withholding', 'does not apply to fees that tax is withheld from');
  const { chargeStamp = true } = input;
  const { stamp, ...sums } = totalInvoice(lines, terms, rules, chargeStamp);
  const { serviceDate, purchaseOrder, notes, externalIds } = input;
  return {
    head: {
      issuer_id: issuer.id,
      patient_id: input.patientId ?? null,
      appointment_id: input.appointmentId ?? null,
      episode_id: input.episodeId ?? null,
      document_type: input.documentType ?? (issuer.kind === 'professional' ? 'TD06' : 'TD01'),
      customer_kind: customer.kind,
      section: input.section ?? issuer.section,
      issue_date: input.issueDate ?? null,
      credits_invoice_id: null,
      total_cents: sums.totalCents,
      due_cents: sums.dueCents,
    },
    document: {
      issuer: await snapshotOf(call, issuer),
      customer,
      ...(payer && { payer }),
      ...(serviceDate !== undefined && { serviceDate }),
      lines,
      terms,
      sums,
      stamp,
      chargeStamp,
      channel: customer.kind === 'person' ? 'paper' : 'sdi',
      tsOpposition,
      ...(purchaseOrder && { purchaseOrder }),
      ...(notes !== undefined && { notes }),
      ...(externalIds && { externalIds }),
    },
    input: settled(input, lines),
  };
}

/** What goes to a company or body through SdI must not tell whose health it is about (GDPR, art. 9). */
function requireUnnamed(
  { firstName, lastName, fiscalCode }: Patient,
  lines: readonly DocumentLine[],
  notes = '',
): void {
  const names = (text: string) => {
    const words = wordsOf(text);
    const has = (name: string) => wordsOf(name).every((word) => words.includes(word));
    return (has(lastName) && has(firstName)) || (fiscalCode !== undefined && words.includes(fiscalCode.toLowerCase()));
  };
  const fields = lines.map(({ description }, index) => [`lines.${index}.description`, description] as const);
  for (const [field, text] of [...fields, ['notes', notes] as const])
    if (names(text)) throw broken(field, 'patient_identified', 'must not name the patient to a company or body');
}

/** DPR 600/1973, art. 25: of professionals in the ordinary regime, by companies and bodies, never by private patients. */
function withholds({ kind, regime }: Issuer, customer: Customer): boolean {
  return (
    kind === 'professional' && regime === 'RF01' && customer.kind !== 'person' && (customer.withholdingAgent ?? true)
  );
}

async function snapshotOf({ db, tenant }: InvoiceCall, issuer: Issuer): Promise<InvoiceIssuer> {
  const { name, firstName, lastName, vatNumber, fiscalCode, regime, address, register, iban } = issuer;
  const { virtualStampAuthorisation, creditNoteSection, collectedByIssuerId } = issuer;
  const collector =
    collectedByIssuerId === undefined ? undefined : await findIssuer(db, tenant.id, collectedByIssuerId);
  const all = { name, firstName, lastName, vatNumber, fiscalCode, regime, address, register, iban };
  const collectedBy = collector && `${collector.name}, P. IVA ${collector.vatNumber}`;
  return Object.fromEntries(
    Object.entries({ ...all, virtualStampAuthorisation, creditNoteSection, collectedBy }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as never;
}

/** What was written, with what was found for it, so that a draft keeps its prices and taxes. */
function settled(input: InvoiceInput, lines: Composed['document']['lines']): InvoiceInput {
  const written = Object.fromEntries(
    Object.entries(input).filter(([name]) => name !== 'version' && !READ_ONLY.includes(name as never)),
  ) as InvoiceInput;
  return {
    ...written,
    lines: lines.map(({ description, treatmentId, quantity, unitCents, vat, tsExpenseType }) => ({
      description,
      ...(treatmentId !== undefined && { treatmentId }),
      quantity,
      unitPrice: toEuro(unitCents),
      vat,
      tsExpenseType,
    })),
  };
}
