import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Practice, startPractice } from './booking.ts';
import type { Body } from './clinic.ts';
import { everyDay, startWorkshop, type Workshop } from './workshop.ts';

const NOW = '2026-10-12T07:00:00+02:00';

let workshop: Workshop;
let practice: Practice;
beforeAll(async () => {
  workshop = await startWorkshop(NOW);
});
beforeEach(async () => {
  practice = await startPractice(workshop, { openingHours: everyDay('01:00', '12:00') });
});
afterAll(() => workshop.close());

const series = (start: string, recurrence: object, fields: object = {}) =>
  workshop.post('/appointments/series', { ...practice.wish(start), recurrence, ...fields });
const starts = (items: Body[]) => items.map(({ start }) => start);
const of = (seriesId: number) => workshop.get(`/appointments?seriesId=${seriesId}&sort=start`);
const weekly = { frequency: 'weekly', count: 4 };

describe('a series', () => {
  test('keeps the time on the clock when summer time ends', async () => {
    const answer = await series('2026-10-13T09:00:00+02:00', weekly);
    expect(answer).toMatchObject({ status: 201, body: { skipped: [] } });
    expect(starts(answer.body.items)).toEqual([
      '2026-10-13T09:00:00.000+02:00',
      '2026-10-20T09:00:00.000+02:00',
      '2026-10-27T09:00:00.000+01:00',
      '2026-11-03T09:00:00.000+01:00',
    ]);
    expect((await of(answer.body.seriesId)).items).toEqual(answer.body.items);
    expect(answer.headers.get('location')).toContain(`/appointments?seriesId=${answer.body.seriesId}`);
  });

  test('of months keeps the day, and takes the last where a month is shorter', async () => {
    const answer = await series('2026-12-31T09:00:00+01:00', { frequency: 'monthly', interval: 2, count: 3 });
    expect(starts(answer.body.items).map((start) => start.slice(0, 10))).toEqual([
      '2026-12-31',
      '2027-02-28',
      '2027-04-30',
    ]);
  });

  test('is booked whole or not at all', async () => {
    await practice.booked('2026-10-27T09:15:00+01:00');
    const refused = await series('2026-10-13T09:00:00+02:00', weekly);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        error: 'slot_taken',
        details: [{ field: 'recurrence', code: 'slot_taken', message: '2026-10-27T09:00' }],
      },
    });
    expect(await practice.free('2026-10-13')).toContain('09:00');
    const some = await series('2026-10-13T09:00:00+02:00', weekly, { skipTaken: true });
    expect(some.body.items).toHaveLength(3);
    expect(some.body.skipped).toEqual([{ date: '2026-10-27T09:00', code: 'slot_taken' }]);
  });

  test('that is refused under an Idempotency-Key books nothing either', async () => {
    for (const date of ['2026-10-20', '2026-11-03'])
      await practice.booked(`${date}T09:00:00${date < '2026-10-25' ? '+02:00' : '+01:00'}`);
    const body = { ...practice.wish('2026-10-13T09:00:00+02:00'), recurrence: weekly };
    const options = { headers: { 'idempotency-key': 'series-once' } };
    const refused = await workshop.post('/appointments/series', body, options);
    expect(refused.body.details).toHaveLength(2);
    expect((await workshop.post('/appointments/series', body, options)).body).toEqual(refused.body);
    for (const date of ['2026-10-13', '2026-10-27']) expect(await practice.free(date)).toContain('09:00');
  });

  test.each([
    ['nonexistent_local_time', '2027-03-27T02:30:00+01:00', '2027-03-28T02:30'],
    ['ambiguous_local_time', '2026-10-24T02:30:00+02:00', '2026-10-25T02:30'],
  ])('onto a time that the clock has not, or has twice, is refused: %s', async (error, start, date) => {
    const daily = { frequency: 'daily', count: 3 };
    expect(await series(start, daily)).toMatchObject({ status: 422, body: { error } });
    const some = await series(start, daily, { skipTaken: true });
    expect(some).toMatchObject({ status: 201, body: { skipped: [{ date, code: error }] } });
    expect(some.body.items).toHaveLength(2);
  });

  test('that repeats once, or for ever, is refused', async () => {
    for (const count of [1, 61])
      expect(await series('2026-10-13T09:00:00+02:00', { frequency: 'daily', count })).toMatchObject({ status: 400 });
  });
});

