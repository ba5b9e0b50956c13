import { percentOf } from './money.ts';
import { type Nature, WITHHELD_FUND } from './tax-rules.ts';

/** How a line is taxed: a rate in percent, or 0 with the nature of what bears no VAT. */
interface Vat {
  rate: number;
  nature?: Nature;
  legalText?: string;
}

export interface TaxedLine {
  amountCents: number;
  vat: Vat;
}

/** What was agreed or is the law for one document. Rates in percent. */
export interface Terms {
  fund?: { type: string; rate: number };
  withholdingRate?: number;
  /** The customer pays the VAT to the state (DPR 633/1972, art. 17-ter). */
  splitPayment: boolean;
}

interface VatGroup extends Vat {
  /** Lines, fund and recharged stamp duty. */
  baseCents: number;
  taxCents: number;
}

interface FundShare extends Vat {
  type: string;
  fundRate: number;
  baseCents: number;
  amountCents: number;
}

/** A document summed up, in cents. */
export interface Sums {
  groups: VatGroup[];
  social: FundShare[];
  /** Fees without fund, stamp duty and VAT. */
  feeCents: number;
  taxCents: number;
  withholding: { baseCents: number; amountCents: number };
  totalCents: number;
  /** What the customer pays to the issuer. */
  dueCents: number;
  /** What counts for stamp duty, recharged stamp duty left out. */
  notSubjectCents: number;
}

/** Stamp duty that the customer pays: part of the fee, taxed as `nature` says (AdE, answer 428/2022). */
export interface StampCharge {
  cents: number;
  nature: Nature;
}

const keyOf = ({ rate, nature }: Vat) => `${rate} ${nature ?? ''}`;
const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

/**
 * Sums a document up: the fund's contribution and the VAT of each way of taxing are rounded once, half a cent up.
 * Each amount only grows when a line is added or grows, which credit notes rely on.
 */
export function sumUp(lines: readonly TaxedLine[], terms: Terms, stamp?: StampCharge): Sums {
  const fees = new Map<string, VatGroup>();
  for (const { vat, amountCents } of lines) add(fees, vat, amountCents);
  const { fund } = terms;
  const social = fund
    ? [...fees.values()].map(({ taxCents: _, ...group }) => ({
        ...group,
        type: fund.type,
        fundRate: fund.rate,
        amountCents: percentOf(group.baseCents, fund.rate),
      }))
    : [];
  const groups = new Map([...fees].map(([key, group]) => [key, { ...group }]));
  for (const share of social) groups.get(keyOf(share))!.baseCents += share.amountCents;
  const notSubjectCents = total([...groups.values()].filter(({ rate }) => rate === 0).map((group) => group.baseCents));
  if (stamp) add(groups, { rate: 0, nature: stamp.nature }, stamp.cents);
  for (const group of groups.values()) group.taxCents = percentOf(group.baseCents, group.rate);

  const feeCents = total([...fees.values()].map(({ baseCents }) => baseCents));
  const taxCents = total([...groups.values()].map((group) => group.taxCents));
  const totalCents = total([...groups.values()].map(({ baseCents }) => baseCents)) + taxCents;
  const withheldFund = fund?.type === WITHHELD_FUND ? total(social.map(({ amountCents }) => amountCents)) : 0;
  const baseCents = terms.withholdingRate === undefined ? 0 : feeCents + (stamp?.cents ?? 0) + withheldFund;
  const withholding = { baseCents, amountCents: percentOf(baseCents, terms.withholdingRate ?? 0) };
  return {
    groups: [...groups.values()],
    social,
    feeCents,
    taxCents,
    withholding,
    totalCents,
    dueCents: totalCents - withholding.amountCents - (terms.splitPayment ? taxCents : 0),
    notSubjectCents,
  };
}

function add(groups: Map<string, VatGroup>, vat: Vat, cents: number): void {
  const { rate, nature, legalText } = vat;
  const group = groups.get(keyOf(vat));
  if (group) group.baseCents += cents;
  else
    groups.set(keyOf(vat), {
      rate,
      ...(nature && { nature }),
      ...(legalText && { legalText }),
      baseCents: cents,
      taxCents: 0,
    });
}

export interface Stamp {
  due: boolean;
  /** What the issuer owes to the state. */
  cents: number;
  /** What of it the customer pays, or of a credit note gets back. */
  charge?: StampCharge;
}

/**
 * An invoice with its stamp duty, which is due when what is not subject to VAT exceeds the threshold.
 * @param charged whether the customer pays it
 */
export function totalInvoice(
  lines: readonly TaxedLine[],
  terms: Terms,
  { stampThresholdCents, stampCents }: { stampThresholdCents: number; stampCents: number },
  charged: boolean,
): Sums & { stamp: Stamp } {
  const sums = sumUp(lines, terms);
  if (sums.notSubjectCents <= stampThresholdCents) return { ...sums, stamp: { due: false, cents: 0 } };
  if (!charged) return { ...sums, stamp: { due: true, cents: stampCents } };
  const [largest] = sums.groups.filter(({ nature }) => nature).sort((one, other) => other.baseCents - one.baseCents);
  const charge = { cents: stampCents, nature: largest!.nature! };
  return { ...sumUp(lines, terms, charge), stamp: { due: true, cents: stampCents, charge } };
}

/**
 * What a credit note takes back: the difference between what was credited with it and without it. So the parts of an
 * invoice, however they are cut, add up to the invoice, and each is within a cent of its own rate.
 */
export function subtract(after: Sums, before: Sums): Sums {
  const less = <Part extends Vat & { baseCents: number }>(parts: readonly Part[], others: readonly Part[]) =>
    parts
      .map((part) => {
        const other = others.find((candidate) => keyOf(candidate) === keyOf(part));
        return other ? subtractAmounts(part, other) : part;
      })
      .filter(({ baseCents }) => baseCents > 0);
  return {
    ...subtractAmounts(after, before),
    groups: less(after.groups, before.groups),
    social: less(after.social, before.social),
    withholding: subtractAmounts(after.withholding, before.withholding),
  };
}

/** Every member that is an amount in cents, less that of the other. */
function subtractAmounts<Amounts extends object>(from: Amounts, other: Amounts): Amounts {
  return Object.fromEntries(
    Object.entries(from).map(([name, value]) => [
      name,
      name.endsWith('Cents') ? value - (other as Record<string, number>)[name]! : value,
    ]),
  ) as Amounts;
}
