import { Temporal } from 'temporal-polyfill';
import type { Tx } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { keepAppointment } from '../appointments/keep-appointment.ts';
import { fiscalCodeKind, hasValidCheckCharacter } from '../italy/fiscal-code.ts';
import { found } from '../pages.ts';
import { requireVersion } from '../route.ts';
import { broken } from './broken.ts';
import { composeInvoice, todayInRome } from './compose.ts';
import type { InvoiceCall } from './customer.ts';
import type { Composed, InvoiceDocument } from './document.ts';
import { keepDocument } from './documents.queries.ts';
import { toFatturaPa } from './fatturapa.ts';
import { toInvoice } from './invoices.mapper.ts';
import * as queries from './invoices.queries.ts';
import type { Invoice } from './invoices.schema.ts';
import { issuingTransaction } from './issue-turn.ts';
import { lastDateOf, takeNumber } from './numbering.queries.ts';
import { toPdf } from './pdf.ts';
import { writtenOf } from './written.ts';

/**
 * Gives a draft its number and freezes it. Number, invoice and files exist together or not at all. Its appointment is kept as
 * it is meanwhile: whoever wants to reopen or delete it waits, and then sees that it is invoiced.
 * @throws ServiceError invalid_transition for what is issued, issue_date_out_of_order, validation_failed, version_conflict
 */
export function issueDraft(call: InvoiceCall, id: number): Promise<Invoice> {
  return issuingTransaction(call, async (tx) => {
    // Whoever changes appointments and invoices locks appointments first.
    const seen = found(await queries.getInvoice(tx, call.tenant.id, id), 'invoice');
    if (seen.appointment_id !== null) await keepAppointment(tx, call.tenant.id, seen.appointment_id);
    const row = found(await queries.lockInvoice(tx, call.tenant.id, id), 'invoice');
    requireVersion(call.ifMatch, row.version, row.appointment_id === seen.appointment_id ? row.version : seen.version);
    requireDraft(row, 'issued');
    const composed = await composeInvoice({ ...call, db: tx }, writtenOf(row), true);
    const issueDate = composed.head.issue_date ?? todayInRome(call);
    return issue(call, tx, id, { ...composed, head: { ...composed.head, issue_date: issueDate } });
  });
}

/** @throws ServiceError invalid_transition for what is no draft */
export function requireDraft({ status }: Pick<queries.InvoiceRow, 'status'>, to: string): void {
  if (status !== 'draft') throw refuseTransition(status, to);
}

export function refuseTransition(from: string, to: string): ServiceError {
  return new ServiceError('invalid_transition', `An invoice that is ${from} cannot become ${to}.`, {
    extra: { from, to },
  });
}

/** Issues the draft `id` as `composed`, whose issue date is settled. */
export async function issue(
  call: InvoiceCall,
  tx: Tx,
  id: number,
  composed: Pick<Composed, 'head' | 'document'>,
): Promise<Invoice> {
  const { head, document } = composed;
  requireIssuable(document);
  const issueDate = head.issue_date!;
  const series = { issuerId: head.issuer_id, section: head.section, year: Temporal.PlainDate.from(issueDate).year };
  const number = await takeNumber(tx, call.tenant.id, series, issueDate);
  if (number === undefined) throw await outOfOrder(tx, call.tenant.id, series);
  const formatted = formatNumber(series, number);
  const at = call.now().epochMilliseconds;
  await queries.issueInvoice(tx, call.tenant.id, id, composed, { year: series.year, number, formatted, at });
  const numbered = { id, documentType: head.document_type, formattedNumber: formatted, issueDate };
  await keepDocument(tx, call.tenant.id, id, 'pdf', await toPdf(document, numbered, at));
  if (document.channel === 'sdi')
    await keepDocument(tx, call.tenant.id, id, 'fatturapa', Buffer.from(toFatturaPa(document, numbered)));
  return toInvoice((await queries.getInvoice(tx, call.tenant.id, id))!);
}

/** `12/A/2026`: at most 20 characters for all numbers there can be. */
export function formatNumber({ section, year }: { section: string; year: number }, number: number): string {
  return `${number}/${section}/${year}`;
}

async function outOfOrder(tx: Tx, tenantId: string, series: Parameters<typeof lastDateOf>[2]): Promise<ServiceError> {
  const last = await lastDateOf(tx, tenantId, series);
  const message = `must not lie before ${last}, when something of this series was issued`;
  return new ServiceError('issue_date_out_of_order', 'The issue date lies before that of the invoice before.', {
    details: [{ field: 'issueDate', code: 'out_of_order', message }],
  });
}

/** What may be missing of a draft and not of a document. */
function requireIssuable({ customer, channel, tsOpposition }: InvoiceDocument): void {
  const { fiscalCode, vatNumber, address, kind } = customer;
  if (channel === 'paper') {
    // Sistema TS refuses a wrong code. What belongs to nobody there, such as a foreign code, is not sent.
    if (!tsOpposition && fiscalCode !== undefined && fiscalCodeKind(fiscalCode) && !hasValidCheckCharacter(fiscalCode))
      throw broken('customer.fiscalCode', 'checksum_invalid', 'has a wrong check character, which Sistema TS refuses');
    return;
  }
  if (vatNumber === undefined && fiscalCode === undefined)
    throw broken('customer.vatNumber', 'required', 'or fiscalCode is required for SdI');
  for (const part of ['street', 'zip', 'municipality'] as const)
    if (address?.[part] === undefined) throw broken(`customer.address.${part}`, 'required', 'is required for SdI');
  if (kind === 'public_body' && customer.sdiCode === undefined)
    throw broken('customer.sdiCode', 'required', 'is required of a public body');
}
