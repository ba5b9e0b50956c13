import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { BookableAgenda } from '../agendas/bookable-agenda.ts';
import { explainDays } from './explain.ts';
import { type Interval, merge } from './intervals.ts';
import type { Plan } from './plan.ts';
import { type Busy, offeredSlots } from './slots.ts';
import { slowStarts } from './slow-model.fixture.ts';
import { formatInstant } from './zone-day.ts';

const MINUTE_MS = 60_000;

/** Around each change of the clock, and where there is none: zone, and the first of four days. */
const WEEKS = [
  ['Europe/Rome', '2026-03-27T23:00:00Z'],
  ['Europe/Rome', '2026-10-23T22:00:00Z'],
  ['Europe/Rome', '2026-11-20T23:00:00Z'],
  ['America/Los_Angeles', '2026-03-07T08:00:00Z'],
  ['America/Los_Angeles', '2026-10-31T07:00:00Z'],
  // Half an hour of daylight saving.
  ['Australia/Lord_Howe', '2026-04-03T13:00:00Z'],
  // The clock changes at midnight.
  ['Asia/Beirut', '2026-03-27T22:00:00Z'],
  ['Asia/Beirut', '2026-10-24T21:00:00Z'],
] as const;

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const hours = fc
  .tuple(fc.integer({ min: 0, max: 287 }), fc.integer({ min: 1, max: 120 }))
  .map(([start, length]) => ({ start: clock(start * 5), end: clock(Math.min(1440, (start + length) * 5)) }));
const dayOfWeek = fc.integer({ min: 1, max: 7 });
const sparse = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 });

const scenario = fc.constantFrom(...WEEKS).chain(([timeZone, first]) => {
  const from = Date.parse(first);
  const minute = fc.integer({ min: -600, max: 5 * 1440 }).map((minutes) => from + minutes * MINUTE_MS);
  const date = fc
    .integer({ min: -1, max: 5 })
    .map((days) => new Date(from + (days + 0.6) * 86_400_000).toISOString().slice(0, 10));
  const taken = fc.array(
    fc
      .tuple(minute, fc.integer({ min: 1, max: 300 }))
      .map(([start, length]) => ({ start, end: start + length * MINUTE_MS })),
    { maxLength: 6 },
  );
  const agenda: fc.Arbitrary<BookableAgenda> = fc.record({
    id: fc.constant(1),
    locationId: fc.constant(1),
    practitionerId: fc.constantFrom(7, undefined),
    roomId: fc.constant(undefined),
    timeZone: fc.constant(timeZone),
    granularityMinutes: fc.constantFrom(5, 7, 15, 20, 30, 60),
    onlineBookable: fc.constant(true),
    usable: fc.constant(true),
    offersTreatments: fc.constant(true),
    openingHours: fc.array(
      fc
        .tuple(
          dayOfWeek,
          hours,
          sparse(date),
          sparse(date),
          sparse(fc.constantFrom('online', 'frontdesk')),
          sparse(fc.subarray([1, 2])),
        )
        .map(
          ([day, block, validFrom, validTo, channel, treatmentIds]) =>
            ({
              dayOfWeek: day,
              ...block,
              ...(validFrom && { validFrom }),
              ...(validTo && { validTo }),
              ...(channel && { channel }),
              ...(treatmentIds && { treatmentIds }),
            }) as BookableAgenda['openingHours'][number],
        ),
      { minLength: 4, maxLength: 14 },
    ),
    exceptions: fc.array(
      fc.tuple(fc.constantFrom('closed', 'extraOpen'), date, date, sparse(hours)).map(([kind, one, other, block]) => ({
        kind,
        from: one < other ? one : other,
        to: one < other ? other : one,
        ...block,
      })) as fc.Arbitrary<BookableAgenda['exceptions'][number]>,
      { maxLength: 3 },
    ),
    rules: fc.record({ maxPerDay: fc.integer({ min: 1, max: 4 }) }, { requiredKeys: [] }),
    location: fc.record({
      holidays: fc.constant('none' as const),
      closures: fc.array(
        date.map((day) => ({ from: day, to: day })),
        { maxLength: 1 },
      ),
      openingHours: sparse(
        fc.array(
          fc.tuple(dayOfWeek, hours).map(([day, block]) => ({ dayOfWeek: day, ...block })),
          { minLength: 5, maxLength: 14 },
        ),
      ),
    }),
  });
  const minutes = (max: number) => fc.integer({ min: 0, max }).map((count) => count * 5 * MINUTE_MS);
  const plan: fc.Arbitrary<Plan> = fc.record({
    agenda,
    wanted: fc.constant({ treatmentIds: [1], channel: 'frontdesk' as const }),
    duration: minutes(18).map((duration) => duration || MINUTE_MS),
    bufferBefore: minutes(4),
    bufferAfter: minutes(4),
    requirements: fc.array(
      fc.record({ anyOfIds: fc.subarray([1, 2, 3], { minLength: 1 }), count: fc.constantFrom(1, 1, 2) }),
      { maxLength: 2 },
    ),
    earliest: fc.oneof(fc.constant(0), minute),
    latest: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), minute),
  });
  return fc.record({
    plan,
    practitioner: taken,
    rooms: fc.tuple(taken, taken, taken),
    starts: fc.array(minute, { maxLength: 5 }),
    from: fc.integer({ min: 0, max: 1440 }).map((late) => from + late * MINUTE_MS),
    to: fc.constant(from + 4 * 86_400_000),
  });
});

