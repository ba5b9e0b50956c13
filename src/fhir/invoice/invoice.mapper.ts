import type { Extension, Invoice as FhirInvoice } from '@medplum/fhirtypes';
import type { Invoice } from '../../api/invoices/invoices.schema.ts';
import {
  asCode,
  asDate,
  asText,
  codeExtension,
  complexExtension,
  concept,
  externalIdentifiers,
  identityOf,
  listed,
  optional,
  referenceTo,
  textExtension,
} from '../datatypes.ts';
import { codeSystem, EPISODE_OF_CARE, extensionUrl, identifierSystem } from '../names.ts';
import { ISSUER } from '../organization/organization.mapper.ts';
import { customerExtension, payerExtension } from './invoice-parties.ts';
import { euro, lineItemOf, totalsOf } from './invoice-prices.ts';

export const DOCUMENT_TYPE = codeSystem('invoice-document-type');
export const INVOICE_NUMBER = identifierSystem('invoice-number');

/** What is credited whole has no effect any more; the exact status is in an extension. */
const STATUS: Record<Invoice['status'], FhirInvoice['status']> = {
  draft: 'draft',
  issued: 'issued',
  partially_paid: 'issued',
  partially_credited: 'issued',
  paid: 'balanced',
  credited: 'cancelled',
};

/** The statuses here by those of FHIR. */
export const STATUSES_OF: Readonly<Record<string, string[]>> = Object.fromEntries(
  Object.entries(Object.groupBy(Object.entries(STATUS), ([, theirs]) => theirs!)).map(([theirs, pairs = []]) => [
    theirs,
    pairs.map(([ours]) => ours),
  ]),
);

/** An invoice or credit note as FHIR knows one; `invoice.input.ts` is the way back, for drafts. */
export function toFhirInvoice(invoice: Invoice): FhirInvoice {
  const { status, documentType, formattedNumber, patientId, issuerId, issuer, issueDate, lines, totals } = invoice;
  return {
    ...identityOf('Invoice', invoice),
    ...listed('extension', extensionsOf(invoice)),
    ...listed('identifier', [
      ...(formattedNumber === undefined
        ? []
        : [{ use: 'official' as const, system: INVOICE_NUMBER, value: formattedNumber }]),
      ...externalIdentifiers(invoice.externalIds),
    ]),
    status: STATUS[status],
    type: concept(DOCUMENT_TYPE, documentType),
    ...(patientId !== undefined && { subject: referenceTo('Patient', patientId) }),
    recipient: { display: nameOfCustomer(invoice) },
    ...optional('date', issueDate),
    issuer: { ...referenceTo('Organization', `${ISSUER}${issuerId}`), display: issuer.name },
    lineItem: lines.map(lineItemOf),
    totalPriceComponent: totalsOf(invoice),
    totalNet: euro(Math.round((totals.total - totals.vat) * 100) / 100),
    totalGross: euro(totals.total),
    ...(invoice.notes !== undefined && { note: [{ text: invoice.notes }] }),
  };
}

function nameOfCustomer({ customer: { name, firstName, lastName } }: Invoice): string {
  return name ?? [firstName, lastName].filter(Boolean).join(' ');
}

function extensionsOf(invoice: Invoice): Extension[] {
  const { appointmentId, episodeId, purchaseOrder, chargeStamp, splitPayment, tsOpposition } = invoice;
  const flag = (name: string, value: boolean) => ({ url: extensionUrl(name), valueBoolean: value });
  return [
    ...customerExtension(invoice.customer),
    ...payerExtension(invoice.payer),
    ...codeExtension('invoice-section', invoice.section),
    ...(invoice.serviceDate === undefined
      ? []
      : [{ url: extensionUrl('service-date'), valueDate: invoice.serviceDate }]),
    ...(appointmentId === undefined
      ? []
      : [{ url: extensionUrl('appointment'), valueReference: referenceTo('Appointment', appointmentId) }]),
    ...(episodeId === undefined
      ? []
      : [{ url: EPISODE_OF_CARE, valueReference: referenceTo('EpisodeOfCare', episodeId) }]),
    flag('charge-stamp', chargeStamp),
    flag('split-payment', splitPayment),
    flag('ts-opposition', tsOpposition),
    ...complexExtension('purchase-order', {
      number: asText(purchaseOrder?.number),
      date: asDate(purchaseOrder?.date),
      cup: asText(purchaseOrder?.cup),
      cig: asText(purchaseOrder?.cig),
    }),
    ...settlementOf(invoice),
  ];
}

/** What the server works out, and callers do not write. */
export const COMPUTED = [
  'invoice-status',
  'invoice-channel',
  'issued-at',
  'stamp-duty',
  'amount-due',
  'amount-withheld',
  'amount-paid',
  'amount-credited',
  'balance',
  'credits-invoice',
  'credit-reason',
] as const;

function settlementOf(invoice: Invoice): Extension[] {
  const { status, channel, issuedAt, stamp, totals, paid, credited, balance, creditsInvoiceId, reason } = invoice;
  const amount = (name: (typeof COMPUTED)[number], value: number) => ({
    url: extensionUrl(name),
    valueMoney: euro(value),
  });
  return [
    ...codeExtension('invoice-status', status),
    ...codeExtension('invoice-channel', channel),
    ...(issuedAt === undefined ? [] : [{ url: extensionUrl('issued-at'), valueDateTime: issuedAt }]),
    ...complexExtension('stamp-duty', {
      due: { valueBoolean: stamp.due },
      amount: { valueMoney: euro(stamp.amount) },
      chargedToCustomer: { valueBoolean: stamp.chargedToCustomer },
      charged: { valueMoney: euro(stamp.charged) },
      mode: asCode(stamp.mode),
    }),
    amount('amount-due', totals.due),
    amount('amount-withheld', totals.withheld),
    amount('amount-paid', paid),
    amount('amount-credited', credited),
    amount('balance', balance),
    ...(creditsInvoiceId === undefined
      ? []
      : [{ url: extensionUrl('credits-invoice'), valueReference: referenceTo('Invoice', creditsInvoiceId) }]),
    ...textExtension('credit-reason', reason),
  ];
}
