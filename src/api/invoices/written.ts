import type { InvoiceInput } from './invoice-requests.schema.ts';
import type { InvoiceRow } from './invoices.queries.ts';

/**
 * What was written of a draft, of the patient that it is about now: they may have been merged. Of what is issued only the
 * document is kept; that is enough to tell whether a patch of it would be one.
 */
export function writtenOf({ details, issuer_id, patient_id }: InvoiceRow): InvoiceInput {
  const { patientId: _, ...written } = details.input ?? {
    issuerId: issuer_id,
    lines: details.document.lines.map(({ description }) => ({ description })),
  };
  return { ...written, ...(patient_id !== null && { patientId: patient_id }) };
}