function busyOf({
  practitioner,
  rooms,
  starts,
}: {
  practitioner: Interval[];
  rooms: Interval[][];
  starts: number[];
}): Busy {
  return {
    practitioners: new Map([[7, merge(practitioner)]]),
    rooms: new Map(rooms.map((taken, index) => [index + 1, merge(taken)])),
    starts: new Map([[1, [...starts].sort((a, b) => a - b)]]),
  };
}

const processZone = process.env.TZ;
afterAll(() => {
  if (processZone === undefined) delete process.env.TZ;
  else process.env.TZ = processZone;
});

describe.each(['Europe/Rome', 'America/Los_Angeles', 'Pacific/Apia'])('on a server in %s', (zone) => {
  test('the free starts are those that a clock on the wall shows, minute by minute', () => {
    process.env.TZ = zone;
    expect(new Date('2026-07-01T12:00:00Z').getHours()).toBe(
      { 'Europe/Rome': 14, 'America/Los_Angeles': 5 }[zone] ?? 1,
    );
    let offered = 0;
    fc.assert(
      fc.property(scenario, ({ plan, practitioner, rooms, starts, from, to }) => {
        const taken = plan.agenda.practitionerId === undefined ? [] : practitioner;
        const fast = [...offeredSlots(plan, busyOf({ practitioner, rooms, starts }), from, to)].map(
          ({ start }) => start,
        );
        const slow = slowStarts(
          plan,
          { practitioner: taken, rooms: new Map(rooms.map((room, index) => [index + 1, room])), starts },
          from,
          to,
        );
        const shown = (instants: number[]) => instants.map((instant) => formatInstant(plan.agenda.timeZone, instant));
        expect(shown(fast)).toEqual(shown(slow));
        offered += fast.length;
      }),
      { numRuns: 150, seed: 20_261_120 },
    );
    expect(offered).toBeGreaterThan(500);
  }, 120_000);
});

test('a day is explained exactly when it has no free start', () => {
  fc.assert(
    fc.property(scenario, ({ plan, practitioner, rooms, starts, from, to }) => {
      const busy = busyOf({ practitioner, rooms, starts });
      const zone = plan.agenda.timeZone;
      const free = new Set(
        [...offeredSlots(plan, busy, from, to)].map(({ start }) => formatInstant(zone, start).slice(0, 10)),
      );
      const explained = explainDays(plan, busy, from, to).map(({ date }) => date);
      expect(explained.filter((date) => free.has(date))).toEqual([]);
      for (let instant = from; instant < to; instant += 3_600_000) {
        const date = formatInstant(zone, instant).slice(0, 10);
        expect(free.has(date) || explained.includes(date)).toBe(true);
      }
    }),
    { numRuns: 200, seed: 20_261_120 },
  );
});
