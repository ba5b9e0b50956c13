import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toAscii, toLatin } from './latin.ts';
import { decimal, percentOf, toCents, toEuro } from './money.ts';
import { statusOf } from './settlement.ts';

test('every amount of cents goes out and comes back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (cents) => {
      expect(toCents('x', toEuro(cents))).toBe(cents);
      expect(toCents('x', Number(decimal(cents)))).toBe(cents);
    }),
  );
});

test.each([0.001, 1.005, 77.471, 0.1 + 0.2, 99_999_999.999])('%d has too many decimals', (euro) => {
  expect(() => toCents('lines.0.unitPrice', euro)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
});

test('half a cent is rounded up', () => {
  expect(percentOf(25, 2)).toBe(1);
  expect(percentOf(24, 2)).toBe(0);
  expect(percentOf(10_000_000_000, 22)).toBe(2_200_000_000);
});

test('text of any letters fits the documents', () => {
  expect(toLatin('Łukasz Đorđević-Müller “È” – €5…')).toBe('Lukasz Dordevic-Müller "È" - EUR5...');
  expect(toLatin('Γιώργος\n 東京\u0007')).toBe('??????? ???');
  expect(toAscii('Città 5/è')).toBe('Citta 5/e');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(toLatin(text)).toMatch(/^[\u0020-\u007e\u00a1-\u00ff]*$/);
    }),
  );
});

test.each([
  [{ paid_cents: 0, credited_cents: 0, credited_due_cents: 0 }, 'issued'],
  [{ paid_cents: 1, credited_cents: 0, credited_due_cents: 0 }, 'partially_paid'],
  [{ paid_cents: 80, credited_cents: 0, credited_due_cents: 0 }, 'paid'],
  [{ paid_cents: 0, credited_cents: 1, credited_due_cents: 1 }, 'partially_credited'],
  [{ paid_cents: 10, credited_cents: 50, credited_due_cents: 40 }, 'partially_credited'],
  [{ paid_cents: 40, credited_cents: 50, credited_due_cents: 40 }, 'paid'],
  [{ paid_cents: 80, credited_cents: 50, credited_due_cents: 40 }, 'paid'],
  [{ paid_cents: 80, credited_cents: 100, credited_due_cents: 80 }, 'credited'],
  [{ paid_cents: 0, credited_cents: 100, credited_due_cents: 80 }, 'credited'],
])('%j of 100, 80 of it due, is %s', (amounts, status) => {
  expect(statusOf({ total_cents: 100, due_cents: 80, ...amounts })).toBe(status);
});
