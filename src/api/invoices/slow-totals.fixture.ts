import type { TaxedLine, Terms } from './totals.ts';

/** Half a cent is rounded up; in whole numbers, whatever the denominator. */
function round(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

const hundredths = (percent: number) => BigInt(percent.toFixed(2).replace('.', ''));

/** What totals must be, told rule by rule and without any cleverness. Cents. */
export function slowTotals(lines: readonly TaxedLine[], terms: Terms, charged: boolean) {
  const ways = new Set(lines.map(({ vat }) => `${vat.rate}/${vat.nature}`));
  let fund = 0n;
  let tax = 0n;
  let exempt = 0n;
  let fees = 0n;
  for (const way of ways) {
    const own = lines.filter(({ vat }) => `${vat.rate}/${vat.nature}` === way);
    const base = own.reduce((sum, { amountCents }) => sum + BigInt(amountCents), 0n);
    const contribution = terms.fund ? round(base * hundredths(terms.fund.rate), 10_000n) : 0n;
    fees += base;
    fund += contribution;
    tax += round((base + contribution) * hundredths(own[0]!.vat.rate), 10_000n);
    if (own[0]!.vat.rate === 0) exempt += base + contribution;
  }
  const stampDue = exempt > 7747n;
  const stamp = stampDue && charged ? 200n : 0n;
  const withheldFrom = fees + stamp + (terms.fund?.type === 'TC22' ? fund : 0n);
  const withheld = terms.withholdingRate ? round(withheldFrom * hundredths(terms.withholdingRate), 10_000n) : 0n;
  const total = fees + fund + stamp + tax;
  const numbers = {
    charged: stamp,
    fund,
    tax,
    withheld,
    total,
    due: total - withheld - (terms.splitPayment ? tax : 0n),
  };
  return { stampDue, ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, Number(value)])) };
}
