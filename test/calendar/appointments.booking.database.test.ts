import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { APPOINTMENTS, type Practice, startPractice } from './booking.ts';
import type { Body } from './clinic.ts';
import { everyDay, startWorkshop, type Workshop } from './workshop.ts';

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

describe('a booking', () => {
  test('is answered whole, and read the same', async () => {
    const { agendaId, practitionerId, locationId, treatmentId, patientId } = practice;
    const externalIds = [{ system: 'https://his.example.test', value: 'A-1' }];
    const answer = await practice.book(at('09:30'), { notes: 'Nota', origin: 'phone', externalIds });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        id: expect.any(Number),
        version: 1,
        patientId,
        agendaId,
        practitionerId,
        locationId,
        resourceIds: [],
        treatments: [{ treatmentId, durationMinutes: 30 }],
        start: at('09:30'),
        end: at('10:00'),
        status: 'booked',
        origin: 'phone',
        notes: 'Nota',
        externalIds,
      },
    });
    expect(answer.headers.get('location')).toBe(`${APPOINTMENTS}/${answer.body.id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(await read(answer.body.id)).toEqual(answer.body);
    expect(await practice.free('2026-11-24')).not.toContain('09:30');
  });

  test('may end where another begins, and begin where another ends', async () => {
    await practice.booked(at('10:00'));
    await practice.booked(at('09:30'));
    await practice.booked(at('10:30'));
    expect(await practice.free('2026-11-24')).toEqual(['09:00', '11:00', '11:30']);
  });

  test('takes an instant in any notation', async () => {
    const notations = [
      '2026-11-24t08:00:00z',
      '2026-11-24 09:30:00+01:00',
      '2026-11-24T10:00:00.0000000000000+0100',
      '2026-11-24T22:30:00+13:00',
    ];
    const ids: number[] = [];
    for (const [index, start] of notations.entries()) {
      const { id, start: told } = await practice.booked(start);
      expect(told).toBe(at(['09:00', '09:30', '10:00', '10:30'][index]!));
      ids.push(id);
    }
    expect(
      (await practice.act(ids[0]!, 'reschedule', { start: '2026-11-24 11:00:00.00000000000+0100' })).body,
    ).toMatchObject({
      start: at('11:00'),
      end: at('11:30'),
    });
    const patched = await workshop.call('PATCH', `${APPOINTMENTS}/${ids[0]}`, {
      body: { start: '2026-11-24t10:30:00z' },
    });
    expect(patched.body).toMatchObject({ start: at('11:30'), end: at('12:00') });
  });

  test.each(['09:45', '10:00', '10:15'])('of a taken time is refused with times nearby: %s', async (clock) => {
    await practice.booked(at('10:00'));
    const answer = await practice.book(at(clock));
    expect(answer).toMatchObject({ status: 409, body: { error: 'slot_taken' } });
    const { alternatives } = answer.body as Body;
    expect(alternatives).toHaveLength(3);
    for (const { start, agendaId } of alternatives) {
      expect(agendaId).toBe(practice.agendaId);
      expect(await practice.free(start.slice(0, 10))).toContain(start.slice(11, 16));
    }
    expect(alternatives.map(({ start }: Body) => start)).toContain(at('09:30'));
    expect(answer.text).not.toContain(String(practice.patientId));
  });

  test('keeps the buffers of both free, and ends without them', async () => {
    const spaced = await startPractice(workshop, {}, { bufferBeforeMinutes: 5, bufferAfterMinutes: 10 });
    const first = await spaced.booked(at('10:00'));
    expect(first.end).toBe(at('10:30'));
    expect(await spaced.book(at('10:40'))).toMatchObject({ status: 409 });
    expect(await spaced.book(at('10:44'))).toMatchObject({ status: 409 });
    expect(await spaced.book(at('10:45'))).toMatchObject({ status: 201 });
    expect(await spaced.book(at('09:16'))).toMatchObject({ status: 409 });
    expect(await spaced.book(at('09:15'))).toMatchObject({ status: 201 });
  });

  test('freezes the price', async () => {
    const agendaId = workshop.id('agendas', 'Dermatologia Curanti');
    const treatmentId = workshop.id('treatments', 'DERM-VIS');
    const treatments = [{ treatmentId }];
    const answer = await practice.book('2027-01-11T09:30:00+01:00', { agendaId, treatments });
    expect(answer.body.treatments).toMatchObject([{ price: 110, patientShare: 110, payerShare: 0 }]);
    const priceListId = workshop.id('price-lists', 'Assicurazione Salute Serena');
    const insured = { agendaId, treatments: [{ treatmentId, priceListId }] };
    const other = await practice.book('2027-01-11T10:30:00+01:00', insured);
    expect(other.body.treatments).toMatchObject([{ price: 93.5, patientShare: 18.7, payerShare: 74.8, priceListId }]);
    const agreed = { agendaId, treatments: [{ treatmentId, price: 0.29 }] };
    expect((await practice.book('2027-01-12T09:30:00+01:00', agreed)).body.treatments).toMatchObject([{ price: 0.29 }]);
    const wrong = { agendaId, treatments: [{ treatmentId, price: 10.001 }] };
    expect(await practice.book('2027-01-12T10:30:00+01:00', wrong)).toMatchObject({
      status: 400,
      body: { details: [{ field: 'treatments.0.price', code: 'invalid_decimals' }] },
    });
  });

  test('of several treatments takes their time together', async () => {
    const second = await workshop.treatment({
      durationMinutes: 20,
      eligiblePractitioners: [{ id: practice.practitionerId }],
    });
    const treatments = [{ treatmentId: practice.treatmentId }, { treatmentId: second }];
    expect(await practice.booked(at('09:00'), { treatments })).toMatchObject({ end: at('09:50') });
  });

  test('in a doctor’s second agenda does not collide with the first only where the doctor is free', async () => {
    const { practitionerId } = practice;
    const agendaId = await workshop.agenda({ locationId: await workshop.location(), practitionerId });
    await practice.booked(at('10:00'));
    expect(await practice.book(at('10:00'), { agendaId })).toMatchObject({ status: 409 });
    expect(await practice.book(at('10:30'), { agendaId })).toMatchObject({ status: 201 });
  });

  test('finds free rooms and machines, and is refused when there are none', async () => {
    const { locationId } = practice;
    const rooms = [await workshop.room(locationId), await workshop.room(locationId)];
    const machine = await workshop.room(locationId, 'machine');
    const requiredResources = [
      { kind: 'machine' as const, anyOfIds: [machine], count: 1 },
      { kind: 'room' as const, anyOfIds: rooms, count: 1 },
    ];
    const other = () => startPractice(workshop, { locationId }, { requiredResources });
    const [one, two, three] = [await other(), await other(), await other()];
    const first = await one.booked(at('10:00'), { resourceIds: [rooms[1]!] });
    expect(first).toMatchObject({ resourceIds: [rooms[1], machine], roomId: rooms[1] });
    const refused = await two.book(at('10:00'));
    expect(refused).toMatchObject({ status: 409, body: { error: 'slot_taken' } });
    expect(await three.booked(at('10:30'))).toMatchObject({ resourceIds: [rooms[0], machine] });
  });
});

describe('what breaks a rule is 422 and named', () => {
  const refusal = async (fields: object, agenda: Parameters<typeof startPractice>[1] = {}, treatment = {}) => {
    const own = await startPractice(workshop, agenda, treatment);
    const answer = await own.book(at('10:00'), fields);
    return [answer.status, answer.body.error, answer.body.details?.[0]?.field, answer.body.details?.[0]?.code];
  };

  test.each<[string, object, Parameters<typeof startPractice>[1]?, object?]>([
    ['start outside_hours', { start: at('11:45') }],
    ['start outside_hours', { start: at('08:59') }],
    ['start too_soon', { start: at('09:00', '2026-11-20') }],
    ['start too_soon', {}, { rules: { minNoticeMinutes: 3000 } }],
    ['start beyond_horizon', { start: at('09:00', '2026-12-24') }, { rules: { maxHorizonDays: 30 } }],
    ['start beyond_horizon', { start: '9999-12-31T23:30:00Z' }],
    ['start too_soon', { start: '0001-01-01T00:00:00Z' }],
    ['start not_a_minute', { start: '2026-11-24T10:00:30+01:00' }],
    ['start not_on_grid', { origin: 'online', start: at('09:45') }],
    ['end before_start', { end: at('09:00') }],
    ['end too_long', { end: at('10:01', '2026-11-25') }],
    ['treatments not_online_bookable', { origin: 'online' }, { onlineBookable: false }],
    ['treatments not_online_bookable', { origin: 'online' }, {}, { onlineBookable: false }],
    ['treatments treatment_inactive', {}, {}, { active: false }],
    ['treatments not_offered', {}, {}, { eligiblePractitioners: [] }],
    ['treatments not_found', { treatments: [{ treatmentId: 999_999 }] }],
    ['agendaId agenda_inactive', {}, { active: false }],
    ['agendaId not_found', { agendaId: 999_999 }],
    ['patientId not_found', { patientId: 999_999 }],
    ['status not_initial', { status: 'arrived' }],
  ])('%s', async (told, fields, agenda, treatment) => {
    expect(await refusal(fields, agenda, treatment)).toEqual([422, 'validation_failed', ...told.split(' ')]);
  });

  test('more treatments than fit into a day and a night', async () => {
    const own = await startPractice(workshop, { openingHours: everyDay('00:00', '24:00') }, { durationMinutes: 721 });
    const treatments = [{ treatmentId: own.treatmentId }, { treatmentId: own.treatmentId }];
    expect(await own.book(at('10:00'), { treatments })).toMatchObject({
      status: 422,
      body: { details: [{ field: 'treatments', code: 'too_long' }] },
    });
    const whole = await startPractice(
      workshop,
      { openingHours: everyDay('00:00', '24:00') },
      { durationMinutes: 1440, bufferBeforeMinutes: 240, bufferAfterMinutes: 240 },
    );
    expect(await whole.free('2026-11-24')).toContain('23:30');
    expect(await whole.book(at('23:30'))).toMatchObject({ status: 201, body: { end: at('23:30', '2026-11-25') } });
    expect(await whole.free('2026-11-25')).toEqual([]);
  });

  test('an age that the treatment is not given at', async () => {
    const child = await workshop.post('/patients', { firstName: 'A', lastName: 'B', birthDate: '2016-11-24' });
    const toAdults = await startPractice(workshop, {}, { minAge: 18 });
    const toChildren = await startPractice(workshop, {}, { maxAge: 9 });
    const patientId = child.body.id;
    const tooOld = { status: 422, body: { details: [{ field: 'patientId', code: 'age_out_of_range' }] } };
    expect(await toAdults.book(at('10:00'), { patientId })).toMatchObject(tooOld);
    // Ten years old on that very day.
    expect(await toChildren.book(at('10:00'), { patientId })).toMatchObject(tooOld);
    expect(await toChildren.book(at('10:00', '2026-11-23'), { patientId })).toMatchObject({ status: 201 });
  });

  test('more than the agenda allows on a day, in all and of one patient', async () => {
    const few = await startPractice(workshop, { rules: { maxPerDay: 2 } });
    await few.booked(at('09:00'));
    await few.booked(at('10:00'));
    expect(await few.book(at('11:00'))).toMatchObject({ status: 422, body: { details: [{ code: 'day_full' }] } });
    expect(await few.book(at('11:00', '2026-11-25'))).toMatchObject({ status: 201 });
    const once = await startPractice(workshop, { rules: { maxPerPatientPerDay: 1 } });
    await once.booked(at('09:00'));
    expect(await once.book(at('10:00'))).toMatchObject({
      status: 422,
      body: { details: [{ code: 'patient_day_full' }] },
    });
    expect(await once.book(at('10:00'), { patientId: await workshop.patient() })).toMatchObject({ status: 201 });
  });
});
