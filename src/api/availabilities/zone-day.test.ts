import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { daysBetween, formatInstant, minutesOf, zoneDay } from './zone-day.ts';

const ROME = 'Europe/Rome';
const at = (zone: string, date: string, clock: string, bound: 'start' | 'end') =>
  formatInstant(zone, zoneDay(zone, date).at(minutesOf(clock), bound));

describe('a day of a zone', () => {
  test.each([
    ['2026-11-20', 24, 5],
    ['2026-03-29', 23, 7],
    ['2026-10-25', 25, 7],
  ])('%s has %i hours', (date, hours, dayOfWeek) => {
    const day = zoneDay(ROME, date);
    expect(day).toMatchObject({ date, dayOfWeek });
    expect((day.end - day.start) / 3_600_000).toBe(hours);
  });

  test.each([
    ['2026-11-20', '09:00', '2026-11-20T09:00:00.000+01:00'],
    ['2026-07-01', '09:00', '2026-07-01T09:00:00.000+02:00'],
    ['2026-03-29', '09:00', '2026-03-29T09:00:00.000+02:00'],
    ['2026-03-29', '01:59', '2026-03-29T01:59:00.000+01:00'],
    ['2026-10-25', '13:00', '2026-10-25T13:00:00.000+01:00'],
    ['2026-10-25', '24:00', '2026-10-26T00:00:00.000+01:00'],
  ])('%s %s is %s', (date, clock, instant) => {
    expect(at(ROME, date, clock, 'start')).toBe(instant);
    expect(at(ROME, date, clock, 'end')).toBe(instant);
  });

  test('a clock time that is skipped is the instant of the change', () => {
    for (const clock of ['02:00', '02:30', '02:59'])
      for (const bound of ['start', 'end'] as const)
        expect(at(ROME, '2026-03-29', clock, bound)).toBe('2026-03-29T03:00:00.000+02:00');
  });

  test('a clock time that comes twice is the first as a start and the second as an end', () => {
    expect(at(ROME, '2026-10-25', '02:30', 'start')).toBe('2026-10-25T02:30:00.000+02:00');
    expect(at(ROME, '2026-10-25', '02:30', 'end')).toBe('2026-10-25T02:30:00.000+01:00');
  });

  test('may begin after midnight, where the clock changes at midnight', () => {
    // Beirut went from 00:00 to 01:00 on 29 March 2026.
    expect(at('Asia/Beirut', '2026-03-29', '00:00', 'start')).toBe('2026-03-29T01:00:00.000+03:00');
    expect(at('Asia/Beirut', '2026-03-28', '24:00', 'end')).toBe('2026-03-29T01:00:00.000+03:00');
  });

  test('may lack altogether', () => {
    // Samoa skipped 30 December 2011.
    const day = zoneDay('Pacific/Apia', '2011-12-30');
    expect(day.start).toBe(day.end);
  });
});

test('the days between two instants are those of the zone', () => {
  const from = Date.parse('2026-10-24T22:30:00Z');
  expect(daysBetween(ROME, from, from + 25 * 3_600_000).map(({ date }) => date)).toEqual(['2026-10-25', '2026-10-26']);
  expect(daysBetween(ROME, from, from).map(({ date }) => date)).toEqual(['2026-10-25']);
});

describe('an instant', () => {
  const zones = [
    'Europe/Rome',
    'America/Los_Angeles',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Africa/Monrovia',
    'UTC',
  ];

  test('is written as Temporal writes it, whenever and wherever', () => {
    const instants = fc.integer({ min: Date.UTC(1960, 0), max: Date.UTC(2090, 0) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, instant) => {
        const there = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        const expected = there.toString({ timeZoneName: 'never', fractionalSecondDigits: 3 });
        expect(formatInstant(zone, instant)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(zones)('is written so around every change of the clock in %s', (zone) => {
    let change = Temporal.Instant.from('1973-01-01T00:00:00Z').toZonedDateTimeISO(zone).getTimeZoneTransition('next');
    for (let count = 0; change && count < 200; count += 1) {
      for (const distance of [-1, 0, 1, 899_999, 900_000]) {
        const instant = change.epochMilliseconds + distance;
        const there = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        expect(formatInstant(zone, instant)).toBe(there.toString({ timeZoneName: 'never', fractionalSecondDigits: 3 }));
      }
      change = change.getTimeZoneTransition('next');
    }
  });
});
