import type { Appointment, Bundle, OperationOutcome, Parameters, Slot } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { startServerProcesses } from '../harness/server-processes.ts';
import { fhirCaller } from './calls.ts';
import { fhirValidator } from './tools.ts';

const V2 = '/v2/tenants/sandbox-clinic';
const AT_ONCE = 50;
const validate = fhirValidator();
let platform: Platform;
let fhir: ReturnType<typeof fhirCaller>;
/** Free times of one treatment, each of which one test may take. */
let free: Slot[];
let patientId: string;

beforeAll(async () => {
  platform = await startPlatform();
  fhir = fhirCaller(platform);
  const treatments = await fhir<Bundle>('GET', '/HealthcareService?active=true&_count=1');
  const { id } = treatments.body.entry![0]!.resource!;
  const until = new Date(Date.now() + 28 * 86_400_000).toISOString();
  const question = `service-type=HealthcareService/${id}&status=free&start=lt${until}&_count=200`;
  const found = await fhir<Bundle>('GET', `/Slot?${question}`);
  free = found.body.entry!.map(({ resource }) => resource as Slot);
  patientId = (await fhir<Bundle>('GET', '/Patient?active=true&_count=1')).body.entry![0]!.resource!.id!;
});
afterAll(() => platform.close());

const wish = (slot: Slot, more: Partial<Appointment> = {}): Appointment => ({
  resourceType: 'Appointment',
  status: 'booked',
  start: slot.start!,
  slot: [{ reference: `Slot/${slot.id}` }],
  participant: [{ actor: { reference: `Patient/${patientId}` }, status: 'needs-action' }],
  ...more,
});
/** One that no other test has had, far enough from those. */
const nextFree = () => free.splice(0, 12)[0]!;

describe('slots', () => {
  test('are found in pages, by schedule and start, and read by their id', async () => {
    expect(free.length).toBeGreaterThan(40);
    expect(free.flatMap((slot) => validate(slot))).toEqual([]);
    const starts = free.map(({ start }) => Date.parse(start!));
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    const read = await fhir<Slot>('GET', `/Slot/${free[0]!.id}`);
    expect(read.body).toEqual(free[0]);
    const schedule = free[0]!.schedule.reference!;
    const from = new Date(Date.now() + 86_400_000).toISOString();
    const until = new Date(Date.now() + 6 * 86_400_000).toISOString();
    const path = `/Slot?schedule=${schedule}&start=ge${from}&start=lt${until}&status=free`;
    const whole = await fhir<Bundle>('GET', `${path}&_count=100`);
    expect(whole.body.entry!.length, JSON.stringify(whole.body)).toBeGreaterThan(4);
    const paged: unknown[] = [];
    let next: string | undefined = `${path}&_count=3`;
    while (next !== undefined && paged.length < whole.body.entry!.length) {
      const page: Bundle = (await fhir<Bundle>('GET', next)).body;
      paged.push(...page.entry!);
      const { url } = page.link!.find(({ relation }) => relation === 'next') ?? {};
      next = url?.slice(url.indexOf('/Slot'));
    }
    expect(paged).toEqual(whole.body.entry);
  });

  test('are searched over a month at most, and only free ones are found', async () => {
    expect((await fhir('GET', '/Slot?start=ge2030-01-01&start=lt2030-06-01')).status).toBe(400);
    expect((await fhir<Bundle>('GET', '/Slot?status=busy')).body.entry).toBeUndefined();
  });
});

