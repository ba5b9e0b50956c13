import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slowTotals } from './slow-totals.fixture.ts';
import { NATURES, taxRulesOn, WITHHELD_FUND } from './tax-rules.ts';
import { type StampCharge, type Sums, subtract, sumUp, type TaxedLine, type Terms, totalInvoice } from './totals.ts';

const vat = fc.oneof(
  fc.constantFrom(4, 5, 10, 22, 12.75, 100).map((rate) => ({ rate })),
  fc.constantFrom(...NATURES).map((nature) => ({ rate: 0, nature })),
);
const line: fc.Arbitrary<TaxedLine> = fc.record({
  amountCents: fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 1_000_000_000 })),
  vat,
});
const lines = fc.array(line, { minLength: 1, maxLength: 8 });
const terms: fc.Arbitrary<Terms> = fc
  .record({
    fund: fc.option(fc.record({ type: fc.constantFrom('TC21', WITHHELD_FUND), rate: fc.constantFrom(2, 4, 0.5) })),
    withholdingRate: fc.option(fc.constantFrom(20, 23.5)),
    splitPayment: fc.boolean(),
  })
  .map(({ fund, withholdingRate, splitPayment }) => ({
    ...(fund && { fund }),
    ...(withholdingRate && { withholdingRate }),
    splitPayment: splitPayment && !withholdingRate,
  }));
const RULES = taxRulesOn('2026-11-20');
const RUNS = { numRuns: 2_000 };

test('any invoice is what a slow calculation with fractions says', () => {
  fc.assert(
    fc.property(lines, terms, fc.boolean(), (some, agreed, charged) => {
      const { stamp, ...sums } = totalInvoice(some, agreed, RULES, charged);
      const slow = slowTotals(some, agreed, charged);
      expect({
        stampDue: stamp.due,
        charged: stamp.charge?.cents ?? 0,
        fund: sums.social.reduce((total, { amountCents }) => total + amountCents, 0),
        tax: sums.taxCents,
        withheld: sums.withholding.amountCents,
        total: sums.totalCents,
        due: sums.dueCents,
      }).toEqual(slow);
    }),
    RUNS,
  );
});

test('the order of lines changes no amount', () => {
  fc.assert(
    fc.property(lines, terms, (some, agreed) => {
      const { groups: _, social: __, ...sums } = sumUp(some, agreed);
      const { groups: ___, social: ____, ...other } = sumUp([...some].reverse(), agreed);
      expect(other).toEqual(sums);
    }),
    RUNS,
  );
});

test('credit notes, however an invoice is cut, add up to it, and each part keeps to its rate', () => {
  const cuts = fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(lines, terms, fc.boolean(), cuts, (some, agreed, charged, shares) => {
      const { stamp, ...invoice } = totalInvoice(some, agreed, RULES, charged);
      const at = (amounts: readonly number[], charge?: StampCharge) =>
        sumUp(
          some.flatMap(({ vat: same }, index) => (amounts[index] ? [{ vat: same, amountCents: amounts[index]! }] : [])),
          agreed,
          charge,
        );
      let credited = some.map(() => 0);
      let before = at(credited);
      const notes: Sums[] = [];
      for (const part of [...shares, undefined]) {
        credited = some.map(({ amountCents }, index) =>
          part ? credited[index]! + Math.floor((amountCents - credited[index]!) * part[index]!) : amountCents,
        );
        const after = at(credited, part ? undefined : stamp.charge);
        notes.push(subtract(after, before));
        before = after;
      }
      const sum = (pick: (note: (typeof notes)[number]) => number) =>
        notes.reduce((total, note) => total + pick(note), 0);
      expect(sum(({ totalCents }) => totalCents)).toBe(invoice.totalCents);
      expect(sum(({ dueCents }) => dueCents)).toBe(invoice.dueCents);
      expect(sum(({ taxCents }) => taxCents)).toBe(invoice.taxCents);
      expect(sum(({ withholding }) => withholding.amountCents)).toBe(invoice.withholding.amountCents);
      for (const note of notes) {
        expect(note.totalCents).toBeGreaterThanOrEqual(0);
        expect(note.dueCents).toBeGreaterThanOrEqual(0);
        for (const { baseCents, taxCents, rate } of note.groups) {
          expect(taxCents).toBeGreaterThanOrEqual(0);
          expect(Math.abs(taxCents - (baseCents * rate) / 100)).toBeLessThanOrEqual(1);
        }
        const bases = note.groups.reduce((total, { baseCents }) => total + baseCents, 0);
        expect(bases + note.taxCents).toBe(note.totalCents);
      }
    }),
    RUNS,
  );
});

describe('stamp duty', () => {
  const exempt = (amountCents: number): TaxedLine => ({ amountCents, vat: { rate: 0, nature: 'N4' } });
  const plain: Terms = { splitPayment: false };

  test.each([
    [77_47, false],
    [77_48, true],
  ])('of %i cents: %s', (cents, due) => {
    expect(totalInvoice([exempt(cents)], plain, RULES, true).stamp.due).toBe(due);
  });

  test('is taxed as the largest part that bears no VAT', () => {
    const out: TaxedLine = { amountCents: 50_00, vat: { rate: 0, nature: 'N1' } };
    const { stamp, groups } = totalInvoice([out, exempt(60_00)], plain, RULES, true);
    expect(stamp.charge).toEqual({ cents: 200, nature: 'N4' });
    expect(groups.map(({ nature, baseCents }) => [nature, baseCents])).toEqual([
      ['N1', 50_00],
      ['N4', 62_00],
    ]);
  });
});
