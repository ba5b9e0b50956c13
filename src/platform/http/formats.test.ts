import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDate, isInstant } from './formats.ts';

describe('dates', () => {
  test.each(['2024-02-29', '2000-02-29', '2026-12-31', '0001-01-01', '9999-12-31', '0004-02-29'])('%s', (text) => {
    expect(isDate(text)).toBe(true);
  });

  test.each([
    '0000-01-01',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-01',
    '2026-01-00',
    '2026-04-31',
    '2026-1-1',
    '20260101',
    '+002026-01-01',
    '2026-01-01 ',
    '2026-01-01\n',
    '2026-01-01T00:00:00Z',
    '٢٠٢٦-٠١-٠١',
    '',
  ])('%j is none', (text) => {
    expect(isDate(text)).toBe(false);
  });
});

describe('instants', () => {
  test.each([
    '2026-11-20T14:05:00Z',
    '2026-11-20t14:05:00z',
    '2026-11-20 14:05:00Z',
    '2026-11-20T14:05:00.1Z',
    '2026-11-20T14:05:00.123456789+01:00',
    '2026-11-20T14:05:00+0100',
    '2026-11-20T23:59:59-15:59',
    '0001-01-01T00:00:00+15:59',
  ])('%s', (text) => {
    expect(isInstant(text)).toBe(true);
    expect(Date.parse(text)).not.toBeNaN();
  });

  test.each([
    '2026-11-20T14:05:00',
    '2026-11-20T14:05Z',
    '2026-11-20',
    '2026-11-20T24:00:00Z',
    '2026-11-20T14:60:00Z',
    '2016-12-31T23:59:60Z',
    '2026-11-20T14:05:00+16:00',
    '2026-11-20T14:05:00-23:59',
    '2026-11-20T14:05:00+01',
    '2026-11-20T14:05:00+01:60',
    '2026-11-20T14:05:00,5Z',
    '2026-11-20T14:05:00.Z',
    '2026-02-30T14:05:00Z',
    '0000-01-01T00:00:00Z',
    '2026-11-20_14:05:00Z',
    '2026-11-20T14:05:00Z ',
    '2026-11-20T14:05:00Z[Europe/Rome]',
    '',
  ])('%j is none', (text) => {
    expect(isInstant(text)).toBe(false);
  });

  test('whatever JavaScript writes is one', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
        (date) => {
          expect(isInstant(date.toISOString())).toBe(true);
          expect(isDate(date.toISOString().slice(0, 10))).toBe(true);
        },
      ),
    );
  });
});
