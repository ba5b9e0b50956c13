import { found } from '../pages.ts';
import { requireVersion } from '../route.ts';
import { broken } from './broken.ts';
import { todayInRome } from './compose.ts';
import type { InvoiceCall } from './customer.ts';
import type { DocumentLine, InvoiceDocument, InvoiceHead } from './document.ts';
import type { CreditNoteInput } from './invoice-requests.schema.ts';
import * as queries from './invoices.queries.ts';
import type { Invoice } from './invoices.schema.ts';
import { issue, refuseTransition } from './issue.service.ts';
import { issuingTransaction } from './issue-turn.ts';
import { toCents } from './money.ts';
import { statusOf } from './settlement.ts';
import { taxRulesOn } from './tax-rules.ts';
import { subtract, sumUp } from './totals.ts';

/**
 * Issues a credit note that takes back what is left of an invoice, or a part of it. The invoice is locked meanwhile, so that
 * all its credit notes together never exceed it.
 * @throws ServiceError invalid_transition for a draft, a credit note or what is credited whole; validation_failed
 */
export function creditInvoice(call: InvoiceCall, id: number, input: CreditNoteInput): Promise<Invoice> {
  const { tenant } = call;
  return issuingTransaction(call, async (tx) => {
    const original = found(await queries.lockInvoice(tx, tenant.id, id), 'invoice');
    requireVersion(call.ifMatch, original.version);
    if (original.status === 'draft' || original.status === 'credited' || original.document_type === 'TD04')
      throw refuseTransition(original.status, 'credited');
    const issueDate = creditDate(call, original.issue_date!, input.issueDate);
    const before = await queries.findCreditNotes(tx, tenant.id, id);
    const document = creditNoteOf(original, before, input, issueDate);
    const head: InvoiceHead = {
      issuer_id: original.issuer_id,
      patient_id: original.patient_id,
      appointment_id: original.appointment_id,
      episode_id: original.episode_id,
      document_type: 'TD04',
      customer_kind: original.customer_kind,
      section: input.section ?? document.issuer.creditNoteSection ?? original.section,
      issue_date: issueDate,
      credits_invoice_id: id,
      total_cents: document.sums.totalCents,
      due_cents: document.sums.dueCents,
    };
    const noteId = await queries.insertDraft(tx, tenant.id, { head, document });
    const note = await issue(call, tx, noteId, { head, document });
    const amounts = {
      ...original,
      credited_cents: original.credited_cents + head.total_cents,
      credited_due_cents: original.credited_due_cents + head.due_cents,
    };
    await queries.settleInvoice(tx, tenant.id, id, { ...amounts, status: statusOf(amounts) });
    return note;
  });
}

function creditDate(call: InvoiceCall, originalDate: string, wanted: string | undefined): string {
  const today = todayInRome(call);
  const day = wanted ?? today;
  if (day > today) throw broken('issueDate', 'in_future', 'must not lie in the future');
  if (day < originalDate) throw broken('issueDate', 'before_invoice', 'must not lie before the invoice');
  return day;
}

function creditNoteOf(
  { details, formatted_number, issue_date }: queries.InvoiceRow,
  before: readonly InvoiceDocument[],
  { reason, lines: wanted }: CreditNoteInput,
  issueDate: string,
): InvoiceDocument {
  const { document: original } = details;
  const { lines, terms, stamp } = original;
  const credited = lines.map((_, index) =>
    before
      .flatMap((note) => note.lines)
      .filter(({ creditsLine }) => creditsLine === index + 1)
      .reduce((sum, { amountCents }) => sum + amountCents, 0),
  );
  const left = lines.map(({ amountCents }, index) => amountCents - credited[index]!);
  const now = wanted ? amountsOf(wanted, left) : left;
  const sumOf = (amounts: readonly number[], charge?: typeof stamp.charge) =>
    sumUp(
      lines.flatMap(({ vat }, index) => (amounts[index] === 0 ? [] : { vat, amountCents: amounts[index]! })),
      terms,
      charge,
    );
  const isLast = now.every((amount, index) => amount === left[index]);
  const after = credited.map((amount, index) => amount + now[index]!);
  const sums = subtract(sumOf(after, isLast ? stamp.charge : undefined), sumOf(credited));
  const { stampThresholdCents, stampCents } = taxRulesOn(issueDate);
  const due = sums.notSubjectCents > stampThresholdCents;
  const { notes: _, purchaseOrder, externalIds: __, ...same } = original;
  return {
    ...same,
    ...(purchaseOrder && { purchaseOrder }),
    lines: lines.flatMap((line, index): DocumentLine[] => {
      const amountCents = now[index]!;
      return amountCents === 0
        ? []
        : [{ ...line, quantity: 1, unitCents: amountCents, amountCents, creditsLine: index + 1 }];
    }),
    sums,
    stamp: { due, cents: due ? stampCents : 0, ...(isLast && stamp.charge && { charge: stamp.charge }) },
    credits: { reason, formattedNumber: formatted_number!, issueDate: issue_date! },
  };
}

/** How much of each line is credited, in cents. */
function amountsOf(wanted: NonNullable<CreditNoteInput['lines']>, left: readonly number[]): number[] {
  const amounts = left.map(() => 0);
  for (const [index, { lineNumber, amount }] of wanted.entries()) {
    const cents = toCents(`lines.${index}.amount`, amount);
    const rest = left[lineNumber - 1];
    if (rest === undefined) throw broken(`lines.${index}.lineNumber`, 'not_found', 'is no line of the invoice');
    if (amounts[lineNumber - 1] !== 0) throw broken(`lines.${index}.lineNumber`, 'duplicate', 'is credited twice');
    if (cents === 0) throw broken(`lines.${index}.amount`, 'nothing_to_credit', 'must be more than nothing');
    if (cents > rest) throw broken(`lines.${index}.amount`, 'exceeds_invoice', 'exceeds what is left of the line');
    amounts[lineNumber - 1] = cents;
  }
  return amounts;
}
