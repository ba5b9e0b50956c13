import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Practice, startPractice } from '../calendar/booking.ts';
import { type Body, CLINIC } from '../calendar/clinic.ts';
import { everyDay, startWorkshop, type Workshop } from '../calendar/workshop.ts';

const NOW = '2026-11-23T07:00:00+01:00';

let workshop: Workshop;
let practice: Practice;
beforeAll(async () => {
  workshop = await startWorkshop(NOW);
  practice = await startPractice(workshop, { openingHours: everyDay('00:00', '24:00') });
});
afterAll(() => workshop.close());

let starts = 0;
const nextStart = () => {
  starts += 1;
  return new Date(Date.parse('2026-12-01T00:00:00+01:00') + starts * 3_600_000).toISOString();
};
const open = async (patientId = practice.patientId): Promise<number> => {
  const body = { patientId, title: 'Cure', start: '2026-11-01', status: 'active' };
  return (await workshop.post('/episodes', body)).body.id;
};
const episode = (id: number): Promise<Body> => workshop.get(`/episodes/${id}`);
const change = (id: number, body: object) => workshop.call('PATCH', `${CLINIC}/appointments/${id}`, { body });
const refusal = (code: string) => ({
  status: 422,
  body: { error: 'validation_failed', details: [{ code, field: 'episodeId' }] },
});

describe('an appointment', () => {
  test('is part of an episode of its patient, and is listed with it', async () => {
    const episodeId = await open();
    const first = await practice.booked(nextStart(), { episodeId });
    await practice.booked(nextStart());
    const second = await practice.booked(nextStart());
    expect((await change(second.id, { episodeId })).body.episodeId).toBe(episodeId);
    for (const path of [`/episodes/${episodeId}/appointments?`, `/appointments?episodeId=${episodeId}&`])
      expect((await workshop.get(`${path}limit=50`)).items.map(({ id }: Body) => id)).toEqual([first.id, second.id]);
    expect((await change(second.id, { episodeId: null })).body.episodeId).toBeUndefined();
    expect((await workshop.get(`/episodes/${episodeId}/appointments`)).items).toHaveLength(1);
  });

  test('keeps its episode when it moves, and loses it only when told so', async () => {
    const episodeId = await open();
    const { id } = await practice.booked(nextStart(), { episodeId });
    expect((await practice.act(id, 'reschedule', { start: nextStart() })).body.episodeId).toBe(episodeId);
    expect((await change(id, { start: nextStart() })).body.episodeId).toBe(episodeId);
    const { episodeId: _, end: __, ...without } = await workshop.get(`/appointments/${id}`);
    const put = await workshop.call('PUT', `${CLINIC}/appointments/${id}`, {
      body: { ...without, start: nextStart() },
    });
    expect({ status: put.status, episodeId: put.body.episodeId }).toEqual({ status: 200, episodeId: undefined });
  });

  test('cannot be part of what does not exist, is closed, or is of somebody else', async () => {
    const closed = await open();
    await workshop.post(`/episodes/${closed}/finish`, {});
    const others = await open(await workshop.patient());
    const { id } = await practice.booked(nextStart());
    for (const [episodeId, code] of [
      [9_999_999, 'not_found'],
      [closed, 'closed'],
      [others, 'of_another_patient'],
    ] as const) {
      expect(await practice.book(nextStart(), { episodeId })).toMatchObject(refusal(code));
      expect(await change(id, { episodeId })).toMatchObject(refusal(code));
      expect(await change(id, { episodeId, start: nextStart() })).toMatchObject(refusal(code));
    }
    const held = practice.wish(nextStart(), { episodeId: await open() }) as Record<string, unknown>;
    delete held.patientId;
    expect(await workshop.post('/appointments/holds', held)).toMatchObject(refusal('of_another_patient'));
    const recurrence = { frequency: 'daily', count: 2 };
    const series = practice.wish(nextStart(), { episodeId: closed, recurrence });
    expect(await workshop.post('/appointments/series', series)).toMatchObject(refusal('closed'));
  });

  test('does not follow another patient', async () => {
    const { id } = await practice.booked(nextStart(), { episodeId: await open() });
    expect(await change(id, { patientId: await workshop.patient() })).toMatchObject(refusal('of_another_patient'));
  });

  test('stays what it was after its episode is finished', async () => {
    const episodeId = await open();
    const { id } = await practice.booked(nextStart(), { episodeId });
    await workshop.post(`/episodes/${episodeId}/finish`, { force: true });
    expect(await change(id, { notes: 'later' })).toMatchObject({ status: 200, body: { episodeId } });
  });
});

