import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STATUSES, TRANSITIONS } from '../../src/api/appointments/status.ts';
import { keepClinics } from '../../src/api/housekeeping/housekeeping.ts';
import { createLocalFileStore } from '../../src/platform/files/index.ts';
import { APPOINTMENTS, type Practice, startPractice } from './booking.ts';
import type { Body } from './clinic.ts';
import { everyDay, startWorkshop, type Workshop } from './workshop.ts';

const NOW = '2026-11-23T07:00:00+01:00';

let workshop: Workshop;
let practice: Practice;
let client: pg.Client;
beforeAll(async () => {
  workshop = await startWorkshop(NOW);
  practice = await startPractice(workshop, { openingHours: everyDay('00:00', '24:00') });
  client = new pg.Client({ connectionString: workshop.platform.superuserUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await workshop.close();
});

const files = createLocalFileStore('/nowhere');

let booked = 0;
/** A start that nothing else in this file has. */
const nextStart = () => {
  booked += 1;
  return new Date(Date.parse('2026-12-01T00:00:00+01:00') + booked * 3_600_000).toISOString();
};

/** The way to each status by the API's own routes. */
const WAYS: Record<string, readonly string[]> = {
  booked: [],
  confirmed: ['confirm'],
  arrived: ['arrive'],
  in_progress: ['arrive', 'start'],
  completed: ['arrive', 'start', 'complete'],
  cancelled: ['cancel'],
  no_show: ['no-show'],
};
const BODIES: Record<string, () => object> = {
  cancel: () => ({ reason: 'patient_request' }),
  reschedule: () => ({ start: nextStart() }),
};

async function appointmentIn(status: string): Promise<Body> {
  if (status === 'held') return (await workshop.post('/appointments/holds', practice.wish(nextStart()))).body;
  if (status === 'pending') return practice.booked(nextStart(), { status: 'pending' });
  if (status === 'expired') {
    const { id, start } = await appointmentIn('held');
    await expire(id);
    await practice.booked(start);
    return workshop.get(`/appointments/${id}`);
  }
  let appointment = await practice.booked(nextStart());
  for (const verb of WAYS[status]!) appointment = (await practice.act(appointment.id, verb, BODIES[verb]?.())).body;
  return appointment;
}

/** As if its time had passed. */
async function expire(id: number): Promise<void> {
  const past = `hold_expires_at = now() - interval '1 second', version = version + 1`;
  await client.query(`update appointments set ${past} where id = $1`, [id]);
  await client.query(`update occupancies set expires_at = now() - interval '1 second' where appointment_id = $1`, [id]);
}

async function occupancies(id: number): Promise<number> {
  return (await client.query('select from occupancies where appointment_id = $1', [id])).rowCount!;
}

const ACTIONS = ['confirm', 'arrive', 'start', 'complete', 'cancel', 'no-show', 'reopen', 'reschedule'] as const;
const FROM = STATUSES.filter((status) => status !== 'entered_in_error');
const FREE = ['expired', 'cancelled', 'no_show'];

/** The table of the documentation, written down again: what each status may become. */
const ALLOWED: Record<string, Record<string, string>> = {
  held: { confirm: 'booked' },
  expired: {},
  pending: { confirm: 'booked', cancel: 'cancelled', reschedule: 'pending' },
  booked: { confirm: 'confirmed', arrive: 'arrived', cancel: 'cancelled', 'no-show': 'no_show', reschedule: 'booked' },
  confirmed: { arrive: 'arrived', cancel: 'cancelled', 'no-show': 'no_show', reschedule: 'booked' },
  arrived: { start: 'in_progress', cancel: 'cancelled', reopen: 'booked' },
  in_progress: { complete: 'completed' },
  completed: { reopen: 'in_progress' },
  cancelled: { reopen: 'booked' },
  no_show: { reopen: 'booked' },
};

test('the table is that of the documentation', () => {
  for (const [action, steps] of Object.entries(TRANSITIONS))
    for (const from of FROM)
      expect([action, from, steps[from]]).toEqual([action, from, ALLOWED[from]![action.replace('_', '-')]]);
});

describe.each(FROM)('from %s', (from) => {
  test.each(ACTIONS)('%s leads where it should, or is refused', async (verb) => {
    const before = await appointmentIn(from);
    expect(before.status).toBe(from);
    expect(await occupancies(before.id)).toBe(FREE.includes(from) ? 0 : 1);
    const answer = await practice.act(before.id, verb, BODIES[verb]?.());
    const to = ALLOWED[from]![verb];
    if (to) {
      expect(answer).toMatchObject({ status: 200, body: { id: before.id, status: to, version: before.version + 1 } });
      expect(await occupancies(before.id)).toBe(FREE.includes(to) ? 0 : 1);
    } else {
      expect(answer).toMatchObject({
        status: 422,
        body: { error: 'invalid_transition', from, to: expect.any(String) },
      });
      expect(await workshop.get(`/appointments/${before.id}`)).toEqual(before);
    }
  });
});

describe('each step tells when it was', () => {
  test('and taking it back forgets it', async () => {
    const { id } = await practice.booked(nextStart());
    workshop.setClock('2026-12-01T10:00:00+01:00');
    const instant = '2026-12-01T10:00:00.000+01:00';
    expect((await practice.act(id, 'arrive')).body).toMatchObject({ arrivedAt: instant });
    expect((await practice.act(id, 'reopen')).body).not.toHaveProperty('arrivedAt');
    for (const verb of ['arrive', 'start']) await practice.act(id, verb);
    expect((await practice.act(id, 'complete')).body).toMatchObject({ startedAt: instant, completedAt: instant });
    expect((await practice.act(id, 'reopen')).body).not.toHaveProperty('completedAt');
    workshop.setClock(NOW);
  });

  test('what is completed is reopened only by who may delete', async () => {
    const { id } = await appointmentIn('completed');
    const token = await workshop.platform.token({ email: 'doctor@sandbox.test' });
    expect(await practice.act(id, 'reopen', undefined, { token })).toMatchObject({
      status: 403,
      body: { permission: 'appointments.delete' },
    });
    expect((await practice.act(id, 'reopen')).status).toBe(200);
  });
});

describe('a cancellation', () => {
  test('tells why, by whom, and whether it was late', async () => {
    const strict = await startPractice(workshop, { rules: { cancellationNoticeHours: 24 } });
    const first = await strict.booked('2026-11-24T09:00:00+01:00');
    const second = await strict.booked('2026-11-24T10:00:00+01:00');
    workshop.setClock('2026-11-23T09:00:00+01:00');
    const early = await strict.act(first.id, 'cancel', { reason: 'patient_sick', note: 'Febbre' });
    expect(early.body.cancel).toEqual({
      reason: 'patient_sick',
      note: 'Febbre',
      by: 'sandbox-manager',
      at: '2026-11-23T09:00:00.000+01:00',
      late: false,
    });
    workshop.setClock('2026-11-23T10:00:01+01:00');
    expect((await strict.act(second.id, 'cancel', { reason: 'other', note: 'x' })).body.cancel.late).toBe(true);
    workshop.setClock(NOW);
  });

  test('for another reason says which', async () => {
    const { id } = await practice.booked(nextStart());
    expect(await practice.act(id, 'cancel', { reason: 'other' })).toMatchObject({
      status: 422,
      body: { details: [{ field: 'note' }] },
    });
  });
});

describe('what gave its time up gets it back only if it is free', () => {
  test.each(['cancelled', 'no_show'])('%s', async (status) => {
    const before = await appointmentIn(status);
    const other = await practice.booked(before.start);
    const refused = await practice.act(before.id, 'reopen');
    expect(refused).toMatchObject({ status: 409, body: { error: 'slot_taken' } });
    expect((refused.body as Body).alternatives).toHaveLength(3);
    expect((await workshop.get(`/appointments/${before.id}`)).status).toBe(status);
    await practice.act(other.id, 'reschedule', { start: nextStart() });
    expect((await practice.act(before.id, 'reopen')).body).toMatchObject({ status: 'booked', start: before.start });
  });
});

describe('a hold', () => {
  test('keeps its time for others to see as taken, and is confirmed with a patient', async () => {
    const start = nextStart();
    const body = { ...practice.wish(start), patientId: undefined, ttlSeconds: 60 };
    const { body: held } = await workshop.post('/appointments/holds', body);
    expect(held.status).toBe('held');
    expect(held).not.toHaveProperty('patientId');
    const left = Date.parse(held.holdExpiresAt) - Date.now();
    expect(left).toBeGreaterThan(30_000);
    expect(left).toBeLessThanOrEqual(61_000);
    expect(await practice.book(start)).toMatchObject({ status: 409 });
    expect(await practice.act(held.id, 'confirm')).toMatchObject({
      status: 422,
      body: { details: [{ field: 'patientId' }] },
    });
    const { patientId } = practice;
    expect((await workshop.call('PATCH', `${APPOINTMENTS}/${held.id}`, { body: { patientId } })).status).toBe(200);
    const confirmed = await practice.act(held.id, 'confirm');
    expect(confirmed.body).toMatchObject({ status: 'booked', patientId });
    expect(confirmed.body).not.toHaveProperty('holdExpiresAt');
    expect(await practice.book(start)).toMatchObject({ status: 409 });
  });

  test('whose time is over blocks nothing, is offered again, and cannot be confirmed', async () => {
    const { id, start } = await appointmentIn('held');
    const offered = async () => {
      const query = `treatmentId=${practice.treatmentId}&from=${encodeURIComponent(start)}&to=${new Date(Date.parse(start) + 1000).toISOString()}`;
      return (await workshop.get(`/availabilities?${query}`)).items.length;
    };
    expect(await offered()).toBe(0);
    await expire(id);
    expect(await offered()).toBe(1);
    expect(await practice.act(id, 'confirm')).toMatchObject({ status: 422, body: { from: 'expired', to: 'booked' } });
    const winner = await practice.booked(start);
    expect(await workshop.get(`/appointments/${id}`)).toMatchObject({ status: 'expired' });
    expect(await workshop.get(`/appointments/${winner.id}`)).toMatchObject({ status: 'booked' });
  });

  test('ends when its time is over, although nobody wanted it, and leaves what somebody works on', async () => {
    const [over, busy, living] = [
      await appointmentIn('held'),
      await appointmentIn('held'),
      await appointmentIn('held'),
    ];
    await expire(over.id);
    await expire(busy.id);
    const keep = () => keepClinics({ ...workshop.platform, files, auditRetentionDays: 730 });
    await client.query('begin');
    await client.query('select from appointments where id = $1 for update', [busy.id]);
    expect(await keep()).toBe(1);
    await client.query('rollback');
    expect(await workshop.get(`/appointments/${over.id}`)).toMatchObject({
      status: 'expired',
      version: over.version + 2,
    });
    expect(await occupancies(over.id)).toBe(0);
    expect(await keep()).toBe(1);
    expect(await workshop.get(`/appointments/${busy.id}`)).toMatchObject({ status: 'expired' });
    expect(await workshop.get(`/appointments/${living.id}`)).toMatchObject({ status: 'held' });
  });

  test('lasts five minutes unless told otherwise, and is released by deleting it', async () => {
    const { id, start, holdExpiresAt } = await appointmentIn('held');
    expect((Date.parse(holdExpiresAt) - Date.now()) / 1000).toBeGreaterThan(270);
    expect((Date.parse(holdExpiresAt) - Date.now()) / 1000).toBeLessThanOrEqual(301);
    expect((await workshop.call('DELETE', `${APPOINTMENTS}/${id}`)).status).toBe(204);
    expect(await practice.book(start)).toMatchObject({ status: 201 });
  });
});

describe('to reschedule', () => {
  test('keeps the id, the length and the price, and needs a new confirmation', async () => {
    const own = await startPractice(workshop);
    const before = await own.booked('2026-11-24T09:00:00+01:00', { end: '2026-11-24T10:15:00+01:00' });
    await own.act(before.id, 'confirm');
    const moved = await own.act(before.id, 'reschedule', { start: '2026-11-25T09:30:00+01:00' });
    expect(moved.body).toMatchObject({
      id: before.id,
      status: 'booked',
      start: '2026-11-25T09:30:00.000+01:00',
      end: '2026-11-25T10:45:00.000+01:00',
      treatments: before.treatments,
    });
    expect(await own.free('2026-11-24')).toHaveLength(6);
    const overlapping = await own.act(before.id, 'reschedule', { start: '2026-11-25T10:00:00+01:00' });
    expect(overlapping.status).toBe(200);
  });

  test('into another’s time or outside the hours is refused, and it stays', async () => {
    const own = await startPractice(workshop);
    await own.booked('2026-11-24T10:00:00+01:00');
    const before = await own.booked('2026-11-24T09:00:00+01:00');
    expect(await own.act(before.id, 'reschedule', { start: '2026-11-24T09:45:00+01:00' })).toMatchObject({
      status: 409,
    });
    expect(await own.act(before.id, 'reschedule', { start: '2026-11-24T12:00:00+01:00' })).toMatchObject({
      status: 422,
    });
    expect(await workshop.get(`/appointments/${before.id}`)).toEqual(before);
    expect(await own.book('2026-11-24T09:00:00+01:00')).toMatchObject({ status: 409 });
  });

  test('moves to another agenda, with the doctor of that one', async () => {
    const own = await startPractice(workshop);
    const practitionerId = await workshop.practitioner();
    const { locationId, treatmentId } = own;
    await client.query(
      'insert into treatment_practitioners (tenant_id, treatment_id, practitioner_id, duration_minutes) values ($1, $2, $3, 60)',
      ['sandbox-clinic', treatmentId, practitionerId],
    );
    const agendaId = await workshop.agenda({ locationId, practitionerId });
    const { id } = await own.booked('2026-11-24T09:00:00+01:00');
    const moved = await own.act(id, 'reschedule', { start: '2026-11-24T09:00:00+01:00', agendaId });
    expect(moved.body).toMatchObject({ agendaId, practitionerId, end: '2026-11-24T10:00:00.000+01:00' });
  });
});
