import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { describe, expect, test } from 'vitest';
import {
  composeFiscalCode,
  fiscalCodeKind,
  fiscalCodeMismatches,
  hasValidCheckCharacter,
  normaliseFiscalCode,
} from './fiscal-code.ts';
import { vatNumberProblem } from './vat-number.ts';

const MARIO = {
  lastName: 'Rossi',
  firstName: 'Mario',
  birthDate: '1980-01-01',
  sex: 'M',
  belfioreCode: 'H501',
} as const;
const ALPHABET = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

const oracleAccepts = (code: string) => stdnum.IT!.codicefiscale!.validate(code).isValid;
const isRight = (code: string) => fiscalCodeKind(code) === 'CF' && hasValidCheckCharacter(code);
const withCheckCharacter = (first15: string) =>
  ALPHABET.map((letter) => first15 + letter).find(hasValidCheckCharacter)!;

const names = fc.string({ unit: fc.constantFrom(..."abcdeìlmnòqrstùxyzABCÈŁ-’' "), maxLength: 14 });
const people = fc.record({
  lastName: names,
  firstName: names,
  birthDate: fc
    .date({ min: new Date('1890-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  sex: fc.constantFrom('M' as const, 'F' as const),
  belfioreCode: fc.stringMatching(/^[A-Z]\d{3}$/),
});

/** The 128 ways of writing a code: each of its seven digits as it is or as its omocode letter. */
function omocodesOf(code: string): string[] {
  return Array.from({ length: 128 }, (_, mask) => {
    const characters = [...code.slice(0, 15)];
    for (const [bit, position] of [14, 13, 12, 10, 9, 7, 6].entries()) {
      if (mask & (1 << bit)) characters[position] = 'LMNPQRSTUV'[Number(characters[position])]!;
    }
    return withCheckCharacter(characters.join(''));
  });
}

describe('syntax', () => {
  test('normalisation strips white space and raises letters', () => {
    expect(normaliseFiscalCode(' rssmra 80a01\th501u\n')).toBe('RSSMRA80A01H501U');
  });

  test.each([
    ['RSSMRA80A01H501U', 'CF'],
    ['RSSMRA80A01H501Z', 'CF'],
    ['RSSMRAULALMHRLMU', 'CF'],
    ['RSSMRA80A31H501U', 'CF'],
    ['RSSMRA80A41H501U', 'CF'],
    ['RSSMRA80A71H501U', 'CF'],
    ['RSSMRA80AT1H501U', 'CF'],
    ['12345678903', 'CF_PROVISIONAL'],
    ['RSSMRA80A00H501U', undefined],
    ['RSSMRA80A32H501U', undefined],
    ['RSSMRA80A40H501U', undefined],
    ['RSSMRA80A72H501U', undefined],
    ['RSSMRA80AV9H501U', undefined],
    ['RSSMRA80F01H501U', undefined],
    ['RSSMRA8KA01H501U', undefined],
    ['rssmra80a01h501u', undefined],
    ['RSSMRA80A01H501', undefined],
    ['RSSMRA80A01H501UU', undefined],
    ['1234567890', undefined],
    ['', undefined],
  ])('%j is %s', (code, kind) => {
    expect(fiscalCodeKind(code)).toBe(kind);
  });
});

describe('check character', () => {
  test('the documented example is wrong by its last letter', () => {
    expect(hasValidCheckCharacter('RSSMRA80A01H501Z')).toBe(false);
    expect(ALPHABET.filter((letter) => hasValidCheckCharacter(`RSSMRA80A01H501${letter}`))).toEqual(['U']);
  });

  test('agrees with stdnum for each of the 26 letters', () => {
    fc.assert(
      fc.property(people.map(composeFiscalCode), fc.constantFrom(...ALPHABET), (code, letter) => {
        const candidate = code.slice(0, 15) + letter;
        expect(isRight(candidate)).toBe(oracleAccepts(candidate));
        expect(isRight(candidate)).toBe(letter === code[15]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('accepts nothing that stdnum refuses', () => {
    const anything = fc.string({ unit: fc.constantFrom(...ALPHABET, ...'0123456789'), minLength: 10, maxLength: 17 });
    const alike = fc.stringMatching(/^[A-Z]{6}[0-9L-V]{2}[A-T][0-9L-V]{2}[A-Z][0-9L-V]{3}[A-Z]$/);
    fc.assert(
      fc.property(fc.oneof(anything, alike), (code) => {
        if (isRight(code)) expect(oracleAccepts(code)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  test('a provisional code has the check digit of a VAT number', () => {
    expect(hasValidCheckCharacter('12345678903')).toBe(true);
    expect(hasValidCheckCharacter('12345678904')).toBe(false);
    expect(hasValidCheckCharacter('00000000000')).toBe(false);
    fc.assert(
      fc.property(fc.stringMatching(/^\d{7}0[1-9]\d\d$/), (code) => {
        expect(hasValidCheckCharacter(code)).toBe(vatNumberProblem(code) === undefined);
        expect(hasValidCheckCharacter(code)).toBe(stdnum.IT!.iva!.validate(code).isValid);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('composition', () => {
  test.each([
    [MARIO, 'RSSMRA80A01H501U'],
    [
      { ...MARIO, lastName: 'Moretti', firstName: 'Matteo', birthDate: '1991-04-08', belfioreCode: 'F205' },
      'MRTMTT91D08F205J',
    ],
    [
      { lastName: 'Miller', firstName: 'Samantha', birthDate: '1982-09-25', sex: 'F', belfioreCode: 'Z404' } as const,
      'MLLSNT82P65Z404U',
    ],
  ])('%o', (person, code) => {
    expect(composeFiscalCode(person)).toBe(code);
  });

  test.each([
    ['Fo', 'FOX'],
    ['Ng', 'NGX'],
    ['Aì', 'AIX'],
    ['Rosi', 'RSO'],
    ['Aiello', 'LLA'],
    ["D'Angelo", 'DNG'],
    ['D’Angelo', 'DNG'],
    ['De Luca', 'DLC'],
    ['Cantù', 'CNT'],
    ['Łoś', 'LSO'],
    ['Bianchi-Neri', 'BNC'],
  ])('last name %s: %s', (lastName, letters) => {
    expect(composeFiscalCode({ ...MARIO, lastName }).slice(0, 3)).toBe(letters);
  });

  test.each([
    ['Nicolò', 'NCL'],
    ['Gianfranco', 'GFR'],
    ['Anna Maria', 'NMR'],
    ['Marco', 'MRC'],
    ['Ada', 'DAA'],
    ['Leo', 'LEO'],
    ['Bo', 'BOX'],
    ['Noè', 'NOE'],
    ['Niccolò', 'NCL'],
  ])('first name %s: %s', (firstName, letters) => {
    expect(composeFiscalCode({ ...MARIO, firstName }).slice(3, 6)).toBe(letters);
  });

  test('is right for stdnum and agrees with the person, whoever it is', () => {
    fc.assert(
      fc.property(people, (person) => {
        const code = composeFiscalCode(person);
        expect(oracleAccepts(code)).toBe(true);
        expect(isRight(code)).toBe(true);
        expect(fiscalCodeMismatches(code, person)).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('omocodia', () => {
  test('all 128 variants are right codes of the same person', () => {
    fc.assert(
      fc.property(people, (person) => {
        const variants = omocodesOf(composeFiscalCode(person));
        expect(new Set(variants).size).toBe(128);
        expect(variants.every((code) => isRight(code) && oracleAccepts(code))).toBe(true);
        expect(variants.flatMap((code) => fiscalCodeMismatches(code, person))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('mismatches', () => {
  test('are the facts that would have been coded otherwise', () => {
    fc.assert(
      fc.property(people, people, (owner, other) => {
        const code = composeFiscalCode(owner);
        const otherCode = composeFiscalCode(other);
        const differ = (from: number, to: number) => code.slice(from, to) !== otherCode.slice(from, to);
        const dayOf = (text: string) => Number(text.slice(9, 11)) % 40;
        expect(fiscalCodeMismatches(code, other)).toEqual([
          ...(differ(0, 3) ? ['lastName'] : []),
          ...(differ(3, 6) ? ['firstName'] : []),
          ...(differ(6, 9) || dayOf(code) !== dayOf(otherCode) ? ['birthDate'] : []),
          ...(owner.sex === other.sex ? [] : ['sex']),
          ...(differ(11, 15) ? ['birthPlace'] : []),
        ]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('are found one by one, in an omocode too', () => {
    for (const code of omocodesOf('RSSMRA80A01H501U')) {
      expect(fiscalCodeMismatches(code, { lastName: 'Verdi' })).toEqual(['lastName']);
      expect(fiscalCodeMismatches(code, { firstName: 'Luigi' })).toEqual(['firstName']);
      expect(fiscalCodeMismatches(code, { birthDate: '1980-01-02' })).toEqual(['birthDate']);
      expect(fiscalCodeMismatches(code, { sex: 'F' })).toEqual(['sex']);
      expect(fiscalCodeMismatches(code, { belfioreCode: 'F205' })).toEqual(['birthPlace']);
    }
  });

  test('leave out unknown facts, the century and codes that name nobody', () => {
    expect(fiscalCodeMismatches('RSSMRA80A01H501Z', {})).toEqual([]);
    expect(fiscalCodeMismatches('RSSMRA80A01H501U', { ...MARIO, birthDate: '1880-01-01' })).toEqual([]);
    expect(fiscalCodeMismatches('12345678903', MARIO)).toEqual([]);
    expect(fiscalCodeMismatches('nonsense', MARIO)).toEqual([]);
  });
});
