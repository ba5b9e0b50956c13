import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STATUSES } from '../../src/api/episodes/episode-status.ts';
import { type Practice, startPractice } from '../calendar/booking.ts';
import { type Body, CLINIC } from '../calendar/clinic.ts';
import { everyDay, startWorkshop, type Workshop } from '../calendar/workshop.ts';

const NOW = '2026-11-23T07:00:00+01:00';
const EPISODES = `${CLINIC}/episodes`;

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

const input = (fields: object = {}) => ({
  patientId: practice.patientId,
  title: 'Physiotherapy',
  start: '2026-11-01',
  ...fields,
});
const create = async (fields: object = {}): Promise<Body> => {
  const answer = await workshop.post('/episodes', input(fields));
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body;
};
const act = (id: number, verb: string, body?: object, headers: Record<string, string> = {}) =>
  workshop.post(`/episodes/${id}/${verb}`, body ?? (verb === 'finish' || verb === 'cancel' ? {} : undefined), {
    headers,
  });
const read = (id: number): Promise<Body> => workshop.get(`/episodes/${id}`);
const refusal = (code: string, field?: string) => ({
  status: 422,
  body: { error: 'validation_failed', details: [{ code, ...(field && { field }) }] },
});

describe('an episode', () => {
  const full = () => ({
    ...input({ status: 'active' }),
    responsiblePractitionerId: practice.practitionerId,
    diagnoses: [{ system: 'ICD-10', code: 'M17.1', text: 'Gonartrosi', role: 'principal' }],
    referral: {
      number: '120A04123456789',
      date: '2026-10-20',
      prescriber: 'Dr. X',
      priority: 'deferrable',
      question: '?',
    },
    payerCode: 'ACME',
    authorisedSessions: 10,
    notes: 'n',
    externalIds: [{ system: 'his', value: 'E-1' }],
  });

  test('is answered as it was written, and read the same', async () => {
    const answer = await workshop.call('POST', EPISODES, { body: full() });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ ...full(), version: 1, usedSessions: 0 });
    expect(answer.body.statusHistory).toEqual([
      { status: 'active', at: expect.stringMatching(/[+-]\d\d:\d\d$/), by: 'sandbox-manager' },
    ]);
    expect(answer.headers.get('location')).toBe(`${EPISODES}/${answer.body.id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(await read(answer.body.id)).toEqual(answer.body);
  });

  test('begins as planned, and not with a status that only actions give', async () => {
    expect((await create()).status).toBe('planned');
    expect((await create({ status: 'waitlist' })).status).toBe('waitlist');
    for (const status of ['on_hold', 'finished', 'cancelled'])
      expect(await workshop.post('/episodes', input({ status }))).toMatchObject(refusal('not_initial', 'status'));
  });

  test('what was read can be sent back, and changes nothing but the version', async () => {
    const { body: before } = await workshop.call('POST', EPISODES, { body: full() });
    const answer = await workshop.call('PUT', `${EPISODES}/${before.id}`, { body: before });
    const { version, updatedAt: _, ...rest } = answer.body;
    const { version: __, updatedAt: ___, ...same } = before;
    expect({ status: answer.status, version, rest }).toEqual({ status: 200, version: 2, rest: same });
    const stale = await workshop.call('PUT', `${EPISODES}/${before.id}`, { body: before });
    expect(stale).toMatchObject({ status: 409, body: { error: 'version_conflict', currentVersion: 2 } });
  });

  test('PUT removes what is left out, PATCH what is null', async () => {
    const { body: before } = await workshop.call('POST', EPISODES, { body: full() });
    const patched = await workshop.call('PATCH', `${EPISODES}/${before.id}`, { body: { referral: null, notes: 'm' } });
    expect(patched.body.referral).toBeUndefined();
    expect(patched.body).toMatchObject({ notes: 'm', payerCode: 'ACME' });
    const put = await workshop.call('PUT', `${EPISODES}/${before.id}`, { body: input() });
    expect(put.body).toMatchObject({ diagnoses: [], externalIds: [], status: 'active' });
    for (const name of ['notes', 'payerCode', 'authorisedSessions', 'responsiblePractitionerId'])
      expect(put.body[name]).toBeUndefined();
  });

  test.each([
    ['a patient who does not exist', { patientId: 9_999_999 }, 'not_found', 'patientId'],
    [
      'a practitioner who does not exist',
      { responsiblePractitionerId: 9_999_999 },
      'not_found',
      'responsiblePractitionerId',
    ],
    ['a beginning long ago', { start: '1899-12-31' }, 'out_of_range', 'start'],
    ['an end while it is open', { end: '2026-11-02' }, 'still_open', 'end'],
  ])('with %s is refused', async (_name, fields, code, field) => {
    expect(await workshop.post('/episodes', input(fields))).toMatchObject(refusal(code, field));
  });

  test("another clinic's patient and practitioner do not exist", async () => {
    const token = await workshop.platform.token({ email: 'manager@other.test' });
    const theirs = await workshop.call('GET', '/v2/tenants/other-clinic/patients?limit=1', { token });
    const patientId = theirs.body.items[0].id;
    expect(await workshop.post('/episodes', input({ patientId }))).toMatchObject(refusal('not_found', 'patientId'));
  });

  test('stays with its patient, and changes its status by actions alone', async () => {
    const { id } = await create();
    const patch = (body: object) => workshop.call('PATCH', `${EPISODES}/${id}`, { body });
    const other = await workshop.patient();
    expect(await patch({ patientId: other })).toMatchObject(refusal('not_changeable', 'patientId'));
    expect(await patch({ status: 'active' })).toMatchObject(refusal('not_by_action', 'status'));
  });

  test('is deleted while nothing belongs to it', async () => {
    const { id } = await create({ status: 'active' });
    const { id: appointmentId } = await practice.booked(nextStart(), { episodeId: id });
    const remove = () => workshop.call('DELETE', `${EPISODES}/${id}`);
    expect(await remove()).toMatchObject(refusal('in_use'));
    const gone = await workshop.call('DELETE', `${CLINIC}/appointments/${appointmentId}`);
    expect(gone.status).toBe(204);
    expect((await workshop.call('DELETE', `${EPISODES}/${id}`, { headers: { 'if-match': '"9"' } })).status).toBe(409);
    expect((await remove()).status).toBe(204);
    expect((await workshop.call('GET', `${EPISODES}/${id}`)).status).toBe(404);
  });
});

describe('lists', () => {
  test('are filtered by patient, practitioner and status, and sorted by start', async () => {
    const patientId = await workshop.patient();
    const first = await create({ patientId, start: '2026-03-01', status: 'active' });
    const second = await create({ patientId, start: '2026-01-01', responsiblePractitionerId: practice.practitionerId });
    const ids = async (query: string) =>
      (await workshop.get(`/episodes?patientId=${patientId}${query}`)).items.map(({ id }: Body) => id);
    expect(await ids('')).toEqual([first.id, second.id]);
    expect(await ids('&sort=start')).toEqual([second.id, first.id]);
    expect(await ids('&sort=-id')).toEqual([second.id, first.id]);
    expect(await ids('&status=active,on_hold')).toEqual([first.id]);
    expect(await ids(`&practitionerId=${practice.practitionerId}`)).toEqual([second.id]);
    expect(await ids(`&updatedSince=${encodeURIComponent(second.updatedAt)}`)).toEqual([second.id]);
    await workshop.call('PATCH', `${EPISODES}/${first.id}`, { body: { notes: 'n' } });
    expect(await ids('&sort=-updatedAt')).toEqual([first.id, second.id]);
    const unknown = await workshop.call('GET', `${EPISODES}?status=nonsense`);
    expect(unknown).toMatchObject({ status: 400, body: { error: 'invalid_parameter' } });
  });
});

describe('the status', () => {
  /** The table of the documentation, written down again. */
  const ALLOWED: Record<string, Record<string, string>> = {
    planned: { activate: 'active', cancel: 'cancelled' },
    waitlist: { activate: 'active', cancel: 'cancelled' },
    active: { hold: 'on_hold', finish: 'finished', cancel: 'cancelled' },
    on_hold: { activate: 'active', finish: 'finished', cancel: 'cancelled' },
    finished: { activate: 'active' },
    cancelled: {},
  };
  const AIM: Record<string, string> = { activate: 'active', hold: 'on_hold', finish: 'finished', cancel: 'cancelled' };
  const inStatus = async (status: string): Promise<Body> => {
    if (status === 'planned' || status === 'waitlist' || status === 'active') return create({ status });
    const { id } = await create({ status: 'active' });
    const verb = { on_hold: 'hold', finished: 'finish', cancelled: 'cancel' }[status]!;
    return (await act(id, verb)).body;
  };

  describe.each(STATUSES)('%s', (from) => {
    test.each(Object.keys(AIM))('by %s', async (verb) => {
      const before = await inStatus(from);
      const answer = await act(before.id, verb);
      const to = ALLOWED[from]![verb];
      if (to === undefined) {
        expect(answer).toMatchObject({ status: 422, body: { error: 'invalid_transition', from, to: AIM[verb] } });
        expect(await read(before.id)).toEqual(before);
        return;
      }
      expect(answer).toMatchObject({ status: 200, body: { status: to, version: before.version + 1 } });
      expect(answer.body.statusHistory).toEqual([
        ...before.statusHistory,
        { status: to, at: expect.any(String), by: 'sandbox-manager' },
      ]);
    });
  });

  test('takes its reason into the history, where it stays', async () => {
    const { id } = await create({ status: 'active' });
    await act(id, 'finish', { reason: 'Healed', end: '2026-11-20' });
    const again = (await act(id, 'activate')).body;
    expect(again.end).toBeUndefined();
    expect(again.statusHistory.map(({ status, reason }: Body) => [status, reason])).toEqual([
      ['active', undefined],
      ['finished', 'Healed'],
      ['active', undefined],
    ]);
  });

  test('finished has a last day: the one told, or today', async () => {
    const end = async (body: object) => (await act((await create({ status: 'active' })).id, 'finish', body)).body.end;
    expect(await end({})).toBe('2026-11-23');
    expect(await end({ end: '2026-11-02' })).toBe('2026-11-02');
    const { id } = await create({ status: 'active' });
    expect(await act(id, 'finish', { end: '2026-10-31' })).toMatchObject(refusal('before_start', 'end'));
    expect(await act(id, 'finish', { end: '2026-11-24' })).toMatchObject(refusal('out_of_range', 'end'));
    await act(id, 'finish');
    const patch = (body: object) => workshop.call('PATCH', `${EPISODES}/${id}`, { body });
    expect((await patch({ end: '2026-11-03' })).body.end).toBe('2026-11-03');
    expect(await patch({ end: null })).toMatchObject(refusal('required', 'end'));
  });

  test('is only changed from the version that was read', async () => {
    const { id } = await create({ status: 'active' });
    const stale = await act(id, 'hold', undefined, { 'if-match': '"7"' });
    expect(stale).toMatchObject({ status: 409, body: { error: 'version_conflict', currentVersion: 1 } });
    expect((await act(id, 'hold', undefined, { 'if-match': '"1"' })).status).toBe(200);
  });

  test.each(['finish', 'cancel'])('%s is refused while appointments are to come, unless forced', async (verb) => {
    const { id } = await create({ status: 'active' });
    const appointment = await practice.booked(nextStart(), { episodeId: id });
    expect(await act(id, verb)).toMatchObject(refusal('upcoming', 'appointments'));
    expect((await act(id, verb, { force: true })).status).toBe(200);
    expect((await workshop.get(`/appointments/${appointment.id}`)).status).toBe('booked');
    const other = await create({ status: 'active' });
    const cancelled = await practice.booked(nextStart(), { episodeId: other.id });
    await practice.act(cancelled.id, 'cancel', { reason: 'patient_request' });
    expect((await act(other.id, verb)).status).toBe(200);
  });
});
