import type {
  Customer,
  ExpenseType,
  InvoiceIssuer,
  InvoicePayer,
  InvoiceVat,
  PurchaseOrder,
} from './invoice-parts.schema.ts';
import type { InvoiceInput } from './invoice-requests.schema.ts';
import type { Stamp, Sums, TaxedLine, Terms } from './totals.ts';

export interface DocumentLine extends TaxedLine {
  description: string;
  treatmentId?: number;
  quantity: number;
  unitCents: number;
  vat: InvoiceVat;
  tsExpenseType: ExpenseType;
  /** Of a credit note: the number of the line that it credits. */
  creditsLine?: number;
}

/** All that is on the paper, amounts in cents. It is worked out of what was written, and frozen when it is issued. */
export interface InvoiceDocument {
  issuer: InvoiceIssuer;
  customer: Customer;
  payer?: InvoicePayer;
  serviceDate?: string;
  lines: DocumentLine[];
  terms: Terms;
  sums: Sums;
  stamp: Stamp;
  chargeStamp: boolean;
  channel: 'paper' | 'sdi';
  tsOpposition: boolean;
  purchaseOrder?: PurchaseOrder;
  notes?: string;
  /** Of a credit note: why, and what it refers to. */
  credits?: { reason: string; formattedNumber: string; issueDate: string };
  externalIds?: InvoiceInput['externalIds'];
}

/** What stands in the columns beside the document. */
export interface InvoiceHead {
  issuer_id: number;
  patient_id: number | null;
  appointment_id: number | null;
  episode_id: number | null;
  document_type: 'TD01' | 'TD04' | 'TD05' | 'TD06';
  customer_kind: Customer['kind'];
  section: string;
  issue_date: string | null;
  credits_invoice_id: number | null;
  total_cents: number;
  due_cents: number;
}

export interface Composed {
  head: InvoiceHead;
  document: InvoiceDocument;
  /** What was written, with prices and taxes settled; what a draft is composed of again. */
  input: InvoiceInput;
}
