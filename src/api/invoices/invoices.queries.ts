import { listStatements, ordersBy, type Queryable, statement, type Tx } from '../../platform/database/index.ts';
import type { Composed, InvoiceDocument, InvoiceHead } from './document.ts';
import type { InvoiceInput } from './invoice-requests.schema.ts';
import type { IssuedStatus } from './settlement.ts';

export interface InvoiceRow extends InvoiceHead {
  id: number;
  version: number;
  status: 'draft' | IssuedStatus;
  year: number | null;
  number: number | null;
  formatted_number: string | null;
  issued_at: string | null;
  paid_cents: number;
  credited_cents: number;
  credited_due_cents: number;
  details: { document: InvoiceDocument; input?: InvoiceInput };
  /** SHA-256 in hexadecimal and length of what was rendered at issue. */
  files: { kind: 'pdf' | 'fatturapa'; sha256: string; bytes: number }[];
  created_at: string;
  updated_at: string;
}

const HEAD = [
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
] as const;
const NUMBER = ['year', 'number', 'formatted_number', 'issued_at'] as const;
const AMOUNTS = ['paid_cents', 'credited_cents', 'credited_due_cents'] as const;

const FILES = `(select coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'sha256', encode(d.sha256, 'hex'), 'bytes', length(d.content))), '[]')
                  from invoice_documents d where d.tenant_id = r.tenant_id and d.invoice_id = r.id) as files`;
export const COLUMNS = [
  ...['id', 'version', 'status', ...HEAD, ...NUMBER, ...AMOUNTS, 'details', 'created_at', 'updated_at'].map(
    (column) => `r.${column}`,
  ),
  FILES,
].join(', ');

export const invoiceList = listStatements<InvoiceRow>({
  name: 'invoices',
  table: 'invoices',
  columns: COLUMNS,
  orders: ordersBy({
    issueDate: 'r.issue_date',
    // Drafts without a date come last, and have a place all the same.
    date: `coalesce(r.issue_date, 'infinity'::date)`,
    updatedAt: 'r.updated_at',
  }),
});

const get = statement<InvoiceRow>(
  'invoices_get',
  `select ${COLUMNS} from invoices r where r.tenant_id = $1 and r.id = $2`,
);
const lock = statement<InvoiceRow>('invoices_lock', `${get.text} for update of r`);

export async function getInvoice(db: Queryable, tenantId: string, id: number): Promise<InvoiceRow | undefined> {
  return (await db.query(get, [tenantId, id]))[0];
}

export async function lockInvoice(tx: Tx, tenantId: string, id: number): Promise<InvoiceRow | undefined> {
  return (await tx.query(lock, [tenantId, id]))[0];
}

const insert = statement<{ id: number }>(
  'invoices_insert',
  `insert into invoices (tenant_id, ${HEAD.join(', ')}, details)
   select $1, ${HEAD.map((column) => `v.${column}`).join(', ')}, $3::jsonb
     from jsonb_populate_record(null::invoices, $2::jsonb) v
   returning id`,
);

export async function insertDraft(
  tx: Tx,
  tenantId: string,
  { head, document, input }: Omit<Composed, 'input'> & Partial<Pick<Composed, 'input'>>,
): Promise<number> {
  const details = JSON.stringify({ document, input });
  return (await tx.query(insert, [tenantId, JSON.stringify(head), details]))[0]!.id;
}

const update = statement<unknown>(
  'invoices_update',
  `update invoices r set (${HEAD.join(', ')}) = (select ${HEAD.map((column) => `v.${column}`).join(', ')}
            from jsonb_populate_record(null::invoices, $3::jsonb) v),
          details = $4::jsonb, version = r.version + 1, updated_at = clock_timestamp()
    where r.tenant_id = $1 and r.id = $2`,
);

export async function updateDraft(
  tx: Tx,
  tenantId: string,
  id: number,
  { head, document, input }: Composed,
): Promise<void> {
  await tx.query(update, [tenantId, id, JSON.stringify(head), JSON.stringify({ document, input })]);
}

const issue = statement<unknown>(
  'invoices_issue',
  `update invoices r set (${HEAD.join(', ')}) = (select ${HEAD.map((column) => `v.${column}`).join(', ')}
            from jsonb_populate_record(null::invoices, $3::jsonb) v),
          details = $4::jsonb, status = 'issued', year = $5, number = $6, formatted_number = $7,
          issued_at = to_timestamp($8::float8 / 1000), version = r.version + 1, updated_at = clock_timestamp()
    where r.tenant_id = $1 and r.id = $2`,
);

export interface IssuedNumber {
  year: number;
  number: number;
  formatted: string;
  /** Milliseconds since the epoch. */
  at: number;
}

export async function issueInvoice(
  tx: Tx,
  tenantId: string,
  id: number,
  { head, document }: Pick<Composed, 'head' | 'document'>,
  { year, number, formatted, at }: IssuedNumber,
): Promise<void> {
  await tx.query(issue, [
    tenantId,
    id,
    JSON.stringify(head),
    JSON.stringify({ document }),
    year,
    number,
    formatted,
    at,
  ]);
}

const settle = statement<unknown>(
  'invoices_settle',
  `update invoices set paid_cents = $3, credited_cents = $4, credited_due_cents = $5, status = $6, version = version + 1,
          updated_at = clock_timestamp()
    where tenant_id = $1 and id = $2`,
);

export async function settleInvoice(
  tx: Tx,
  tenantId: string,
  id: number,
  amounts: Pick<InvoiceRow, 'paid_cents' | 'credited_cents' | 'credited_due_cents' | 'status'>,
): Promise<void> {
  const { paid_cents, credited_cents, credited_due_cents, status } = amounts;
  await tx.query(settle, [tenantId, id, paid_cents, credited_cents, credited_due_cents, status]);
}

const remove = statement<unknown>('invoices_delete', 'delete from invoices where tenant_id = $1 and id = $2');

export async function deleteDraft(tx: Tx, tenantId: string, id: number): Promise<void> {
  await tx.query(remove, [tenantId, id]);
}

const creditNotes = statement<{ document: InvoiceDocument }>(
  'invoices_credit_notes',
  `select details -> 'document' as document from invoices where tenant_id = $1 and credits_invoice_id = $2 order by id`,
);

/** The credit notes of an invoice, all issued. */
export async function findCreditNotes(tx: Tx, tenantId: string, id: number): Promise<InvoiceDocument[]> {
  return (await tx.query(creditNotes, [tenantId, id])).map(({ document }) => document);
}