describe('of a series', () => {
  let items: Body[];
  let seriesId: number;
  beforeEach(async () => {
    ({ items, seriesId } = (await series('2026-10-13T09:00:00+02:00', weekly)).body);
  });
  const statuses = async () => (await of(seriesId)).items.map(({ status }: Body) => status);

  test.each([
    ['this', ['booked', 'cancelled', 'booked', 'booked']],
    ['following', ['booked', 'cancelled', 'cancelled', 'cancelled']],
    ['all', ['cancelled', 'cancelled', 'cancelled', 'cancelled']],
  ])('%s can be cancelled', async (scope, expected) => {
    const answer = await practice.act(items[1]!.id, 'cancel', { reason: 'patient_request', scope });
    expect(answer).toMatchObject({ status: 200, body: { id: items[1]!.id, status: 'cancelled' } });
    const others = { this: undefined, following: [2, 3], all: [0, 2, 3] }[scope];
    expect(answer.body.seriesChange).toEqual(
      others && { changedIds: others.map((index) => items[index]!.id), unchanged: [] },
    );
    expect(await statuses()).toEqual(expected);
    expect(await practice.free('2026-10-27')).toHaveLength(expected[2] === 'cancelled' ? 22 : 21);
  });

  test('what is over is left as it is, and named', async () => {
    for (const verb of ['arrive', 'start', 'complete']) await practice.act(items[0]!.id, verb);
    const answer = await practice.act(items[1]!.id, 'cancel', { reason: 'patient_request', scope: 'all' });
    expect(await statuses()).toEqual(['completed', 'cancelled', 'cancelled', 'cancelled']);
    expect(answer.body.seriesChange).toEqual({
      changedIds: [items[2]!.id, items[3]!.id],
      unchanged: [{ id: items[0]!.id, start: items[0]!.start, status: 'completed', reason: 'status' }],
    });
  });

  describe('while some of it lies in the past', () => {
    beforeEach(() => workshop.setClock('2026-10-21T07:00:00+02:00'));
    afterEach(() => workshop.setClock(NOW));
    const past = () => [items[0]!, items[1]!].map(({ id, start }) => ({ id, start, status: 'booked', reason: 'past' }));

    test('all that is to come is cancelled', async () => {
      const answer = await practice.act(items[3]!.id, 'cancel', { reason: 'clinic_closed', scope: 'all' });
      expect(answer.body.seriesChange).toEqual({ changedIds: [items[2]!.id], unchanged: past() });
      expect(await statuses()).toEqual(['booked', 'booked', 'cancelled', 'cancelled']);
    });

    test('all that is to come moves by the clock, whichever is named', async () => {
      await practice.act(items[2]!.id, 'confirm');
      const to = { start: '2026-11-04T10:30:00+01:00', scope: 'all' };
      const answer = await practice.act(items[3]!.id, 'reschedule', to);
      expect(answer).toMatchObject({ status: 200, body: { id: items[3]!.id, start: '2026-11-04T10:30:00.000+01:00' } });
      expect(answer.body.seriesChange).toEqual({ changedIds: [items[2]!.id], unchanged: past() });
      expect(starts((await of(seriesId)).items)).toEqual([
        items[0]!.start,
        items[1]!.start,
        '2026-10-28T10:30:00.000+01:00',
        '2026-11-04T10:30:00.000+01:00',
      ]);
      expect(await statuses()).toEqual(['booked', 'booked', 'booked', 'booked']);
    });

    test('nothing moves when one of them would have to move into the past', async () => {
      const to = { start: '2026-10-27T09:00:00+01:00', scope: 'all' };
      expect(await practice.act(items[3]!.id, 'reschedule', to)).toMatchObject({ status: 422 });
      expect(starts((await of(seriesId)).items)).toEqual(starts(items));
    });
  });

  test('those that follow move along by the clock, into each other’s places too', async () => {
    const answer = await practice.act(items[1]!.id, 'reschedule', {
      start: '2026-10-27T10:30:00+01:00',
      following: true,
    });
    expect(answer).toMatchObject({ status: 200, body: { id: items[1]!.id, start: '2026-10-27T10:30:00.000+01:00' } });
    expect(starts((await of(seriesId)).items)).toEqual([
      '2026-10-13T09:00:00.000+02:00',
      '2026-10-27T10:30:00.000+01:00',
      '2026-11-03T10:30:00.000+01:00',
      '2026-11-10T10:30:00.000+01:00',
    ]);
  });

  test('all stay when one of them cannot move', async () => {
    await practice.booked('2026-11-03T10:00:00+01:00');
    const body = { start: '2026-10-20T10:00:00+02:00', following: true };
    expect(await practice.act(items[1]!.id, 'reschedule', body)).toMatchObject({ status: 409 });
    expect(starts((await of(seriesId)).items)).toEqual(starts(items));
    expect(await practice.free('2026-10-20')).not.toContain('09:00');
  });

  test('nothing follows an appointment of its own', async () => {
    const { id } = await practice.booked('2026-10-14T09:00:00+02:00');
    for (const [verb, body] of [
      ['cancel', { reason: 'error', scope: 'all' }],
      ['reschedule', { start: '2026-10-15T09:00:00+02:00', following: true }],
      ['reschedule', { start: '2026-10-15T09:00:00+02:00', scope: 'all' }],
    ] as const)
      expect(await practice.act(id, verb, body)).toMatchObject({
        status: 422,
        body: { details: [{ code: 'no_series' }] },
      });
  });
});
