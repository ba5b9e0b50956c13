import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { acceptPatient } from './patients.rules.ts';
import type { PatientInput } from './patients.schema.ts';

const clinic = (fiscalCodePolicy: 'lenient' | 'strict', timeZone = 'Europe/Rome') => ({
  id: 'a',
  name: 'A',
  sandbox: true,
  timeZone,
  fiscalCodePolicy,
});
const NOON = Temporal.ZonedDateTime.from('2026-11-20T12:00:00+01:00[Europe/Rome]');
const MARIO: PatientInput = { firstName: 'Mario', lastName: 'Rossi' };

const accept = (members: Partial<PatientInput>, policy: 'lenient' | 'strict' = 'lenient', now = NOON) =>
  acceptPatient({ ...MARIO, ...members }, clinic(policy), now);

/** The fields and codes that are refused; none when the patient is accepted. */
function refusals(...args: Parameters<typeof accept>): string[] {
  try {
    accept(...args);
    return [];
  } catch (error) {
    return (error as { details: { field: string; code: string }[] }).details.map(
      ({ field, code }) => `${field} ${code}`,
    );
  }
}

test('the input itself stays as it was', () => {
  const input: PatientInput = Object.freeze({
    ...MARIO,
    firstName: ' Mario ',
    fiscalCode: 'rssmra80a01h501u',
    phone: '06 123456',
    guardians: [Object.freeze({ relation: 'mother', firstName: 'Ada', lastName: 'Neri', phone: '06 123456' } as const)],
  });
  const copy = structuredClone(input);
  expect(accept(input).patient).toMatchObject({ firstName: 'Mario', phone: '+3906123456' });
  expect(input).toEqual(copy);
});

test('members that the server assigns are dropped', () => {
  const { patient } = accept({ id: 5, warnings: [], archivedAt: 'x', fiscalCodeStatus: 'valid' } as object);
  expect(Object.keys(patient).filter((name) => !(name in MARIO))).toEqual([
    'guardians',
    'emergencyContacts',
    'fiscalCodeType',
  ]);
});

describe('birth', () => {
  test.each([
    ['1890-01-01', []],
    ['1889-12-31', ['birthDate out_of_range']],
    ['2026-11-20', []],
    ['2026-11-21', ['birthDate out_of_range']],
  ])('%s', (birthDate, expected) => {
    expect(refusals({ birthDate })).toEqual(expected);
  });

  test('today is the day of the clinic, not of UTC', () => {
    const instant = Temporal.Instant.from('2026-11-20T23:30:00Z');
    const inRome = instant.toZonedDateTimeISO('Europe/Rome');
    const inLisbon = instant.toZonedDateTimeISO('Europe/Lisbon');
    expect(refusals({ birthDate: '2026-11-21' }, 'lenient', inRome)).toEqual([]);
    expect(refusals({ birthDate: '2026-11-21' }, 'lenient', inLisbon)).toEqual(['birthDate out_of_range']);
  });
});

describe('death', () => {
  test.each([
    ['2026-11-20T12:00:00+01:00', []],
    ['2026-11-20T11:00:00.000Z', []],
    ['2026-11-20T11:00:00.001Z', ['deceasedAt out_of_range']],
    ['1900-01-01T00:00:00Z', []],
    ['1970-01-01T00:00:00Z', []],
    ['1899-12-31T23:59:59Z', ['deceasedAt out_of_range']],
    ['9999-12-31T23:59:59Z', ['deceasedAt out_of_range']],
  ])('%s', (deceasedAt, expected) => {
    expect(refusals({ deceasedAt })).toEqual(expected);
  });
});

describe('fiscal code', () => {
  const judged = (members: Partial<PatientInput>) => {
    const { patient, status, warnings } = accept(members);
    return [patient.fiscalCodeType, status, warnings.map(({ field, code }) => `${field} ${code}`)];
  };

  test.each([
    [{}, ['NONE', 'unverified', []]],
    [{ fiscalCode: 'RSSMRA80A01H501U' }, ['CF', 'valid', []]],
    [{ fiscalCode: 'RSSMRA80A01H501Z' }, ['CF', 'checksum_invalid', ['fiscalCode checksum_invalid']]],
    [{ fiscalCode: 'RSSMRA80A01H501U', birthDate: '1980-01-01', sex: 'M' }, ['CF', 'valid', []]],
    [{ fiscalCode: 'RSSMRA80A01H501U', birthDate: '1880-01-01' }, undefined],
    [
      { fiscalCode: 'RSSMRA80A01H501U', birthDate: '1980-01-02' },
      ['CF', 'mismatch', ['birthDate fiscal_code_mismatch']],
    ],
    [{ fiscalCode: 'RSSMRA80A01H501U', sex: 'F' }, ['CF', 'mismatch', ['sex fiscal_code_mismatch']]],
    [
      { fiscalCode: 'RSSMRA80A01H501U', birthPlace: { belfioreCode: 'F205' } },
      ['CF', 'mismatch', ['birthPlace fiscal_code_mismatch']],
    ],
    [{ fiscalCode: 'RSSMRA80A01H501U', birthPlace: { name: 'Milano' } }, ['CF', 'valid', []]],
    [{ fiscalCode: 'RSSMRA80A01H501Z', sex: 'F' }, ['CF', 'checksum_invalid', ['fiscalCode checksum_invalid']]],
    [{ fiscalCode: '12345678903', sex: 'F' }, ['CF_PROVISIONAL', 'valid', []]],
    [{ fiscalCode: 'STP1234567890123' }, ['STP', 'unverified', []]],
    [{ fiscalCode: 'ENI1234567890123' }, ['ENI', 'unverified', []]],
    [{ fiscalCode: 'RSSMRA80A01H501U', fiscalCodeType: 'FOREIGN' }, ['FOREIGN', 'unverified', []]],
  ] as [Partial<PatientInput>, unknown[] | undefined][])('%j', (members, expected) => {
    if (expected) expect(judged(members)).toEqual(expected);
    else expect(refusals(members)).toEqual(['birthDate out_of_range']);
  });

  test('a strict clinic refuses a wrong check character and nothing more', () => {
    expect(refusals({ fiscalCode: 'RSSMRA80A01H501Z' }, 'strict')).toEqual(['fiscalCode checksum_invalid']);
    expect(refusals({ fiscalCode: '12345678904' }, 'strict')).toEqual(['fiscalCode checksum_invalid']);
    expect(refusals({ fiscalCode: 'RSSMRA80A01H501U', sex: 'F' }, 'strict')).toEqual([]);
    expect(refusals({ fiscalCode: 'STP1234567890123' }, 'strict')).toEqual([]);
  });

  test('a wrong form is refused by every clinic', () => {
    for (const policy of ['lenient', 'strict'] as const)
      expect(refusals({ fiscalCode: 'ROSSI' }, policy)).toEqual(['fiscalCode invalid_format']);
  });
});
