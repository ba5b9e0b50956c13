import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { settle } from '../polling/poller.ts';
import { APPOINTMENTS, type Practice, startPractice } from './booking.ts';
import type { Body } from './clinic.ts';
import { startWorkshop, type Workshop } from './workshop.ts';

const NOW = '2026-11-23T07:00:00+01:00';
const at = (clock: string, day = '2026-11-24') => `${day}T${clock}:00.000+01:00`;

let workshop: Workshop;
let practice: Practice;
beforeAll(async () => {
  workshop = await startWorkshop(NOW);
});
beforeEach(async () => {
  workshop.setClock(NOW);
  practice = await startPractice(workshop);
});
afterAll(() => workshop.close());

const read = (id: number) => workshop.get(`/appointments/${id}`);

describe('the list', () => {
  test('is filtered by time, people, place and status, and sorted', async () => {
    const { agendaId, practitionerId, patientId } = practice;
    const late = await practice.booked(at('11:00'));
    const early = await practice.booked(at('09:00'));
    const next = await practice.booked(at('09:00', '2026-11-25'));
    await practice.act(next.id, 'cancel', { reason: 'patient_request' });
    const ids = async (query: string) =>
      (await workshop.get(`/appointments?agendaId=${agendaId}&${query}`)).items.map(({ id }: Body) => id);
    expect(await ids('')).toEqual([late.id, early.id, next.id]);
    expect(await ids('sort=start')).toEqual([early.id, late.id, next.id]);
    expect(await ids('sort=-start')).toEqual([next.id, late.id, early.id]);
    expect(await ids('sort=-id&limit=1&offset=1')).toEqual([early.id]);
    expect(await ids('from=2026-11-24&to=2026-11-24')).toEqual([late.id, early.id]);
    const window = `from=${encodeURIComponent(at('09:30'))}&to=${encodeURIComponent(at('11:00'))}`;
    expect(await ids(window)).toEqual([]);
    expect(await ids('status=cancelled')).toEqual([next.id]);
    expect(await ids('status=cancelled,booked&sort=start')).toEqual([early.id, late.id, next.id]);
    expect(await ids(`patientId=${patientId}&practitionerId=${practitionerId}`)).toHaveLength(3);
    expect(await ids('patientId=1')).toEqual([]);
    const answer = await workshop.call('GET', `${APPOINTMENTS}?status=booked,lost`);
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_parameter', details: [{ field: 'status' }] } });
  });

  test('is 304 until something changes, and then tells what', async () => {
    await settle(workshop.platform);
    const first = await workshop.call('GET', APPOINTMENTS);
    const headers = { 'if-none-match': first.headers.get('etag')! };
    expect((await workshop.call('GET', APPOINTMENTS, { headers })).status).toBe(304);
    const { id, updatedAt } = await practice.booked(at('09:00'));
    expect((await workshop.call('GET', APPOINTMENTS, { headers })).status).toBe(200);
    const since = await workshop.get(`/appointments?updatedSince=${encodeURIComponent(updatedAt)}`);
    expect(since.items.map((item: Body) => item.id)).toEqual([id]);
  });
});

