import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dateComparison } from './dates.ts';

const now = Temporal.ZonedDateTime.from('2026-11-21T10:00:00+01:00[Europe/Rome]');
const asked = (value: string, precision: 'date' | 'instant') => {
  const { comparison, not } = dateComparison('date', value, precision, now);
  const { op: _, ...bounds } = comparison as { op: string };
  return { ...bounds, ...(not && { not }) };
};

test.each([
  ['2026', { from: '2026-01-01', before: '2027-01-01' }],
  ['2026-05', { from: '2026-05-01', before: '2026-06-01' }],
  ['eq2026-05-17', { from: '2026-05-17', before: '2026-05-18' }],
  ['ne2026-05-17', { from: '2026-05-17', before: '2026-05-18', not: true }],
  ['lt2026-05', { before: '2026-05-01' }],
  ['le2026-05', { before: '2026-06-01' }],
  ['gt2026-05', { from: '2026-06-01' }],
  ['sa2026-05-17', { from: '2026-05-18' }],
  ['eb2026-05-17', { before: '2026-05-17' }],
  ['2026-05-17T10:00', { from: '2026-05-17', before: '2026-05-18' }],
  ['ap2026-11-21', { from: '2026-11-20', before: '2026-11-23' }],
  // The years that PostgreSQL reads begin with 1, and those of ISO 8601 are four digits long.
  ['ap0001', { from: '0001-01-01', before: '0204-08-04' }],
  ['le0001', { before: '0002-01-01' }],
  ['gt9999', { from: '10000-01-01' }],
])('%s of a date', (value, bounds) => {
  expect(asked(value, 'date')).toEqual(bounds);
});

test.each([
  // The clock of the clinic, an hour or two before UTC.
  ['2026-11-21', { from: '2026-11-20T23:00:00Z', before: '2026-11-21T23:00:00Z' }],
  ['2026-07-01T09:30', { from: '2026-07-01T07:30:00Z', before: '2026-07-01T07:31:00Z' }],
  ['ge2026-07-01T09:30:00Z', { from: '2026-07-01T09:30:00Z' }],
  ['2026-07-01T09:30:00.5+02:00', { from: '2026-07-01T07:30:00.5Z', before: '2026-07-01T07:30:00.501Z' }],
  // The day on which the clock goes back has 25 hours.
  ['2026-10-25', { from: '2026-10-24T22:00:00Z', before: '2026-10-25T23:00:00Z' }],
  ['lt0001', { before: '0001-01-01T00:00:00Z' }],
  ['gt9999-12-31T23:59Z', { from: '10000-01-01T00:00:00Z' }],
])('%s of an instant', (value, bounds) => {
  expect(asked(value, 'instant')).toEqual(bounds);
});

test.each(['', 'soon', '2026-13', '2026-02-30', 'xx2026', '2026-01-01T25:00', '26-01-01', '2026-1-1', '0000'])(
  '%s is refused',
  (value) => {
    expect(() => asked(value, 'date')).toThrow(/parameter date must be a date/);
  },
);
