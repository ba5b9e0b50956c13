import Type, { type Static } from 'typebox';
import { money } from '../resource.schema.ts';
import { calendarDate, closed, ExternalId, id, named, oneOf, ref, text } from '../schema.ts';
import { Customer, InvoiceLine, InvoicePayer, PaymentMethod, PurchaseOrder } from './invoice-parts.schema.ts';
import { Invoice } from './invoices.schema.ts';

const section = Type.String({ pattern: '^[A-Z0-9]{1,6}$', description: 'The series of numbers.' });

/** Members that the server assigns. They are accepted and ignored, so that what was read can be sent back. */
export const READ_ONLY = [
  'id',
  'status',
  'issuer',
  'vatSummary',
  'social',
  'withholding',
  'stamp',
  'totals',
  'currency',
  'channel',
  'year',
  'number',
  'formattedNumber',
  'issuedAt',
  'creditsInvoiceId',
  'reason',
  'paid',
  'credited',
  'balance',
  'pdf',
  'xml',
  'createdAt',
  'updatedAt',
] as const;
const ignored = Object.fromEntries(
  READ_ONLY.map((name) => {
    const { [name]: schema } = (Invoice as unknown as { properties: Record<string, object> }).properties;
    return [name, Type.Optional({ ...schema, readOnly: true } as never)];
  }),
);

const EXAMPLE = {
  issuerId: 1,
  patientId: 123,
  lines: [{ description: 'Visita cardiologica', quantity: 1, unitPrice: 120, vat: { rate: 0, nature: 'N4' } }],
};

const written = {
  issuerId: id(),
  documentType: Type.Optional(
    oneOf(['TD01', 'TD06'], { description: 'TD06 of professionals and TD01 of others when left out.' }),
  ),
  patientId: Type.Optional(id({ description: 'Whom it is about; also who is invoiced, unless `customer` tells.' })),
  appointmentId: Type.Optional(id({ description: 'The appointment whose agreed prices hold.' })),
  episodeId: Type.Optional(id()),
  customer: Type.Optional(ref(Customer)),
  payer: Type.Optional(ref(InvoicePayer)),
  section: Type.Optional(section),
  issueDate: Type.Optional(calendarDate({ description: 'The day of issue when left out; never in the future.' })),
  serviceDate: Type.Optional(calendarDate()),
  lines: Type.Array(ref(InvoiceLine), { minItems: 1, maxItems: 100 }),
  chargeStamp: Type.Optional(
    Type.Boolean({ description: 'Whether the customer pays stamp duty when it is due; true when left out.' }),
  ),
  splitPayment: Type.Optional(Type.Boolean({ description: 'Only for companies and public bodies.' })),
  tsOpposition: Type.Optional(Type.Boolean({ description: 'As the patient said in general, when left out.' })),
  purchaseOrder: Type.Optional(ref(PurchaseOrder)),
  notes: Type.Optional(text(200)),
  externalIds: Type.Optional(Type.Array(ref(ExternalId), { maxItems: 20 })),
};

export const InvoiceInput = named(
  'InvoiceInput',
  Type.Object(
    {
      ...written,
      version: Type.Optional(
        Type.Integer({ minimum: 1, description: 'The version this is based on; instead of If-Match.' }),
      ),
      ...(ignored as Record<never, never>),
    },
    { ...closed, description: 'An invoice as it is written.', example: EXAMPLE },
  ),
);

/** RFC 7396: absent members stay, `null` removes. The merged whole is then checked as `InvoiceInput`. */
export const InvoicePatch = named(
  'InvoicePatch',
  Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    description: 'JSON Merge Patch (RFC 7396) of `InvoiceInput`.',
    example: { notes: 'Saldo entro 30 giorni.' },
  }),
);

const CreditedLine = named(
  'CreditedLine',
  Type.Object(
    { lineNumber: Type.Integer({ minimum: 1, maximum: 100 }), amount: money('What is taken back, without VAT.') },
    { ...closed, description: 'How much of a line is credited.' },
  ),
);

export const CreditNoteInput = named(
  'CreditNoteInput',
  Type.Object(
    {
      reason: text(200),
      lines: Type.Optional(
        Type.Array(ref(CreditedLine), {
          minItems: 1,
          maxItems: 100,
          description: 'All that is left of the invoice when left out.',
        }),
      ),
      section: Type.Optional(section),
      issueDate: Type.Optional(calendarDate({ description: 'Today when left out.' })),
    },
    { ...closed, description: 'What a credit note takes back.', example: { reason: 'Prestazione non eseguita' } },
  ),
);

export const InvoicePaymentInput = named(
  'InvoicePaymentInput',
  Type.Object(
    {
      method: ref(PaymentMethod),
      amount: Type.Number({ minimum: 0.01, maximum: 99_999_999.99, description: 'At most the balance.' }),
      date: Type.Optional(calendarDate({ description: 'Today when left out; never in the future.' })),
      traceable: Type.Optional(
        Type.Boolean({ description: 'False of cash and true of the rest when left out; cash never is.' }),
      ),
      reference: Type.Optional(text(100)),
    },
    { ...closed, description: 'Money that was received.', example: { method: 'card', amount: 122 } },
  ),
);

export type InvoiceInput = Static<typeof InvoiceInput>;
export type CreditNoteInput = Static<typeof CreditNoteInput>;
export type InvoicePaymentInput = Static<typeof InvoicePaymentInput>;
