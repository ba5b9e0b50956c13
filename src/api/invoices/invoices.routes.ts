import { appointmentExpansion } from '../appointments/appointments.service.ts';
import { episodeExpansion } from '../episodes/episodes.service.ts';
import { patientExpansion } from '../patients/patients.service.ts';
import { idOf } from '../resource.schema.ts';
import { type Resource, route } from '../route.ts';
import { ref } from '../schema.ts';
import { actionRoutes } from './action.routes.ts';
import { InvoiceInput, InvoicePatch } from './invoice-requests.schema.ts';
import { Invoice, InvoiceList, InvoiceListQuery, InvoicePreview } from './invoices.schema.ts';
import * as invoices from './invoices.service.ts';
import { mayRead, mayWrite, patientsOf, shown } from './shown.ts';

const id = idOf('invoice');

const expand = { patient: patientExpansion, appointment: appointmentExpansion, episode: episodeExpansion };

export const invoiceResource: Resource = {
  tag: 'Invoices',
  description: 'Invoices and credit notes: drafts that may change, and issued documents that may not.',
  routes: [
    route({
      method: 'GET',
      path: '/invoices',
      access: mayRead,
      operationId: 'Invoices_List',
      summary: 'List invoices',
      description:
        'Invoices and credit notes in order of their id, or of their issue date. Poll with `updatedSince`, or with If-None-Match and the entity tag of the last answer.',
      query: InvoiceListQuery,
      expand,
      success: { status: 200, description: 'One page of invoices.', schema: ref(InvoiceList) },
      listOf: 'invoices',
      handler: async (call) => {
        const body = await invoices.listInvoices(call, call.query);
        return { body, patientIds: [...new Set(body.items.flatMap(patientsOf))] };
      },
    }),
    route({
      method: 'POST',
      path: '/invoices',
      access: mayWrite,
      operationId: 'Invoices_Create',
      summary: 'Draft an invoice',
      description:
        'Stores a draft with its totals, stamp duty, contribution and withholding worked out. The number comes when it is issued.',
      body: ref(InvoiceInput),
      success: { status: 201, description: 'The draft.', schema: ref(Invoice) },
      errors: ['validation_failed'],
      handler: async (call) => {
        const invoice = await invoices.createDraft(call, call.body);
        return { ...shown(invoice), location: `/invoices/${invoice.id}` };
      },
    }),
    route({
      method: 'POST',
      path: '/invoices/preview',
      access: mayRead,
      operationId: 'Invoices_Preview',
      summary: 'Work an invoice out',
      description: 'Totals, stamp duty, contribution and withholding of an invoice, without storing anything.',
      body: ref(InvoiceInput),
      success: { status: 200, description: 'What it would be.', schema: ref(InvoicePreview) },
      errors: ['validation_failed'],
      handler: async (call) => {
        const body = await invoices.previewInvoice(call, call.body);
        return { body, patientIds: patientsOf(body) };
      },
    }),
    route({
      method: 'GET',
      path: '/invoices/{id}',
      access: mayRead,
      operationId: 'Invoices_Get',
      summary: 'Read an invoice',
      description: 'One invoice or credit note by its id.',
      params: id,
      expand,
      success: { status: 200, description: 'The invoice.', schema: ref(Invoice) },
      handler: async (call) => shown(await invoices.getInvoice(call, call.params.id)),
    }),
    route({
      method: 'PUT',
      path: '/invoices/{id}',
      access: mayWrite,
      operationId: 'Invoices_Replace',
      summary: 'Replace a draft',
      description: 'Replaces the whole draft: what is left out is removed. What is issued never changes.',
      params: id,
      body: ref(InvoiceInput),
      success: { status: 200, description: 'The draft as stored.', schema: ref(Invoice) },
      errors: ['version_conflict', 'invalid_transition', 'validation_failed'],
      handler: async (call) => shown(await invoices.replaceDraft(call, call.params.id, call.body)),
    }),
    route({
      method: 'PATCH',
      path: '/invoices/{id}',
      access: mayWrite,
      operationId: 'Invoices_Patch',
      summary: 'Change parts of a draft',
      description:
        'JSON Merge Patch (RFC 7396): only what is sent changes; `null` removes. Send If-Match, or `version`. What is issued never changes.',
      params: id,
      body: ref(InvoicePatch),
      success: { status: 200, description: 'The draft as stored.', schema: ref(Invoice) },
      errors: ['version_conflict', 'invalid_transition', 'validation_failed'],
      handler: async (call) => shown(await invoices.patchDraft(call, call.params.id, call.body)),
    }),
    route({
      method: 'DELETE',
      path: '/invoices/{id}',
      access: mayWrite,
      operationId: 'Invoices_Delete',
      summary: 'Delete a draft',
      description: 'Removes a draft. What is issued is taken back by a credit note.',
      params: id,
      success: { status: 204, description: 'Deleted.' },
      errors: ['version_conflict', 'invalid_transition'],
      handler: async (call) => {
        await invoices.deleteDraft(call, call.params.id);
        return { body: undefined };
      },
    }),
    ...actionRoutes,
  ],
};
