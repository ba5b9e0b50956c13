import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { describe, expect, test } from 'vitest';
import { hasValidCheckDigit, vatNumberProblem } from './vat-number.ts';

const oracleAccepts = (text: string) => stdnum.IT!.iva!.validate(text).isValid;
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const withCheckDigit = (ten: string) => [...'0123456789'].map((last) => ten + last).find(hasValidCheckDigit);

describe('vatNumberProblem', () => {
  test.each([
    ['07643520567', undefined],
    ['00743110157', undefined],
    ['00743110158', 'check_digit'],
    ['12345678903', 'office'],
    ['00000000000', 'check_digit'],
    ['0074311015', 'syntax'],
    ['007431101577', 'syntax'],
    ['IT00743110157', 'syntax'],
    ['00743 110157', 'syntax'],
    ['', 'syntax'],
  ])('%j: %s', (text, problem) => {
    expect(vatNumberProblem(text)).toBe(problem);
  });

  test('agrees with stdnum on any 11 digits', () => {
    fc.assert(
      fc.property(digits(11), (text) => {
        expect(vatNumberProblem(text) === undefined).toBe(oracleAccepts(text));
      }),
      { numRuns: 5_000 },
    );
  });

  test('agrees with stdnum on every office, with a right check digit', () => {
    let accepted = 0;
    for (let office = 0; office < 1_000; office += 1) {
      const number = withCheckDigit(`1234567${String(office).padStart(3, '0')}`)!;
      expect(vatNumberProblem(number)).toBe(oracleAccepts(number) ? undefined : 'office');
      accepted += vatNumberProblem(number) === undefined ? 1 : 0;
    }
    expect(accepted).toBe(104);
  });

  test('one check digit fits any ten digits that are not all zeros', () => {
    fc.assert(
      fc.property(
        digits(10).filter((ten) => !/^0+$/.test(ten)),
        (ten) => {
          expect([...'0123456789'].filter((last) => hasValidCheckDigit(ten + last))).toHaveLength(1);
        },
      ),
    );
  });
});
