import { describe, expect, test } from 'vitest';
import { composeFiscalCode, hasValidCheckCharacter, omocodesOf } from '../italy/fiscal-code.ts';
import { isOneSlip, weigh } from './match.ts';
import type { Patient } from './patients.schema.ts';

const born = { firstName: 'Mario', lastName: 'Rossi', birthDate: '1980-02-11', sex: 'M' } as const;
const fiscalCode = composeFiscalCode({ ...born, belfioreCode: 'X999' });
const patient = {
  ...born,
  fiscalCode,
  mobile: '+393000000001',
  email: 'Mario@example.test',
} as unknown as Patient;
const agreements = (facts: object, known = patient) =>
  Object.fromEntries((weigh(facts, known)?.reasons ?? []).map(({ field, agreement }) => [field, agreement]));

describe('a candidate', () => {
  test('with everything the same is certain', () => {
    const facts = { ...born, fiscalCode, phone: '+393000000001', email: 'mario@example.test' };
    expect(weigh(facts, patient)).toMatchObject({ score: 100, grade: 'certain' });
    expect(new Set(Object.values(agreements(facts)))).toEqual(new Set(['same']));
  });

  test('is never certain without the code', () => {
    const { firstName, lastName, birthDate } = born;
    expect(weigh({ firstName, lastName, birthDate }, patient)).toMatchObject({ score: 100, grade: 'probable' });
  });

  test.each([
    ['a name with a letter too many', { lastName: 'Rosssi' }, { lastName: 'similar' }],
    ['accents and case', { lastName: 'RÒSSI' }, { lastName: 'same' }],
    ['one of two names', { firstName: 'Mario Luigi' }, { firstName: 'similar' }],
    ['names exchanged', { firstName: 'Rossi', lastName: 'Mario' }, { firstName: 'similar', lastName: 'similar' }],
    ['day and month exchanged', { birthDate: '1980-11-02' }, { birthDate: 'similar' }],
    ['a digit wrong', { birthDate: '1980-02-12' }, { birthDate: 'similar' }],
    ['another date', { birthDate: '1971-07-25' }, { birthDate: 'different' }],
    ['another name', { lastName: 'Bianchi' }, { lastName: 'different' }],
    ['another sex', { sex: 'F' as const }, { sex: 'different' }],
  ])('with %s', (_name, fact, expected) => {
    const base = { firstName: 'Mario', lastName: 'Rossi', birthDate: '1980-02-11', phone: '+393000000001', fiscalCode };
    expect(agreements({ ...base, ...fact })).toMatchObject(expected);
  });

  test('loses points by what differs, and is not named when too much does', () => {
    const { firstName, lastName, birthDate } = born;
    const whole = weigh({ firstName, lastName, birthDate }, patient)!.score;
    expect(weigh({ firstName, lastName, birthDate, sex: 'F' }, patient)!.score).toBeLessThan(whole);
    expect(weigh({ firstName: 'Ada', lastName: 'Neri', birthDate }, patient)).toBeUndefined();
  });

  test('is neither better nor worse for what one side does not know', () => {
    const { fiscalCode: _, mobile: __, email: ___, ...bare } = patient;
    const facts = { ...born, phone: '+393000000001', email: 'x@example.test', fiscalCode };
    expect(agreements(facts, bare as Patient)).toEqual({
      lastName: 'same',
      firstName: 'same',
      birthDate: 'same',
      sex: 'same',
    });
  });

  test('with an omocode of the code is similar, with another code different', () => {
    const [, other] = omocodesOf(fiscalCode);
    expect(agreements({ ...born, fiscalCode: other! })).toMatchObject({ fiscalCode: 'similar' });
    const sibling = composeFiscalCode({ ...born, firstName: 'Luca', belfioreCode: 'X999' });
    expect(agreements({ ...born, fiscalCode: sibling })).toMatchObject({ fiscalCode: 'different' });
  });
});

test('omocodes are all there, each with its own check character', () => {
  const codes = omocodesOf(fiscalCode);
  expect(codes).toContain(fiscalCode);
  expect(new Set(codes).size).toBe(128);
  expect(codes.filter((code) => !hasValidCheckCharacter(code))).toEqual([]);
  expect(omocodesOf(codes[77]!)).toEqual(codes);
  expect(omocodesOf('12345678901')).toEqual([]);
});

test.each([
  ['rossi', 'rosi', true],
  ['rosi', 'rossi', true],
  ['rossi', 'rozsi', true],
  ['rossi', 'rosis', true],
  ['rossi', 'orssi', true],
  ['rossi', 'rossi', true],
  ['rossi', 'roxyi', false],
  ['rossi', 'rossixy', false],
  ['abcd', 'badc', false],
])('%s and %s are a slip apart: %s', (one, other, expected) => {
  expect(isOneSlip(one, other)).toBe(expected);
});
