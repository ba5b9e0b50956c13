import { withContentTag } from '../answer.ts';
import { fileTag } from '../file-answer.ts';
import { idOf } from '../resource.schema.ts';
import { type Route, route } from '../route.ts';
import { ref } from '../schema.ts';
import { creditInvoice } from './credit-notes.service.ts';
import { InvoicePayment } from './invoice-parts.schema.ts';
import { CreditNoteInput, InvoicePaymentInput } from './invoice-requests.schema.ts';
import { Invoice, InvoicePaymentList, InvoicePaymentListQuery } from './invoices.schema.ts';
import { getFile, getSistemaTs } from './invoices.service.ts';
import { issueDraft } from './issue.service.ts';
import { addPayment, listPayments } from './payments.service.ts';
import { mayIssue, mayRead, mayWrite, patientsOf, shown } from './shown.ts';
import { SistemaTs } from './sistema-ts.ts';

const id = idOf('invoice');

/** What happens to an invoice after it was written, and what is read of it. */
export const actionRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/invoices/{id}/issue',
    access: mayIssue,
    operationId: 'Invoices_Issue',
    summary: 'Issue an invoice',
    description:
      'Gives a draft the next number of its series, without gaps, and freezes it. The PDF, and the XML for companies and public bodies, are rendered now and never again. Send If-Match, so that nobody issues what was changed meanwhile.',
    params: id,
    success: { status: 200, description: 'The issued invoice.', schema: ref(Invoice) },
    errors: ['version_conflict', 'invalid_transition', 'issue_date_out_of_order', 'validation_failed'],
    handler: async (call) => shown(await issueDraft(call, call.params.id)),
  }),
  route({
    method: 'POST',
    path: '/invoices/{id}/credit-notes',
    access: mayIssue,
    operationId: 'Invoices_Credit',
    summary: 'Issue a credit note',
    description:
      'Takes back what is left of an issued invoice, or parts of its lines, taxed as they are. All credit notes of an invoice together never exceed it.',
    params: id,
    body: ref(CreditNoteInput),
    success: { status: 201, description: 'The issued credit note.', schema: ref(Invoice) },
    errors: ['version_conflict', 'invalid_transition', 'issue_date_out_of_order', 'validation_failed'],
    handler: async (call) => {
      const note = await creditInvoice(call, call.params.id, call.body);
      return { ...shown(note), location: `/invoices/${note.id}` };
    },
  }),
  route({
    method: 'GET',
    path: '/invoices/{id}/payments',
    access: mayRead,
    operationId: 'Invoices_ListPayments',
    summary: 'List the payments of an invoice',
    description: 'What was received for an invoice, or given back for a credit note, in order of the id.',
    params: id,
    query: InvoicePaymentListQuery,
    success: { status: 200, description: 'One page of payments.', schema: ref(InvoicePaymentList) },
    handler: async (call) => {
      const { page, patientId } = await listPayments(call, call.params.id, call.query);
      return { ...withContentTag({ body: page }), body: page, patientIds: patientsOf({ patientId }) };
    },
  }),
  route({
    method: 'POST',
    path: '/invoices/{id}/payments',
    access: mayWrite,
    operationId: 'Invoices_AddPayment',
    summary: 'Note a payment',
    description:
      'Money that was received, at most the balance; for a credit note, money that was given back. Cash and traceable money are noted apart, as Sistema TS wants them.',
    params: id,
    body: ref(InvoicePaymentInput),
    success: { status: 201, description: 'The payment.', schema: ref(InvoicePayment) },
    errors: ['invalid_transition', 'validation_failed'],
    handler: async (call) => {
      const { payment, patientId } = await addPayment(call, call.params.id, call.body);
      return {
        body: payment,
        location: `/invoices/${call.params.id}/payments`,
        patientIds: patientsOf({ patientId }),
      };
    },
  }),
  route({
    method: 'GET',
    path: '/invoices/{id}/pdf',
    access: mayRead,
    operationId: 'Invoices_Pdf',
    summary: 'Read an invoice as PDF',
    description: 'The very bytes that were rendered when it was issued, whole or in the range that is asked for.',
    params: id,
    success: { status: 200, description: 'The document.', contentType: 'application/pdf', isFile: true },
    errors: ['invalid_transition'],
    handler: async (call) => {
      const { file, patientId } = await getFile(call, call.params.id, 'pdf');
      return { body: undefined as never, file, etag: fileTag(file), patientIds: patientsOf({ patientId }) };
    },
  }),
  route({
    method: 'GET',
    path: '/invoices/{id}/fatturapa.xml',
    access: mayRead,
    operationId: 'Invoices_FatturaPa',
    summary: 'Read an invoice as FatturaPA',
    description:
      'The XML for Sistema di Interscambio, unsigned, as rendered when it was issued. Only of companies and public bodies: health care for persons is never sent there.',
    params: id,
    success: { status: 200, description: 'The document.', contentType: 'application/xml; charset=utf-8', isFile: true },
    errors: ['invalid_transition', 'sdi_forbidden'],
    handler: async (call) => {
      const { file, patientId } = await getFile(call, call.params.id, 'fatturapa');
      return { body: undefined as never, file, etag: fileTag(file), patientIds: patientsOf({ patientId }) };
    },
  }),
  route({
    method: 'GET',
    path: '/invoices/{id}/sistema-ts',
    access: mayRead,
    operationId: 'Invoices_SistemaTs',
    summary: 'Read what Sistema TS is to be told',
    description:
      'The records of an invoice for Sistema Tessera Sanitaria: one for each day and kind of payment. With opposition they name nobody.',
    params: id,
    success: { status: 200, description: 'The records, or why there are none.', schema: ref(SistemaTs) },
    handler: async (call) => {
      const { body, patientId } = await getSistemaTs(call, call.params.id);
      return { ...withContentTag({ body }), body, patientIds: patientsOf({ patientId }) };
    },
  }),
];
