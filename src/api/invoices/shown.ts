import type { Invoice } from './invoices.schema.ts';

export const mayRead = { scope: 'giponext.invoices', permission: 'invoices.read' } as const;
export const mayWrite = { scope: 'giponext.invoices', permission: 'invoices.write' } as const;
export const mayIssue = { scope: 'giponext.invoices', permission: 'invoices.issue' } as const;

/** Whom it concerns, for the audit. */
export const patientsOf = ({ patientId }: { patientId?: number | null }) =>
  patientId === undefined || patientId === null ? [] : [patientId];

/** The answer that shows one invoice. */
export function shown(invoice: Invoice) {
  return { body: invoice, etag: `"${invoice.version}"`, patientIds: patientsOf(invoice) };
}
