import { given, violatedReference } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { exportOf } from '../export-pages.ts';
import { type FileAnswer, fileOf } from '../file-answer.ts';
import { mergePatch } from '../merge-patch.ts';
import { namesIn } from '../names.ts';
import { found, readPage } from '../pages.ts';
import { type Call, requireVersion } from '../route.ts';
import { valuesOf } from '../schema.ts';
import { searchOf } from '../search.ts';
import { versionsOf } from '../versions/versions.ts';
import { broken } from './broken.ts';
import { composeInvoice } from './compose.ts';
import type { InvoiceCall } from './customer.ts';
import { type DocumentKind, getDocument } from './documents.queries.ts';
import { InvoiceInput, READ_ONLY } from './invoice-requests.schema.ts';
import { toInvoice, toPreview } from './invoices.mapper.ts';
import * as queries from './invoices.queries.ts';
import type { Invoice, InvoiceListQuery, InvoicePreview } from './invoices.schema.ts';
import { requireDraft } from './issue.service.ts';
import { allPayments } from './payments.queries.ts';
import { INVOICE_FIELDS } from './search-fields.queries.ts';
import { InvoiceStatus } from './settlement.ts';
import { type SistemaTs, sistemaTsOf } from './sistema-ts.ts';
import { writtenOf } from './written.ts';

type ReadCall = Pick<Call, 'db' | 'tenant'>;

export const invoiceExport = exportOf(queries.invoiceList, toInvoice);

export const invoiceSearch = searchOf({ list: queries.invoiceList, fields: INVOICE_FIELDS, toItem: toInvoice });

export const invoiceVersions = versionsOf({ resource: 'invoices', columns: queries.COLUMNS, toItem: toInvoice });

export async function getInvoice(call: ReadCall, id: number): Promise<Invoice> {
  return toInvoice(await rowOf(call, id));
}

async function rowOf({ db, tenant }: ReadCall, id: number): Promise<queries.InvoiceRow> {
  return found(await queries.getInvoice(db, tenant.id, id), 'invoice');
}

export async function listInvoices({ db, tenant }: ReadCall, query: InvoiceListQuery) {
  const column = (name: string, value: string | number | undefined, type: string, operator = '=') =>
    given(value, (parameter) => `r.${name} ${operator} ${parameter}::${type}`);
  const filter = [
    ...given(
      namesIn('status', query.status, valuesOf(InvoiceStatus)),
      (statuses) => `r.status = any (${statuses}::text[])`,
    ),
    ...column('document_type', query.documentType, 'text'),
    ...column('customer_kind', query.customerKind, 'text'),
    ...column('issuer_id', query.issuerId, 'bigint'),
    ...column('patient_id', query.patientId, 'bigint'),
    ...column('appointment_id', query.appointmentId, 'bigint'),
    ...column('episode_id', query.episodeId, 'bigint'),
    ...column('credits_invoice_id', query.creditsInvoiceId, 'bigint'),
    ...column('formatted_number', query.formattedNumber, 'text'),
    ...column('issue_date', query.issuedFrom, 'date', '>='),
    ...column('issue_date', query.issuedTo, 'date', '<='),
  ];
  return readPage(db, tenant.id, queries.invoiceList, query, filter, toInvoice);
}

/** What an invoice would be; nothing is stored. */
export async function previewInvoice(call: InvoiceCall, input: InvoiceInput): Promise<InvoicePreview> {
  return toPreview(await composeInvoice(call, input));
}

/** @throws ServiceError validation_failed */
export function createDraft(call: InvoiceCall, input: InvoiceInput): Promise<Invoice> {
  const { db, tenant } = call;
  return db.transaction(async (tx) => {
    const composed = await composeInvoice({ ...call, db: tx }, input);
    const id = await queries.insertDraft(tx, tenant.id, composed).catch(asBroken);
    return getInvoice({ db: tx, tenant }, id);
  });
}

export function replaceDraft(call: InvoiceCall, id: number, input: InvoiceInput): Promise<Invoice> {
  return change(call, id, () => input);
}

/** Applies a JSON Merge Patch (RFC 7396) to what was written, and accepts the whole as if it had been sent. */
export function patchDraft(call: InvoiceCall, id: number, patch: Record<string, unknown>): Promise<Invoice> {
  return change(call, id, (row) => {
    const changes = Object.fromEntries(Object.entries(patch).filter(([name]) => !READ_ONLY.includes(name as never)));
    return call.accept(InvoiceInput, mergePatch(writtenOf(row), changes));
  });
}

function change(call: InvoiceCall, id: number, inputFor: (row: queries.InvoiceRow) => InvoiceInput): Promise<Invoice> {
  const { db, tenant } = call;
  return db.transaction(async (tx) => {
    const row = found(await queries.lockInvoice(tx, tenant.id, id), 'invoice');
    const input = inputFor(row);
    requireVersion(call.ifMatch, row.version, input.version);
    requireDraft(row, 'draft');
    const composed = await composeInvoice({ ...call, db: tx }, input);
    await queries.updateDraft(tx, tenant.id, id, composed).catch(asBroken);
    return getInvoice({ db: tx, tenant }, id);
  });
}

export async function deleteDraft(call: InvoiceCall, id: number): Promise<void> {
  const { db, tenant } = call;
  await db.transaction(async (tx) => {
    const row = found(await queries.lockInvoice(tx, tenant.id, id), 'invoice');
    requireVersion(call.ifMatch, row.version);
    requireDraft(row, 'deleted');
    await queries.deleteDraft(tx, tenant.id, id);
  });
}

function asBroken(error: unknown): never {
  const reference = violatedReference(error);
  if (reference === 'invoices_appointment') throw broken('appointmentId', 'not_found', 'does not exist');
  if (reference === 'invoices_episode') throw broken('episodeId', 'not_found', 'is no episode of the patient');
  if (reference === 'invoices_patient') throw broken('patientId', 'not_found', 'does not exist');
  throw error;
}

/**
 * What was rendered at issue, and whose invoice it is.
 * @throws ServiceError not_found, sdi_forbidden for a person's XML, invalid_transition for a draft
 */
export async function getFile(
  call: ReadCall,
  id: number,
  kind: DocumentKind,
): Promise<{ file: FileAnswer; patientId: number | null }> {
  const row = await rowOf(call, id);
  if (kind === 'fatturapa' && row.customer_kind === 'person')
    throw new ServiceError('sdi_forbidden', 'Health care for persons is never invoiced through SdI.');
  const kept = await getDocument(call.db, call.tenant.id, id, kind);
  if (!kept)
    throw new ServiceError('invalid_transition', 'A draft has no file; issue it first.', {
      extra: { from: row.status, to: 'issued' },
    });
  const name = `${row.formatted_number!.replaceAll('/', '-')}.${kind === 'pdf' ? 'pdf' : 'xml'}`;
  return { file: fileOf(name, kept.content, kept.sha256), patientId: row.patient_id };
}

/** What Sistema TS is to be told of an invoice, and whose it is. */
export async function getSistemaTs(call: ReadCall, id: number): Promise<{ body: SistemaTs; patientId: number | null }> {
  const row = await rowOf(call, id);
  const original = row.credits_invoice_id === null ? undefined : await rowOf(call, row.credits_invoice_id);
  const payments = await allPayments(call.db, call.tenant.id, id);
  return { body: sistemaTsOf(row, payments, original), patientId: row.patient_id };
}
