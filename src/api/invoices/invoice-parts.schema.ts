import Type, { type Static } from 'typebox';
import { Register, TaxRegime } from '../issuers/issuers.schema.ts';
import { Address } from '../patients/patient-parts.schema.ts';
import { money } from '../resource.schema.ts';
import { calendarDate, closed, id, instant, named, oneOf, ref, text } from '../schema.ts';
import { NATURES } from './tax-rules.ts';

const VatNature = named(
  'VatNature',
  oneOf(NATURES, { description: 'Natura of FatturaPA, of what bears no VAT; N4 is exempt.' }),
);
const rate = (description: string) => Type.Number({ minimum: 0, maximum: 100, description });

export const DocumentType = named(
  'InvoiceDocumentType',
  oneOf(['TD01', 'TD04', 'TD05', 'TD06'], {
    description: 'TipoDocumento of FatturaPA: TD01 invoice, TD04 credit note, TD06 fee note of a professional.',
  }),
);
const CustomerKind = named('CustomerKind', oneOf(['person', 'company', 'public_body']));
export const InvoiceChannel = named(
  'InvoiceChannel',
  oneOf(['paper', 'sdi'], { description: 'Persons never get health care invoiced through SdI.' }),
);
export const ExpenseType = named(
  'TsExpenseType',
  oneOf(['TK', 'FC', 'FV', 'AD', 'AS', 'SR', 'CT', 'PI', 'IC', 'AC', 'AA', 'SV', 'SP'], {
    description: 'Expense type of Sistema TS; SR is specialist outpatient care.',
  }),
);

export const InvoiceVat = named(
  'InvoiceVat',
  Type.Object(
    {
      rate: rate('Percent; 0 needs a nature, any other forbids it.'),
      nature: Type.Optional(ref(VatNature)),
      legalText: Type.Optional(text(100, { description: 'The rule that exempts it, as it stands on the document.' })),
      medicalAttestationId: Type.Optional(
        text(100, {
          description: 'What attests the therapeutic purpose of a treatment that is taxed otherwise (DL 145/2023).',
        }),
      ),
    },
    { ...closed, description: 'How a line is taxed.' },
  ),
);

export const InvoiceLine = named(
  'InvoiceLine',
  Type.Object(
    {
      description: Type.Optional(text(200, { description: 'The name of the treatment when left out.' })),
      treatmentId: Type.Optional(id()),
      quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 999, description: '1 when left out.' })),
      unitPrice: Type.Optional(
        money('Without VAT. When left out: what was agreed with the appointment, or the price of the lists.'),
      ),
      vat: Type.Optional(ref(InvoiceVat)),
      tsExpenseType: Type.Optional(ref(ExpenseType)),
      lineNumber: Type.Optional(Type.Integer({ minimum: 1, readOnly: true })),
      amount: Type.Optional({ ...money('Quantity by price.'), readOnly: true }),
      creditsLineNumber: Type.Optional(
        Type.Integer({ minimum: 1, readOnly: true, description: 'Of a credit note: the line that it credits.' }),
      ),
    },
    { ...closed, description: 'Something that is invoiced.' },
  ),
);

export const Customer = named(
  'InvoiceCustomer',
  Type.Object(
    {
      kind: ref(CustomerKind),
      name: Type.Optional(text(80, { description: 'Of a company or public body.' })),
      firstName: Type.Optional(text(60)),
      lastName: Type.Optional(text(60)),
      fiscalCode: Type.Optional(text(30)),
      vatNumber: Type.Optional(text(20)),
      sdiCode: Type.Optional(
        Type.String({ pattern: '^[A-Z0-9]{6,7}$', description: 'Seven characters; six of a public body.' }),
      ),
      pec: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
      address: Type.Optional(ref(Address)),
      withholdingAgent: Type.Optional(
        Type.Boolean({ description: 'Whether it withholds tax; true of companies and bodies unless told otherwise.' }),
      ),
    },
    { ...closed, description: 'Who is invoiced, as it was when the document was issued.' },
  ),
);

/** Who pays for somebody else: a minor's parent. */
export const InvoicePayer = named(
  'InvoicePayer',
  Type.Object(
    {
      relation: Type.Optional(text(50, { description: 'Such as `mother`.' })),
      firstName: text(100),
      lastName: text(100),
      fiscalCode: Type.Optional(text(30)),
    },
    { ...closed, description: 'Who pays for the person who is invoiced.' },
  ),
);