describe('an appointment', () => {
  test('is booked from a slot, and nobody else gets its time', async () => {
    const slot = nextFree();
    const booked = await fhir<Appointment>('POST', '/Appointment', { body: wish(slot) });
    expect(booked.status, JSON.stringify(booked.body)).toBe(201);
    expect(validate(booked.body)).toEqual([]);
    expect(Date.parse(booked.body.end!)).toBe(Date.parse(slot.end!));
    const taken = await fhir<OperationOutcome>('POST', '/Appointment', { body: wish(slot) });
    expect(taken.status).toBe(409);
    expect(taken.body.issue.filter(({ severity }) => severity === 'information').length).toBeGreaterThan(0);
    expect(validate(taken.body)).toEqual([]);
    expect((await fhir<Slot>('GET', `/Slot/${slot.id}`)).body.status).toBe('busy');
    const again = await fhir<Bundle>(
      'GET',
      `/Appointment?patient=Patient/${patientId}&date=${slot.start!.slice(0, 10)}&_include=Appointment:patient`,
    );
    const modes = again.body.entry!.map(({ resource, search }) => [resource!.resourceType, search!.mode]);
    expect(modes).toContainEqual(['Patient', 'include']);
    expect(validate(again.body)).toEqual([]);
  });

  test('takes the steps that the table of transitions allows, and no others', async () => {
    const { body: booked } = await fhir<Appointment>('POST', '/Appointment', { body: wish(nextFree()) });
    const put = (change: Partial<Appointment>, current: Appointment = booked) =>
      fhir<Appointment>('PUT', `/Appointment/${booked.id}`, { body: { ...current, ...change } });
    const fulfilled = await put({ status: 'fulfilled' });
    expect(fulfilled.status).toBe(422);
    const arrived = await put({ status: 'arrived' });
    expect(arrived.body.status, JSON.stringify(arrived.body)).toBe('arrived');
    const same = await put({}, arrived.body);
    expect(same.body.meta!.versionId).toBe(arrived.body.meta!.versionId);
    const done = await put({ status: 'fulfilled' }, arrived.body);
    expect(done.body.status).toBe('fulfilled');
    const stale = await fhir('PUT', `/Appointment/${booked.id}`, { body: booked, headers: { 'if-match': 'W/"1"' } });
    expect(stale.status).toBe(412);
  });

  test('is cancelled with its reason, and moved with everything else kept', async () => {
    const { body: booked } = await fhir<Appointment>('POST', '/Appointment', {
      body: wish(nextFree(), { comment: 'Brings reports.' }),
    });
    const to = nextFree();
    const path = `/Appointment/${booked.id}`;
    const schedule = { url: booked.extension![0]!.url, valueReference: to.schedule };
    const extension = [schedule, ...booked.extension!.slice(1)];
    const { slot: _, ...rest } = booked;
    const moved = await fhir<Appointment>('PUT', path, { body: { ...rest, extension, start: to.start, end: to.end } });
    expect(moved.body, JSON.stringify(moved.body)).toMatchObject({ start: to.start, comment: 'Brings reports.' });
    const cancelationReason = {
      coding: [{ system: 'https://corsia.dev/fhir/CodeSystem/cancel-reason', code: 'patient_sick' }],
    };
    const cancelled = await fhir<Appointment>('PUT', path, {
      body: { ...moved.body, status: 'cancelled', cancelationReason },
    });
    expect(cancelled.body, JSON.stringify(cancelled.body)).toMatchObject({ status: 'cancelled', cancelationReason });
    const history = await fhir<Bundle>('GET', `${path}/_history`);
    expect(history.body.entry!.map(({ resource }) => (resource as Appointment).status)).toEqual([
      'cancelled',
      'booked',
      'booked',
    ]);
  });

  test('of the whole sandbox comes back as it went: what is sent unchanged changes nothing', async () => {
    const found = await fhir<Bundle>('GET', '/Appointment?_count=200');
    const all = found.body.entry!.map(({ resource }) => resource as Appointment);
    const statuses = new Set(all.map(({ status }) => status));
    expect(statuses.size).toBeGreaterThan(3);
    for (const status of statuses) {
      for (const appointment of all.filter((one) => one.status === status).slice(0, 3)) {
        const { id } = appointment;
        const before = await (await platform.call('GET', `${V2}/appointments/${id}`)).json();
        const answer = await fhir('PUT', `/Appointment/${id}`, { body: appointment });
        expect(answer.body, `${status} ${JSON.stringify(answer.body)}`).toEqual(appointment);
        expect(await (await platform.call('GET', `${V2}/appointments/${id}`)).json()).toEqual(before);
      }
    }
  });
});

test('free times are counted when that is asked for', async () => {
  const { schedule, start } = nextFree();
  const question = `/Slot?schedule=${schedule.reference}&start=${start!.slice(0, 10)}&_count=200`;
  const { body: all } = await fhir<Bundle>('GET', question);
  expect(all.total).toBeUndefined();
  expect(all.link!.map(({ relation }) => relation)).not.toContain('next');
  for (const asked of ['_total=accurate', '_total=estimate', '_summary=count'])
    expect((await fhir<Bundle>('GET', `${question}&${asked}`)).body.total).toBe(all.entry!.length);
  expect((await fhir<Bundle>('GET', `${question}&_total=none`)).body).toEqual({ ...all, link: expect.anything() });
  expect((await fhir<Bundle>('GET', `${question}&_total=accurate&status=busy`)).body.total).toBe(0);
});

test.each([
  ['Slot/1-9007199254740991-30', 404],
  ['Slot/1-1-9007199254740991', 404],
  ['Slot?_id=1-9007199254740991-30', 200],
  ['Slot?start=gt9999-12-31T23:59:59Z', 200],
])('%s, a time that nothing is booked at, answers %i', async (path, status) => {
  const { status: answered, body } = await fhir<Bundle>('GET', `/${path}`);
  expect([answered, body.entry]).toEqual([status, undefined]);
});

describe('the operations', () => {
  const parameters = (appointment: Appointment): Parameters => ({
    resourceType: 'Parameters',
    parameter: [
      { name: 'patient-id', valueString: patientId },
      { name: 'appt-resource', resource: appointment },
    ],
  });

  test('$find proposes, $hold keeps, $book books what was held', async () => {
    const slot = nextFree();
    const service = slot.serviceType![0]!.coding![0]!.code!;
    const start = encodeURIComponent(slot.start!);
    const found = await fhir<Bundle>('GET', `/Appointment/$find?start=${start}&service-type=${service}&_count=3`);
    expect(found.status, JSON.stringify(found.body)).toBe(200);
    expect(validate(found.body)).toEqual([]);
    const proposed = found.body.entry![0]!.resource as Appointment;
    expect(proposed.status).toBe('proposed');
    const held = await fhir<Appointment>('POST', '/Appointment/$hold', { body: parameters(proposed) });
    expect(held.status, JSON.stringify(held.body)).toBe(201);
    expect(held.body.status).toBe('proposed');
    const body = { resourceType: 'Parameters', parameter: [{ name: 'appt-id', valueString: held.body.id }] };
    const booked = await fhir<Appointment>('POST', '/Appointment/$book', { body });
    expect(booked.body.status, JSON.stringify(booked.body)).toBe('booked');
    expect(validate(booked.body)).toEqual([]);
  });

  test('of many $book on one slot at once, over two processes, one succeeds', async () => {
    const slot = nextFree();
    const servers = await startServerProcesses(platform, 1);
    const doors = [platform, servers.through[0]!].map(fhirCaller);
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) =>
        doors[index % 2]!<Appointment>('POST', '/Appointment/$book', {
          body: parameters(wish(slot, { status: 'proposed' })),
        }),
      ),
    ).finally(() => servers.close());
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: AT_ONCE - 1 }, () => 409)]);
  }, 60_000);
});
