import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ServerProcesses, startServerProcesses } from '../harness/server-processes.ts';
import { APPOINTMENTS, type Practice, startPractice } from './booking.ts';
import type { Body } from './clinic.ts';
import { everyDay, startWorkshop, type Workshop } from './workshop.ts';

const AT_ONCE = 50;
const HOUR_MS = 3_600_000;

/** A full hour some days ahead, on the real clock: the servers are processes of their own. */
const DAY = new Date(Date.now() + 9 * 24 * HOUR_MS).toISOString().slice(0, 10);
const hour = (hours: number) => new Date(Date.parse(`${DAY}T00:00:00Z`) + hours * HOUR_MS).toISOString();

let workshop: Workshop;
let practice: Practice;
let servers: ServerProcesses;
let client: pg.Client;

beforeAll(async () => {
  workshop = await startWorkshop(new Date().toISOString());
  servers = await startServerProcesses(workshop.platform, 2);
  client = new pg.Client({ connectionString: workshop.platform.superuserUrl });
  await client.connect();
}, 120_000);
afterAll(async () => {
  await client?.end();
  await servers?.close();
  await workshop.close();
});
beforeEach(async () => {
  practice = await startPractice(workshop, { openingHours: everyDay('00:00', '24:00') });
});

interface Request {
  method?: string;
  path?: string;
  body?: object;
}

/** Sends all at once, each second one to the other process. */
async function atOnce(requests: readonly Request[]): Promise<{ status: number; body: Body }[]> {
  return Promise.all(
    requests.map(async ({ method = 'POST', path = '', body }, index) => {
      const response = await servers.through[index % 2]!.call(method, APPOINTMENTS + path, { body });
      return { status: response.status, body: await response.json() };
    }),
  );
}

/** Exactly so many won, and each of the others was told that the slot is taken. */
function expectWinners(answers: { status: number; body: Body }[], winners: number): Body[] {
  const won = answers.filter(({ status }) => status === 200 || status === 201);
  const others = answers.filter((answer) => !won.includes(answer));
  expect(others.map(({ status, body }) => `${status} ${body.error}`)).toEqual(others.map(() => '409 slot_taken'));
  expect(won).toHaveLength(winners);
  for (const { body } of others) {
    expect(body.alternatives.length).toBeGreaterThan(0);
    expect(body.alternatives.length).toBeLessThanOrEqual(3);
  }
  return won.map(({ body }) => body);
}

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

/** Whatever happened, nobody and nothing is in two places at once. */
async function overlaps(): Promise<number> {
  const { rows } = await client.query(
    `select count(*)::int as count from appointments a join appointments b
        on a.tenant_id = b.tenant_id and a.id < b.id and a.starts_at < b.ends_at and b.starts_at < a.ends_at
       and (a.practitioner_id = b.practitioner_id or a.details -> 'resourceIds' @> any (select jsonb_array_elements(b.details -> 'resourceIds')))
     where a.status in ('held', 'pending', 'booked', 'confirmed', 'arrived') and b.status in ('held', 'pending', 'booked', 'confirmed', 'arrived')
       and a.starts_at >= now() and coalesce(a.hold_expires_at > now(), true) and coalesce(b.hold_expires_at > now(), true)`,
  );
  return rows[0].count;
}
const bookedAt = async (start: string, practitionerId: number) =>
  (
    await client.query(
      `select id from appointments where starts_at = $1 and practitioner_id = $2 and status = 'booked'`,
      [start, practitionerId],
    )
  ).rowCount;

test('50 bookings of one time over two agendas of one doctor: one wins', async () => {
  const { practitionerId } = practice;
  const openingHours = everyDay('00:00', '24:00');
  const second = await workshop.agenda({ locationId: await workshop.location(), practitionerId, openingHours });
  const bodies = times(AT_ONCE, (index) => practice.wish(hour(9), index % 3 === 0 ? { agendaId: second } : {}));
  expectWinners(await atOnce(bodies.map((body) => ({ body }))), 1);
  expect(await bookedAt(hour(9), practitionerId)).toBe(1);
  expect(await overlaps()).toBe(0);
});

test('50 bookings at times that overlap: those that win do not', async () => {
  const minute = (index: number) => new Date(Date.parse(hour(9)) + (index % 10) * 5 * 60_000).toISOString();
  const answers = await atOnce(times(AT_ONCE, (index) => ({ body: practice.wish(minute(index)) })));
  const won = answers.filter(({ status }) => status === 201).length;
  expect([1, 2]).toContain(won);
  expectWinners(answers, won);
  expect(await overlaps()).toBe(0);
});

