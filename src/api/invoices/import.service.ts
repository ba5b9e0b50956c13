import { Temporal } from 'temporal-polyfill';
import type { Statement, Tx } from '../../platform/database/index.ts';
import { composeInvoice } from './compose.ts';
import type { InvoiceCall } from './customer.ts';
import type { Composed } from './document.ts';
import { toFatturaPa } from './fatturapa.ts';
import * as imports from './import.queries.ts';
import type { InvoiceInput, InvoicePaymentInput } from './invoice-requests.schema.ts';
import { formatNumber } from './issue.service.ts';
import { toCents, toEuro } from './money.ts';
import { toPdf } from './pdf.ts';
import { statusOf } from './settlement.ts';

/** An invoice of known data. */
export interface ImportedInvoice {
  /** With its issue date, unless it stays a draft. */
  input: InvoiceInput;
  /** When it is issued, RFC 3339; when absent it stays a draft. */
  issuedAt?: string;
  /** What was received for it, given the euro that are due. */
  payments?: (due: number) => readonly (InvoicePaymentInput & { date: string })[];
}

type Issued = ImportedInvoice & Composed & { issuedAt: string; number: number; series: imports.ImportedSeries };

/**
 * Stores invoices with their numbers, files and payments, without the rules' refusals. They come in the order of their issue;
 * none of their series has a number yet.
 * @returns their ids in order
 * @throws ServiceError as composing one does
 */
export async function importInvoices(
  call: InvoiceCall,
  tx: Tx,
  invoices: readonly ImportedInvoice[],
): Promise<number[]> {
  const tenantId = call.tenant.id;
  const series = new Map<string, imports.ImportedSeries>();
  const composed: (Issued | (ImportedInvoice & Composed))[] = [];
  const db = remembering(tx);
  for (const invoice of invoices) {
    const made = { ...invoice, ...(await composeInvoice(at(call, db, invoice.issuedAt), invoice.input, true)) };
    composed.push(invoice.issuedAt === undefined ? made : numbered(series, { ...made, issuedAt: invoice.issuedAt }));
  }
  await imports.startSeries(tx, tenantId, [...series.values()]);
  const ids = await imports.insertInvoices(tx, tenantId, composed.map(rowOf));
  const issued = composed.flatMap((invoice, index) => ('series' in invoice ? [{ id: ids[index]!, ...invoice }] : []));
  await imports.keepDocuments(tx, tenantId, (await Promise.all(issued.map(documentsOf))).flat());
  await imports.insertPayments(
    tx,
    tenantId,
    issued.flatMap(({ id, ...invoice }) => paymentsOf(invoice).map((payment) => ({ invoice_id: id, ...payment }))),
  );
  return ids;
}

/** While invoices are composed nothing changes, and issuers and treatments are asked for over and over. */
function remembering(tx: Tx): Tx {
  const known = new Map<string, Promise<unknown[]>>();
  return {
    ...tx,
    query<Row>(statement: Statement<Row>, values: readonly unknown[] = []) {
      const key = JSON.stringify([statement.name, values]);
      const rows = (known.get(key) as Promise<Row[]> | undefined) ?? tx.query(statement, values);
      known.set(key, rows);
      return rows;
    },
  };
}

function at(call: InvoiceCall, db: Tx, instant: string | undefined): InvoiceCall {
  if (instant === undefined) return { ...call, db };
  const now = Temporal.Instant.from(instant).toZonedDateTimeISO(call.tenant.timeZone);
  return { ...call, db, now: () => now };
}

function numbered(
  series: Map<string, imports.ImportedSeries>,
  invoice: ImportedInvoice & Composed & { issuedAt: string },
): Issued {
  const { issuer_id, section, issue_date } = invoice.head;
  const year = Temporal.PlainDate.from(issue_date!).year;
  const key = `${issuer_id} ${section} ${year}`;
  const own = series.get(key) ?? { issuer_id, section, year, last_number: 0, last_date: issue_date! };
  series.set(key, own);
  own.last_number += 1;
  own.last_date = issue_date!;
  return { ...invoice, number: own.last_number, series: own };
}

function rowOf(invoice: Issued | (ImportedInvoice & Composed)): Parameters<typeof imports.insertInvoices>[2][number] {
  const { head, document, input } = invoice;
  const none = { paid_cents: 0, credited_cents: 0, credited_due_cents: 0 };
  if (!('series' in invoice)) {
    const numberless = { year: null, number: null, formatted_number: null, issued_at: null };
    return { ...head, ...numberless, ...none, version: 1, status: 'draft', details: { document, input } };
  }
  const payments = paymentsOf(invoice);
  const amounts = { ...none, paid_cents: payments.reduce((sum, { amount_cents }) => sum + amount_cents, 0) };
  return {
    ...head,
    ...amounts,
    // Created, issued, and paid in so many parts.
    version: 2 + payments.length,
    status: statusOf({ ...head, ...amounts }),
    year: invoice.series.year,
    number: invoice.number,
    formatted_number: formatNumber(invoice.series, invoice.number),
    issued_at: invoice.issuedAt,
    details: { document },
  };
}

function paymentsOf({ head, payments = () => [] }: Issued) {
  return payments(toEuro(head.due_cents)).map(({ method, amount, date, reference }) => ({
    method,
    paid_on: date,
    amount_cents: toCents('amount', amount),
    traceable: method !== 'cash',
    reference: reference ?? null,
  }));
}

async function documentsOf({ id, head, document, ...invoice }: Issued & { id: number }) {
  const { series, number, issuedAt } = invoice;
  const formattedNumber = formatNumber(series, number);
  const shown = { id, documentType: head.document_type, formattedNumber, issueDate: head.issue_date! };
  const documents: imports.ImportedDocument[] = [
    { invoiceId: id, kind: 'pdf', content: await toPdf(document, shown, Date.parse(issuedAt)) },
  ];
  if (document.channel === 'sdi')
    documents.push({ invoiceId: id, kind: 'fatturapa', content: Buffer.from(toFatturaPa(document, shown)) });
  return documents;
}
