import { withoutNull } from '../pages.ts';
import type { Composed, DocumentLine, InvoiceDocument } from './document.ts';
import type { InvoicePayment } from './invoice-parts.schema.ts';
import type { InvoiceRow } from './invoices.queries.ts';
import type { Invoice, InvoicePreview } from './invoices.schema.ts';
import { toEuro } from './money.ts';
import type { PaymentRow } from './payments.queries.ts';
import { balanceOf } from './settlement.ts';

/** A row as the API answers it: amounts as euro, absent values left out. */
export function toInvoice(row: InvoiceRow): Invoice {
  const { document } = row.details;
  const file = (kind: 'pdf' | 'fatturapa', name: string) => {
    const kept = row.files.find((one) => one.kind === kind);
    return kept ? { path: `/invoices/${row.id}/${name}`, sha256: kept.sha256, bytes: kept.bytes } : null;
  };
  return withoutNull({
    ...toPreview({ head: row, document }),
    id: row.id,
    version: row.version,
    status: row.status,
    year: row.year,
    number: row.number,
    formattedNumber: row.formatted_number,
    issuedAt: row.issued_at,
    creditsInvoiceId: row.credits_invoice_id,
    reason: document.credits?.reason ?? null,
    paid: toEuro(row.paid_cents),
    credited: toEuro(row.credited_cents),
    balance: toEuro(balanceOf(row)),
    pdf: file('pdf', 'pdf'),
    xml: file('fatturapa', 'fatturapa.xml'),
    externalIds: document.externalIds ?? [],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }) as Invoice;
}

/** What is worked out of what was written, stored or not. */
export function toPreview({ head, document }: Pick<Composed, 'head' | 'document'>): InvoicePreview {
  const { sums, stamp, terms, issuer, customer, payer, purchaseOrder, notes, serviceDate } = document;
  const social = sums.social.reduce((total, { amountCents }) => total + amountCents, 0);
  const charged = stamp.charge?.cents ?? 0;
  return withoutNull({
    documentType: head.document_type,
    issuerId: head.issuer_id,
    issuer,
    customer,
    payer: payer ?? null,
    patientId: head.patient_id,
    appointmentId: head.appointment_id,
    episodeId: head.episode_id,
    section: head.section,
    issueDate: head.issue_date,
    serviceDate: serviceDate ?? null,
    lines: document.lines.map(toLine),
    vatSummary: sums.groups.map(({ rate, nature, legalText, baseCents, taxCents }) => ({
      rate,
      ...(nature && { nature }),
      ...(legalText && { legalText }),
      base: toEuro(baseCents),
      tax: toEuro(taxCents),
    })),
    social: sums.social.map((share) => ({
      fundType: share.type,
      rate: share.fundRate,
      base: toEuro(share.baseCents),
      amount: toEuro(share.amountCents),
      vatRate: share.rate,
      ...(share.nature && { vatNature: share.nature }),
    })),
    withholding: withholdingOf(document),
    stamp: {
      due: stamp.due,
      amount: toEuro(stamp.cents),
      chargedToCustomer: charged > 0 && head.document_type !== 'TD04',
      charged: toEuro(charged),
      ...(stamp.due && { mode: stampMode(document) }),
    },
    chargeStamp: document.chargeStamp,
    splitPayment: terms.splitPayment,
    totals: {
      fees: toEuro(sums.feeCents),
      social: toEuro(social),
      stamp: toEuro(charged),
      vat: toEuro(sums.taxCents),
      total: toEuro(sums.totalCents),
      withheld: toEuro(sums.withholding.amountCents),
      due: toEuro(sums.dueCents),
    },
    currency: 'EUR' as const,
    channel: document.channel,
    tsOpposition: document.tsOpposition,
    purchaseOrder: purchaseOrder ?? null,
    notes: notes ?? null,
  }) as InvoicePreview;
}

function toLine(line: DocumentLine, index: number) {
  const { description, treatmentId, quantity, unitCents, amountCents, vat, tsExpenseType, creditsLine } = line;
  return {
    lineNumber: index + 1,
    description,
    ...(treatmentId !== undefined && { treatmentId }),
    quantity,
    unitPrice: toEuro(unitCents),
    amount: toEuro(amountCents),
    vat,
    tsExpenseType,
    ...(creditsLine !== undefined && { creditsLineNumber: creditsLine }),
  };
}

function withholdingOf({ terms, sums }: InvoiceDocument): InvoicePreview['withholding'] | null {
  if (terms.withholdingRate === undefined) return null;
  const { baseCents, amountCents } = sums.withholding;
  return {
    type: 'RT01',
    rate: terms.withholdingRate,
    reason: 'A',
    base: toEuro(baseCents),
    amount: toEuro(amountCents),
  };
}

function stampMode({ channel, issuer }: InvoiceDocument): 'paper' | 'virtual' | 'einvoice' {
  if (channel === 'sdi') return 'einvoice';
  return issuer.virtualStampAuthorisation ? 'virtual' : 'paper';
}

export function toPayment(row: PaymentRow): InvoicePayment {
  return withoutNull({
    id: row.id,
    invoiceId: row.invoice_id,
    method: row.method,
    date: row.paid_on,
    amount: toEuro(row.amount_cents),
    traceable: row.traceable,
    reference: row.reference,
    createdAt: row.created_at,
  }) as InvoicePayment;
}
