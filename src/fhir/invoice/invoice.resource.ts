import { InvoiceInput } from '../../api/invoices/invoice-requests.schema.ts';
import type { Invoice } from '../../api/invoices/invoices.schema.ts';
import {
  createDraft,
  deleteDraft,
  getInvoice,
  invoiceSearch,
  invoiceVersions,
  replaceDraft,
} from '../../api/invoices/invoices.service.ts';
import { patientsOf } from '../../api/invoices/shown.ts';
import { byNumber, requireNumber, versionsByNumber } from '../ids.ts';
import { each, fhirResource } from '../resource.ts';
import { readInvoice } from './invoice.input.ts';
import { toFhirInvoice } from './invoice.mapper.ts';
import { INVOICE_PARAMETERS } from './invoice.search.ts';

export const invoiceFhir = fhirResource({
  type: 'Invoice',
  name: 'invoices',
  documentation:
    'Invoices and credit notes. Drafts are written here; their totals are worked out. Issuing, crediting and payments are steps of /v2.',
  permissions: {
    read: 'invoices.read',
    create: 'invoices.write',
    update: 'invoices.write',
    delete: 'invoices.write',
  },
  read: byNumber('Invoice', getInvoice),
  present: each(toFhirInvoice),
  patientsOf: (invoice: Invoice) => patientsOf(invoice),
  versions: versionsByNumber(invoiceVersions),
  search: { source: invoiceSearch, parameters: INVOICE_PARAMETERS, sort: { date: 'date' } },
  create: (call, body) => createDraft(call, call.accept(InvoiceInput, readInvoice(body))),
  update: (call, id, body) =>
    replaceDraft(call, requireNumber('Invoice', id), call.accept(InvoiceInput, readInvoice(body))),
  remove: (call, id) => deleteDraft(call, requireNumber('Invoice', id)),
  summary: ['identifier', 'status', 'type', 'subject', 'recipient', 'date', 'issuer', 'totalNet', 'totalGross'],
  mandatory: ['status'],
  expressions: {
    issuerId: 'Invoice.issuer',
    documentType: 'Invoice.type',
    patientId: 'Invoice.subject',
    issueDate: 'Invoice.date',
    lines: 'Invoice.lineItem',
    notes: 'Invoice.note',
    externalIds: 'Invoice.identifier',
    ...Object.fromEntries(
      [
        'customer',
        'payer',
        'section',
        'serviceDate',
        'appointmentId',
        'episodeId',
        'splitPayment',
        'purchaseOrder',
      ].map((name) => [name, 'Invoice.extension']),
    ),
  },
});