test.each([1, 3])('50 bookings of ten doctors who share %i rooms: as many win', async (count) => {
  const locationId = await workshop.location();
  const rooms: number[] = [];
  for (let room = 0; room < count; room += 1) rooms.push(await workshop.room(locationId));
  const openingHours = everyDay('00:00', '24:00');
  const needing = { requiredResources: [{ kind: 'room' as const, anyOfIds: rooms, count: 1 }] };
  const doctors: Practice[] = [];
  for (let doctor = 0; doctor < 10; doctor += 1)
    doctors.push(await startPractice(workshop, { locationId, openingHours }, needing));
  const won = expectWinners(
    await atOnce(times(AT_ONCE, (index) => ({ body: doctors[index % 10]!.wish(hour(9)) }))),
    count,
  );
  expect(won.flatMap(({ resourceIds }) => resourceIds).sort()).toEqual([...rooms].sort());
  expect(await overlaps()).toBe(0);
});

test('50 holds of one time: one wins', async () => {
  expectWinners(await atOnce(times(AT_ONCE, () => ({ path: '/holds', body: practice.wish(hour(9)) }))), 1);
});

test('50 appointments that move to one time: one wins, the others stay', async () => {
  const half = (index: number) => new Date(Date.parse(hour(24)) + (index * HOUR_MS) / 2).toISOString();
  const before: Body[] = [];
  for (let index = 0; index < AT_ONCE; index += 1) before.push(await practice.booked(half(index)));
  const answers = await atOnce(
    before.map(({ id }, index) =>
      index % 2 === 0
        ? { path: `/${id}/reschedule`, body: { start: hour(9) } }
        : { method: 'PATCH', path: `/${id}`, body: { start: hour(9) } },
    ),
  );
  const [winner] = expectWinners(answers, 1);
  for (const { id, start } of before.filter((one) => one.id !== winner!.id))
    expect(await workshop.get(`/appointments/${id}`)).toMatchObject({ start, version: 1 });
  expect(await overlaps()).toBe(0);
}, 60_000);

test('50 cancelled appointments of one time that are reopened: one wins', async () => {
  const cancelled: Body[] = [];
  for (let index = 0; index < AT_ONCE; index += 1) {
    const { id } = await practice.booked(hour(9));
    cancelled.push(
      (await practice.act(id, index % 2 ? 'cancel' : 'no-show', index % 2 ? { reason: 'error' } : undefined)).body,
    );
  }
  expectWinners(await atOnce(cancelled.map(({ id }) => ({ path: `/${id}/reopen` }))), 1);
  expect(await bookedAt(hour(9), practice.practitionerId)).toBe(1);
}, 60_000);

test('every door at once, with a hold whose time is over: one wins', async () => {
  const held = (await workshop.post('/appointments/holds', practice.wish(hour(9)))).body;
  await client.query(
    `update appointments set hold_expires_at = now() - interval '1 minute', version = 2 where id = $1`,
    [held.id],
  );
  await client.query(`update occupancies set expires_at = now() - interval '1 minute' where appointment_id = $1`, [
    held.id,
  ]);
  const doors: Request[] = [];
  for (let index = 0; index < 10; index += 1) {
    const moving = await practice.booked(hour(30 + index));
    const reopened = await practice.booked(hour(50 + index));
    await practice.act(reopened.id, 'cancel', { reason: 'error' });
    await client.query(
      `update appointments set starts_at = $1, ends_at = $1::timestamptz + interval '30 minutes', version = version + 1 where id = $2`,
      [hour(9), reopened.id],
    );
    doors.push(
      { body: practice.wish(hour(9)) },
      { path: '/holds', body: practice.wish(hour(9)) },
      { path: `/${moving.id}/reschedule`, body: { start: hour(9) } },
      { path: `/${reopened.id}/reopen` },
    );
  }
  const answers = await atOnce([...doors, { path: `/${held.id}/confirm` }]);
  expect(answers.pop()).toMatchObject({ status: 422, body: { error: 'invalid_transition', from: 'expired' } });
  expectWinners(answers, 1);
  expect(await overlaps()).toBe(0);
}, 60_000);

test('two that want each other’s place stay where they are, and nobody waits in a circle', async () => {
  for (let round = 0; round < 10; round += 1) {
    const [one, other] = [await practice.booked(hour(60 + 2 * round)), await practice.booked(hour(61 + 2 * round))];
    const swap = await atOnce([
      { path: `/${one.id}/reschedule`, body: { start: other.start } },
      { path: `/${other.id}/reschedule`, body: { start: one.start } },
    ]);
    expect(swap.map(({ status }) => status)).toEqual([409, 409]);
  }
});

test('a day that may have three appointments gets three, however many ask at once', async () => {
  const few = await startPractice(workshop, { openingHours: everyDay('00:00', '24:00'), rules: { maxPerDay: 3 } });
  const answers = await atOnce(times(20, (index) => ({ body: few.wish(hour(2 + index)) })));
  const byDay = Map.groupBy(
    answers.filter(({ status }) => status === 201),
    ({ body }) => body.start.slice(0, 10),
  );
  for (const won of byDay.values()) expect(won.length).toBeLessThanOrEqual(3);
  expect(byDay.get(DAY)).toHaveLength(3);
  expect(answers.filter(({ status }) => status !== 201).every(({ body }) => body.details[0].code === 'day_full')).toBe(
    true,
  );
});
