import { insertMany, statement, type Tx } from '../../platform/database/index.ts';
import type { InvoiceHead } from './document.ts';
import type { DocumentKind } from './documents.queries.ts';
import type { InvoiceRow } from './invoices.queries.ts';
import type { PaymentRow } from './payments.queries.ts';

type ImportedInvoiceRow = InvoiceHead &
  Pick<InvoiceRow, 'version' | 'status' | 'year' | 'number' | 'formatted_number' | 'issued_at' | 'paid_cents'> &
  Pick<InvoiceRow, 'credited_cents' | 'credited_due_cents' | 'details'>;

export const insertInvoices = insertMany<ImportedInvoiceRow>('invoices', [
  'issuer_id',
  'patient_id',
  'appointment_id',
  'episode_id',
  'document_type',
  'customer_kind',
  'section',
  'issue_date',
  'credits_invoice_id',
  'total_cents',
  'due_cents',
  'version',
  'status',
  'year',
  'number',
  'formatted_number',
  'issued_at',
  'paid_cents',
  'credited_cents',
  'credited_due_cents',
  'details',
]);

export const insertPayments = insertMany<Omit<PaymentRow, 'id' | 'created_at'>>('invoice_payments', [
  'invoice_id',
  'method',
  'paid_on',
  'amount_cents',
  'traceable',
  'reference',
]);

const insertSeries = statement<unknown>(
  'invoice_series_insert_all',
  `insert into invoice_series (tenant_id, issuer_id, section, year, last_number, last_date)
   select $1, issuer_id, section, year, last_number, last_date from jsonb_populate_recordset(null::invoice_series, $2::jsonb)`,
);

export interface ImportedSeries {
  issuer_id: number;
  section: string;
  year: number;
  last_number: number;
  last_date: string;
}

/** Series that have numbers already, in a clinic that has none of them. */
export async function startSeries(tx: Tx, tenantId: string, series: readonly ImportedSeries[]): Promise<void> {
  await tx.query(insertSeries, [tenantId, JSON.stringify(series)]);
}

const insertDocuments = statement<unknown>(
  'invoice_documents_insert_all',
  `insert into invoice_documents (tenant_id, invoice_id, kind, content, sha256)
   select $1, invoice_id, kind, content, sha256(content)
     from unnest($2::bigint[], $3::text[], $4::bytea[]) as document (invoice_id, kind, content)`,
);

export interface ImportedDocument {
  invoiceId: number;
  kind: DocumentKind;
  content: Buffer;
}

export async function keepDocuments(tx: Tx, tenantId: string, documents: readonly ImportedDocument[]): Promise<void> {
  await tx.query(insertDocuments, [
    tenantId,
    documents.map(({ invoiceId }) => invoiceId),
    documents.map(({ kind }) => kind),
    documents.map(({ content }) => content),
  ]);
}