describe('a change', () => {
  test('of notes leaves the time as it is; what was read can be sent back', async () => {
    const before = await practice.booked(at('09:00'), { notes: 'Prima' });
    const put = await workshop.call('PUT', `${APPOINTMENTS}/${before.id}`, { body: before });
    expect(put).toMatchObject({ status: 200, body: { ...before, version: 2, updatedAt: expect.any(String) } });
    const patched = await workshop.call('PATCH', `${APPOINTMENTS}/${before.id}`, { body: { notes: null } });
    expect(patched.body).not.toHaveProperty('notes');
    expect(patched.body).toMatchObject({ version: 3, start: before.start });
  });

  test('of the time moves it, past itself', async () => {
    const { id } = await practice.booked(at('09:00'));
    const moved = await workshop.call('PATCH', `${APPOINTMENTS}/${id}`, { body: { start: at('09:15') } });
    expect(moved).toMatchObject({ status: 200, body: { start: at('09:15'), end: at('09:45') } });
    expect(await practice.free('2026-11-24')).toEqual(['10:00', '10:30', '11:00', '11:30']);
  });

  test('of the start keeps the length, of the treatments does not', async () => {
    const { id } = await practice.booked(at('09:00'), { end: at('10:10') });
    const patch = async (body: object) => (await workshop.call('PATCH', `${APPOINTMENTS}/${id}`, { body })).body;
    expect(await patch({ start: at('09:30') })).toMatchObject({ start: at('09:30'), end: at('10:40') });
    expect(await patch({ start: at('09:40'), end: at('09:50') })).toMatchObject({ end: at('09:50') });
    const treatmentId = await workshop.treatment({
      durationMinutes: 45,
      eligiblePractitioners: [{ id: practice.practitionerId }],
    });
    expect(await patch({ treatments: [{ treatmentId }] })).toMatchObject({ start: at('09:40'), end: at('10:25') });
    expect(await patch({ start: 'tomorrow' })).toMatchObject({
      error: 'invalid_request',
      details: [{ field: 'start' }],
    });
  });

  test('into another’s time is refused, and nothing changes', async () => {
    await practice.booked(at('10:00'));
    const before = await practice.booked(at('09:00'));
    for (const [method, body] of [
      ['PATCH', { start: at('10:00') }],
      ['PUT', { ...before, start: at('10:00'), end: at('10:30') }],
    ] as const) {
      const answer = await workshop.call(method, `${APPOINTMENTS}/${before.id}`, { body });
      expect(answer).toMatchObject({ status: 409, body: { error: 'slot_taken' } });
    }
    expect(await read(before.id)).toEqual(before);
    expect(await practice.free('2026-11-24')).not.toContain('09:00');
  });

  test('of a price changes nothing else, and what is not named keeps its own', async () => {
    const { treatmentId } = practice;
    const { id } = await practice.booked(at('09:00'), { treatments: [{ treatmentId, price: 70 }] });
    await practice.act(id, 'confirm');
    workshop.setClock('2026-11-30T07:00:00+01:00');
    const patch = (treatments: object[]) => workshop.call('PATCH', `${APPOINTMENTS}/${id}`, { body: { treatments } });
    expect((await patch([{ treatmentId, price: 60.5 }])).body).toMatchObject({
      status: 'confirmed',
      start: at('09:00'),
      treatments: [{ treatmentId, price: 60.5, patientShare: 60.5, payerShare: 0 }],
    });
    expect((await patch([{ treatmentId }])).body.treatments).toMatchObject([{ price: 60.5 }]);
    expect(await patch([{ treatmentId, price: 60.555 }])).toMatchObject({ status: 400 });
  });

  test('of the status is refused: actions change it', async () => {
    const { id } = await practice.booked(at('09:00'));
    const answer = await workshop.call('PATCH', `${APPOINTMENTS}/${id}`, { body: { status: 'cancelled' } });
    expect(answer).toMatchObject({ status: 422, body: { details: [{ field: 'status', code: 'not_by_action' }] } });
  });

  test('based on another version is refused', async () => {
    const { id } = await practice.booked(at('09:00'));
    const headers = { 'if-match': '"7"' };
    const path = `${APPOINTMENTS}/${id}`;
    for (const answer of [
      await workshop.call('PATCH', path, { body: {}, headers }),
      await workshop.call('PATCH', path, { body: { version: 7 } }),
      await workshop.call('DELETE', path, { headers }),
      await practice.act(id, 'confirm', undefined, { headers }),
      await practice.act(id, 'cancel', { reason: 'error' }, { headers }),
      await practice.act(id, 'reschedule', { start: at('10:00') }, { headers }),
    ])
      expect(answer).toMatchObject({ status: 409, body: { error: 'version_conflict', currentVersion: 1 } });
  });

  test('of an appointment that is over is refused, but for its notes', async () => {
    const { id } = await practice.booked(at('09:00'));
    for (const verb of ['arrive', 'start', 'complete']) await practice.act(id, verb);
    const patch = (body: object) => workshop.call('PATCH', `${APPOINTMENTS}/${id}`, { body });
    expect(await patch({ start: at('10:00') })).toMatchObject({
      status: 422,
      body: { error: 'invalid_transition', from: 'completed' },
    });
    expect(await patch({ patientId: await workshop.patient() })).toMatchObject({
      status: 422,
      body: { details: [{ field: 'patientId' }] },
    });
    expect(await patch({ notes: 'Dopo' })).toMatchObject({ status: 200, body: { notes: 'Dopo', status: 'completed' } });
  });
});

