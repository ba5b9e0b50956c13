import type { InvoiceLineItem, InvoiceLineItemPriceComponent, Money } from '@medplum/fhirtypes';
import type { InvoiceLine, InvoiceVat } from '../../api/invoices/invoice-parts.schema.ts';
import type { Invoice } from '../../api/invoices/invoices.schema.ts';
import { present, readCode } from '../datatype-readers.ts';
import { codeExtension, concept, listed, referenceTo, textExtension } from '../datatypes.ts';
import { codeSystem, extensionUrl } from '../names.ts';
import type { Reader } from '../reader.ts';
import { readNumber } from '../references.ts';

const TREATMENT = extensionUrl('treatment');
const VAT = codeSystem('vat-nature');
/** What bears VAT, beside the natures of what bears none. */
const TAXED = 'taxed';
const FUND = codeSystem('social-fund-type');
const WITHHOLDING = codeSystem('withholding-type');
const SURCHARGE = codeSystem('invoice-surcharge');

export const euro = (value: number): Money => ({ value, currency: 'EUR' });
const money = (name: string, value: number) => ({ url: extensionUrl(name), valueMoney: euro(value) });
/** Without what is left of binary fractions. */
const percentOf = (factor: number) => Math.round(factor * 1e6) / 1e4;
const factorOf = (percent: number) => Math.round(percent * 1e4) / 1e6;

export function lineItemOf(line: InvoiceLine): InvoiceLineItem {
  const { lineNumber, description, treatmentId, quantity = 1, unitPrice = 0, amount = 0, vat } = line;
  return {
    ...listed('extension', [
      ...(treatmentId === undefined
        ? []
        : [{ url: TREATMENT, valueReference: referenceTo('HealthcareService', treatmentId) }]),
      ...codeExtension('ts-expense-type', line.tsExpenseType),
      ...(line.creditsLineNumber === undefined
        ? []
        : [{ url: extensionUrl('credits-line'), valuePositiveInt: line.creditsLineNumber }]),
    ]),
    sequence: lineNumber!,
    chargeItemCodeableConcept: { text: description! },
    priceComponent: [
      {
        extension: [money('unit-price', unitPrice)],
        type: 'base',
        factor: quantity,
        amount: euro(amount),
      },
      ...(vat ? [taxOf(vat)] : []),
    ],
  };
}

function taxOf({ rate, nature, legalText, medicalAttestationId }: InvoiceVat): InvoiceLineItemPriceComponent {
  return {
    ...listed('extension', textExtension('medical-attestation', medicalAttestationId)),
    type: 'tax',
    code: concept(VAT, nature ?? TAXED, legalText),
    factor: factorOf(rate),
  };
}

/** `lineItemOf` undone. */
export function readLine(item: Reader): InvoiceLine {
  // Lines are counted in the order in which they stand.
  item.ignore('sequence');
  item.extension(extensionUrl('credits-line'))?.ignore('valuePositiveInt');
  const charged = item.one('chargeItemCodeableConcept');
  if (!charged) item.refuse('chargeItemCodeableConcept', 'is required');
  const components = item.many('priceComponent').map((component) => {
    const type = component.code('type', ['base', 'tax']);
    return { component, type };
  });
  const of = (wanted: 'base' | 'tax') => {
    const [first, ...more] = components.filter(({ type }) => type === wanted);
    for (const { component } of more) component.refuse('', 'is one too many of its type');
    return first?.component;
  };
  return present({
    treatmentId: readNumber(item.extension(TREATMENT)?.one('valueReference'), 'HealthcareService'),
    description: charged?.text('text'),
    ...readBase(of('base')),
    vat: readTax(of('tax')),
    tsExpenseType: item.extension(extensionUrl('ts-expense-type'))?.text('valueCode'),
  }) as InvoiceLine;
}

/** The price of one is told by its extension; without it, by the amount of a line that has a quantity of 1. */
function readBase(base: Reader | undefined): Pick<InvoiceLine, 'quantity' | 'unitPrice'> {
  if (!base) return {};
  const quantity = base.number('factor');
  const amount = readMoney(base.one('amount'));
  const unitPrice = readMoney(base.extension(extensionUrl('unit-price'))?.one('valueMoney'));
  if (unitPrice === undefined && amount !== undefined && (quantity ?? 1) !== 1)
    base.refuse('extension', `must tell the price of one, as ${extensionUrl('unit-price')}`);
  return present({ quantity, unitPrice: unitPrice ?? amount });
}

function readTax(tax: Reader | undefined): InvoiceVat | undefined {
  if (!tax) return undefined;
  const factor = tax.number('factor');
  if (factor === undefined) tax.refuse('factor', 'is required: 0.22 is 22 percent');
  const code = readCode(tax.one('code'), VAT);
  return present({
    rate: percentOf(factor ?? 0),
    nature: code === TAXED ? undefined : code,
    legalText: tax.one('code')?.text('text'),
    medicalAttestationId: tax.extension(extensionUrl('medical-attestation'))?.text('valueString'),
  }) as InvoiceVat;
}

function readMoney(amount: Reader | undefined): number | undefined {
  if (amount?.has('currency')) amount.code('currency', ['EUR']);
  return amount?.number('value');
}

/** The document summed up: fees, contribution to the fund, stamp duty, VAT, and what is withheld. */
export function totalsOf({ totals, social, stamp, vatSummary, withholding }: Invoice): InvoiceLineItemPriceComponent[] {
  return [
    { type: 'base', amount: euro(totals.fees) },
    ...social.map(({ fundType, rate, base, amount, vatRate, vatNature }) => ({
      extension: [
        money('taxable-base', base),
        { url: extensionUrl('vat-rate'), valueDecimal: vatRate },
        ...codeExtension('vat-nature', vatNature),
      ],
      type: 'surcharge' as const,
      code: concept(FUND, fundType),
      factor: factorOf(rate),
      amount: euro(amount),
    })),
    ...(stamp.charged > 0
      ? [{ type: 'surcharge' as const, code: concept(SURCHARGE, 'stamp-duty'), amount: euro(stamp.charged) }]
      : []),
    ...vatSummary.map(({ rate, nature, legalText, base, tax }) => ({
      extension: [money('taxable-base', base)],
      ...taxOf({ rate, ...(nature && { nature }), ...(legalText !== undefined && { legalText }) }),
      amount: euro(tax),
    })),
    ...(withholding
      ? [
          {
            extension: [
              money('taxable-base', withholding.base),
              ...codeExtension('payment-reason', withholding.reason),
            ],
            type: 'deduction' as const,
            code: concept(WITHHOLDING, withholding.type),
            factor: factorOf(withholding.rate),
            amount: euro(withholding.amount),
          },
        ]
      : []),
  ];
}