export const PurchaseOrder = named(
  'InvoicePurchaseOrder',
  Type.Object(
    {
      number: Type.String({ pattern: '^[A-Za-z0-9 ./_-]{1,20}$' }),
      date: Type.Optional(calendarDate()),
      cup: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9]{1,15}$', description: 'Project code (CUP).' })),
      cig: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9]{1,15}$', description: 'Tender code (CIG).' })),
    },
    { ...closed, description: 'What a company or public body refers to.' },
  ),
);

export const InvoiceIssuer = named(
  'InvoiceIssuer',
  Type.Object(
    {
      name: Type.String(),
      firstName: Type.Optional(Type.String()),
      lastName: Type.Optional(Type.String()),
      vatNumber: Type.String(),
      fiscalCode: Type.Optional(Type.String()),
      regime: ref(TaxRegime),
      address: ref(Address),
      register: Type.Optional(ref(Register)),
      iban: Type.Optional(Type.String()),
      virtualStampAuthorisation: Type.Optional(Type.String()),
      creditNoteSection: Type.Optional(Type.String()),
      collectedBy: Type.Optional(
        Type.String({ description: 'Who collects in the name of this professional: name and VAT number.' }),
      ),
    },
    { description: 'Who issues, as it was when the document was issued.' },
  ),
);

export const VatSummary = named(
  'InvoiceVatSummary',
  Type.Object(
    {
      rate: rate('Percent.'),
      nature: Type.Optional(ref(VatNature)),
      legalText: Type.Optional(Type.String()),
      base: money('Fees, contribution to the fund and recharged stamp duty.'),
      tax: money('The VAT on it.'),
    },
    { description: 'What is taxed in one way.' },
  ),
);

export const SocialContribution = named(
  'InvoiceSocialContribution',
  Type.Object(
    {
      fundType: Type.String({ description: 'TipoCassa of FatturaPA.' }),
      rate: rate('Percent of the base.'),
      base: money('The fees that it is charged on.'),
      amount: money('What is charged.'),
      vatRate: rate('Taxed as the fees are.'),
      vatNature: Type.Optional(ref(VatNature)),
    },
    { description: "The contribution to a professional's fund that the customer pays." },
  ),
);

export const Withholding = named(
  'InvoiceWithholding',
  Type.Object(
    {
      type: oneOf(['RT01', 'RT02'], { description: 'TipoRitenuta of FatturaPA.' }),
      rate: rate('Percent of the base.'),
      reason: Type.String({ description: 'CausalePagamento of FatturaPA; A is habitual self-employment.' }),
      base: money('What is withheld from.'),
      amount: money('What the customer withholds and pays to the state.'),
    },
    { description: 'Tax that the customer withholds.' },
  ),
);

export const StampDuty = named(
  'InvoiceStampDuty',
  Type.Object(
    {
      due: Type.Boolean(),
      amount: money('What the issuer owes.'),
      chargedToCustomer: Type.Boolean(),
      charged: money('What of it is part of the total.'),
      mode: Type.Optional(
        oneOf(['paper', 'virtual', 'einvoice'], { description: 'How it is paid: a stamp on paper, or virtually.' }),
      ),
    },
    { description: 'Stamp duty (imposta di bollo).' },
  ),
);

export const InvoiceTotals = named(
  'InvoiceTotals',
  Type.Object(
    {
      fees: money('The lines.'),
      social: money('Contribution to the fund.'),
      stamp: money('Recharged stamp duty.'),
      vat: money('VAT.'),
      total: money('The sum of these.'),
      withheld: money('What the customer withholds.'),
      due: money('What the customer pays to the issuer.'),
    },
    { description: 'A document summed up.' },
  ),
);

export const PaymentMethod = named(
  'PaymentMethod',
  oneOf(['cash', 'card', 'bank_transfer', 'cheque', 'direct_debit', 'online', 'other']),
);

export const InvoicePayment = named(
  'InvoicePayment',
  Type.Object(
    {
      id: id(),
      invoiceId: id(),
      method: ref(PaymentMethod),
      date: calendarDate(),
      amount: money('Of a credit note: what was given back.'),
      traceable: Type.Boolean({ description: 'Whether the expense can be deducted (L. 160/2019, c. 679).' }),
      reference: Type.Optional(Type.String()),
      createdAt: instant(),
    },
    { description: 'Money that was received for an invoice, or given back for a credit note.' },
  ),
);

export type InvoiceVat = Static<typeof InvoiceVat>;
export type InvoiceLine = Static<typeof InvoiceLine>;
export type Customer = Static<typeof Customer>;
export type InvoicePayer = Static<typeof InvoicePayer>;
export type PurchaseOrder = Static<typeof PurchaseOrder>;
export type InvoiceIssuer = Static<typeof InvoiceIssuer>;
export type InvoicePayment = Static<typeof InvoicePayment>;
export type ExpenseType = Static<typeof ExpenseType>;