describe('delete', () => {
  test('takes it out of sight and frees its time', async () => {
    const { id, updatedAt } = await practice.booked(at('09:00'));
    expect((await workshop.call('DELETE', `${APPOINTMENTS}/${id}`)).status).toBe(204);
    expect((await workshop.call('GET', `${APPOINTMENTS}/${id}`)).status).toBe(404);
    for (const verb of ['confirm', 'reopen', 'arrive']) expect((await practice.act(id, verb)).status).toBe(404);
    const list = await workshop.get(`/appointments?updatedSince=${encodeURIComponent(updatedAt)}`);
    expect(list.items.map((item: Body) => item.id)).not.toContain(id);
    expect(await practice.free('2026-11-24')).toContain('09:00');
  });

  test('is refused once the patient has arrived, and to who may only write', async () => {
    const { id } = await practice.booked(at('09:00'));
    await practice.act(id, 'arrive');
    expect(await workshop.call('DELETE', `${APPOINTMENTS}/${id}`)).toMatchObject({
      status: 422,
      body: { error: 'invalid_transition', from: 'arrived', to: 'entered_in_error' },
    });
    const token = await workshop.platform.token({ email: 'doctor@sandbox.test' });
    expect((await workshop.call('DELETE', `${APPOINTMENTS}/${id}`, { token })).status).toBe(403);
  });
});

describe('beside it', () => {
  test('a patient with appointments is not deleted', async () => {
    await practice.booked(at('09:00'));
    const answer = await workshop.call('DELETE', `/v2/tenants/sandbox-clinic/patients/${practice.patientId}`);
    expect(answer).toMatchObject({ status: 422, body: { error: 'validation_failed' } });
  });

  test('the history tells every change, by whom', async () => {
    const { id } = await practice.booked(at('09:00'));
    await practice.act(id, 'confirm');
    await practice.act(id, 'reschedule', { start: at('11:00') });
    const { items } = await workshop.get(`/appointments/${id}/history`);
    expect(items).toMatchObject([
      { version: 1, action: 'appointments.create', status: 'booked', start: at('09:00'), userId: 'sandbox-manager' },
      { version: 2, action: 'appointments.confirm', status: 'confirmed' },
      { version: 3, action: 'appointments.reschedule', status: 'booked', start: at('11:00'), clientId: 'sandbox-web' },
    ]);
  });

  test('the calendar file has the time and the place, and not the patient', async () => {
    const { id } = await practice.booked(at('09:00'), { notes: 'Segreto', patientInstructions: 'Venire a digiuno.' });
    await practice.act(id, 'confirm');
    const path = `${APPOINTMENTS}/${id}/calendar.ics`;
    const answer = await workshop.call('GET', path);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const lines = answer.text.replaceAll('\r\n ', '').split('\r\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'BEGIN:VCALENDAR',
        `UID:appointment-${id}@sandbox-clinic.corsia`,
        'SEQUENCE:1',
        'DTSTART:20261124T080000Z',
        'DTEND:20261124T083000Z',
        'STATUS:CONFIRMED',
        'DESCRIPTION:Venire a digiuno.',
      ]),
    );
    expect(answer.text).toContain('Poliambulatorio Corsia');
    expect(answer.text).not.toMatch(/Segreto|Anna/);
    const headers = { 'if-none-match': answer.headers.get('etag')! };
    expect((await workshop.call('GET', path, { headers })).status).toBe(304);
    await practice.act(id, 'cancel', { reason: 'error' });
    expect((await workshop.call('GET', path, { headers })).text).toContain('STATUS:CANCELLED');
  });

  test('a booking with an Idempotency-Key is made once', async () => {
    const options = { headers: { 'idempotency-key': 'book-once' } };
    const first = await practice.book(at('09:00'), {}, options);
    const again = await practice.book(at('09:00'), {}, options);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = { headers: { 'idempotency-key': 'book-other' } };
    const refused = await practice.book(at('09:00'), {}, other);
    expect(refused).toMatchObject({ status: 409, body: { error: 'slot_taken' } });
    expect((refused.body as Body).alternatives).toHaveLength(3);
    expect((await practice.book(at('09:00'), {}, other)).body).toEqual(refused.body);
    expect(await practice.booked(at('09:30'))).toMatchObject({ status: 'booked' });
  });
});
