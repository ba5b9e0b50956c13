import type { SearchField } from '../search.ts';
import { dateField, externalIdsIn, idField, instantField, textField } from '../search-fields.ts';

/** What invoices can be searched by. */
export const INVOICE_FIELDS = {
  id: idField('r.id'),
  updatedAt: instantField('r.updated_at'),
  patientId: idField('r.patient_id'),
  issuerId: idField('r.issuer_id'),
  appointmentId: idField('r.appointment_id'),
  episodeId: idField('r.episode_id'),
  creditsInvoiceId: idField('r.credits_invoice_id'),
  status: textField('r.status'),
  documentType: textField('r.document_type'),
  formattedNumber: textField('r.formatted_number'),
  issueDate: dateField('r.issue_date'),
  externalId: externalIdsIn(`r.details -> 'document' -> 'externalIds'`),
} satisfies Record<string, SearchField>;