describe('used sessions', () => {
  test('are the appointments that are completed, and count as a change of the episode', async () => {
    const episodeId = await open();
    const { id } = await practice.booked(nextStart(), { episodeId });
    const state = async () => {
      const { usedSessions, version } = await episode(episodeId);
      return { usedSessions, version };
    };
    expect(await state()).toEqual({ usedSessions: 0, version: 1 });
    for (const verb of ['arrive', 'start']) await practice.act(id, verb);
    expect(await state()).toEqual({ usedSessions: 0, version: 1 });
    await practice.act(id, 'complete');
    expect(await state()).toEqual({ usedSessions: 1, version: 2 });
    await practice.act(id, 'reopen');
    expect(await state()).toEqual({ usedSessions: 0, version: 3 });
    await practice.act(id, 'complete');
    expect(await state()).toEqual({ usedSessions: 1, version: 4 });
    const other = await open();
    await change(id, { episodeId: other });
    expect(await state()).toEqual({ usedSessions: 0, version: 5 });
    expect((await episode(other)).usedSessions).toBe(1);
  });

  test('cannot be written', async () => {
    const id = await open();
    const body = { usedSessions: 5 };
    expect((await workshop.call('PATCH', `${CLINIC}/episodes/${id}`, { body })).body.usedSessions).toBe(0);
  });

  test('are right after many are completed at once', async () => {
    const episodeId = await open();
    const ids: number[] = [];
    for (let at = 0; at < 8; at += 1) ids.push((await practice.booked(nextStart(), { episodeId })).id);
    for (const id of ids) for (const verb of ['arrive', 'start']) await practice.act(id, verb);
    const answers = await Promise.all(ids.map((id) => practice.act(id, 'complete')));
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
    expect(await episode(episodeId)).toMatchObject({ usedSessions: 8, version: 9 });
  });
});

test('of a booking and the end of its episode at once, either the one is refused or the other', async () => {
  for (let round = 0; round < 8; round += 1) {
    const episodeId = await open();
    const [booking, ending] = await Promise.all([
      practice.book(nextStart(), { episodeId }),
      workshop.post(`/episodes/${episodeId}/finish`, {}),
    ]);
    expect([
      [201, 422],
      [422, 200],
    ]).toContainEqual([booking.status, ending.status]);
  }
});

test('an episode is not finished while somebody books for it', async () => {
  const episodeId = await open();
  const connectionString = workshop.platform.superuserUrl;
  const [client, watcher] = [new pg.Client({ connectionString }), new pg.Client({ connectionString })];
  await Promise.all([client.connect(), watcher.connect()]);
  // The booking stops where it refers to the agenda, having looked at the episode already.
  await client.query('begin');
  await client.query(`select from agendas where tenant_id = 'sandbox-clinic' and id = $1 for update`, [
    practice.agendaId,
  ]);
  const waiting = async (count: number) => {
    const sql = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    for (let tries = 0; (await watcher.query(sql)).rowCount !== count && tries < 400; tries += 1);
  };
  const booking = practice.book(nextStart(), { episodeId });
  await waiting(1);
  const ending = workshop.post(`/episodes/${episodeId}/finish`, {});
  await waiting(2);
  await client.query('rollback');
  await Promise.all([client.end(), watcher.end()]);
  expect([(await booking).status, (await ending).status]).toEqual([201, 422]);
});

test('the appointments of an episode are shown to whoever may read appointments, and to nobody else', async () => {
  const episodeId = await open();
  const path = `${CLINIC}/episodes/${episodeId}/appointments`;
  const token = await workshop.platform.token({ scope: 'giponext.episodes' });
  expect(await workshop.call('GET', path, { token })).toMatchObject({
    status: 403,
    body: { error: 'insufficient_scope', scope: 'giponext.agenda' },
  });
  const agenda = await workshop.platform.token({ scope: 'giponext.agenda' });
  expect((await workshop.call('GET', path, { token: agenda })).status).toBe(200);
  expect((await workshop.call('GET', `${CLINIC}/episodes/9999999/appointments`, { token: agenda })).status).toBe(404);
});
