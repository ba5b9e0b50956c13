import Type, { type Static } from 'typebox';
import { Appointment } from '../appointments/appointments.schema.ts';
import { Episode } from '../episodes/episodes.schema.ts';
import { expanded } from '../expansion.ts';
import { commaSeparated } from '../names.ts';
import { Patient } from '../patients/patients.schema.ts';
import { assigned, Currency, externalIds, listQuery, money, pageOf, sortBy } from '../resource.schema.ts';
import { calendarDate, id, instant, named, ref, text } from '../schema.ts';
import {
  Customer,
  DocumentType,
  InvoiceChannel,
  InvoiceIssuer,
  InvoiceLine,
  InvoicePayer,
  InvoicePayment,
  InvoiceTotals,
  PurchaseOrder,
  SocialContribution,
  StampDuty,
  VatSummary,
  Withholding,
} from './invoice-parts.schema.ts';
import { InvoiceStatus } from './settlement.ts';

/** What is worked out of what was written. */
const computed = {
  documentType: ref(DocumentType),
  issuerId: id(),
  issuer: ref(InvoiceIssuer),
  customer: ref(Customer),
  payer: Type.Optional(ref(InvoicePayer)),
  patientId: Type.Optional(id()),
  appointmentId: Type.Optional(id()),
  episodeId: Type.Optional(id()),
  section: Type.String({ description: 'The series of numbers.' }),
  issueDate: Type.Optional(calendarDate({ description: 'Of a draft only when it is settled already.' })),
  serviceDate: Type.Optional(calendarDate({ description: 'When the service was given.' })),
  lines: Type.Array(ref(InvoiceLine)),
  vatSummary: Type.Array(ref(VatSummary)),
  social: Type.Array(ref(SocialContribution)),
  withholding: Type.Optional(ref(Withholding)),
  stamp: ref(StampDuty),
  chargeStamp: Type.Boolean({ description: 'Whether the customer pays stamp duty when it is due.' }),
  splitPayment: Type.Boolean({ description: 'The customer pays the VAT to the state.' }),
  totals: ref(InvoiceTotals),
  currency: ref(Currency),
  channel: ref(InvoiceChannel),
  tsOpposition: Type.Boolean({ description: 'The patient opposes sending this to Sistema TS.' }),
  purchaseOrder: Type.Optional(ref(PurchaseOrder)),
  notes: Type.Optional(Type.String()),
};

export const InvoicePreview = named(
  'InvoicePreview',
  Type.Object(computed, { description: 'An invoice as it would be, stored nowhere.' }),
);

const InvoiceFile = named(
  'InvoiceFile',
  Type.Object(
    { path: Type.String({ description: 'Below the clinic.' }), sha256: Type.String(), bytes: Type.Integer() },
    { description: 'What was rendered when it was issued; it never changes.' },
  ),
);

export const Invoice = named(
  'Invoice',
  Type.Object(
    {
      ...assigned,
      status: ref(InvoiceStatus),
      ...computed,
      year: Type.Optional(Type.Integer()),
      number: Type.Optional(Type.Integer({ description: 'Follows the one before in its series, without gap.' })),
      formattedNumber: Type.Optional(Type.String({ description: 'As it stands on the document.' })),
      issuedAt: Type.Optional(instant()),
      creditsInvoiceId: Type.Optional(id({ description: 'Of a credit note: the invoice that it credits.' })),
      reason: Type.Optional(Type.String({ description: 'Of a credit note.' })),
      paid: money('What was paid; of a credit note, given back.'),
      credited: money('What credit notes took back of the total.'),
      balance: Type.Number({ description: 'Still to be paid; below zero when it is to be given back.' }),
      pdf: Type.Optional(ref(InvoiceFile)),
      xml: Type.Optional(ref(InvoiceFile)),
      externalIds,
      patient: expanded(Patient),
      appointment: expanded(Appointment),
      episode: expanded(Episode),
    },
    { description: 'An invoice or a credit note; until it is issued, a draft.' },
  ),
);

export const InvoicePaymentList = pageOf(InvoicePayment, 'payments of an invoice');
export const InvoicePaymentListQuery = Type.Object({
  offset: listQuery.offset,
  limit: listQuery.limit,
  includeTotal: listQuery.includeTotal,
});

export const InvoiceList = pageOf(Invoice, 'invoices');
export const InvoiceListQuery = Type.Object({
  ...listQuery,
  status: commaSeparated(200, { description: 'One status, or several with commas between.' }),
  documentType: Type.Optional(Type.String({ pattern: '^TD[0-9]{2}$', minLength: 4, maxLength: 4 })),
  customerKind: Type.Optional(text(20, { description: 'One of the kinds of customers.' })),
  issuerId: Type.Optional(id()),
  patientId: Type.Optional(id()),
  appointmentId: Type.Optional(id()),
  episodeId: Type.Optional(id()),
  creditsInvoiceId: Type.Optional(id({ description: 'The credit notes of this invoice.' })),
  formattedNumber: Type.Optional(text(20)),
  issuedFrom: Type.Optional(calendarDate({ description: 'Issue date on this day or later.' })),
  issuedTo: Type.Optional(calendarDate({ description: 'Issue date on this day or earlier.' })),
  sort: sortBy('issueDate', 'updatedAt'),
});

export type Invoice = Static<typeof Invoice>;
export type InvoicePreview = Static<typeof InvoicePreview>;
export type InvoiceListQuery = Static<typeof InvoiceListQuery>;
export type InvoicePaymentListQuery = Static<typeof InvoicePaymentListQuery>;
