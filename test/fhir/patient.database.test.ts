import { createHash } from 'node:crypto';
import type { Bundle, OperationOutcome, Patient } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { BASE, fhirCaller } from './calls.ts';
import { fhirValidator } from './tools.ts';

const validate = fhirValidator();
let platform: Platform;
let fhir: ReturnType<typeof fhirCaller>;

beforeAll(async () => {
  platform = await startPlatform();
  fhir = fhirCaller(platform);
});
afterAll(() => platform.close());

const newborn: Patient = {
  resourceType: 'Patient',
  identifier: [{ system: 'https://example.test/ids', value: 'f-1' }],
  name: [{ family: 'Dell’Acqua', given: ['Anna', 'Lucia'] }],
  gender: 'female',
  birthDate: '1990-05-17',
  telecom: [{ system: 'phone', use: 'mobile', value: '+393000000123' }],
};

describe('a patient', () => {
  test('is created, read, replaced and deleted, and every version can be read again', async () => {
    const created = await fhir<Patient>('POST', '/Patient', { body: newborn });
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    const { id } = created.body;
    expect(created.headers.get('location')).toBe(`${platform.apiUrl}${BASE}/Patient/${id}/_history/1`);
    expect(created.headers.get('etag')).toBe('W/"1"');
    expect(created.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');

    const read = await fhir<Patient>('GET', `/Patient/${id}`);
    expect(read.body).toEqual(created.body);
    expect(Date.parse(read.headers.get('last-modified')!)).toBeGreaterThan(0);
    expect(validate(read.body)).toEqual([]);
    const again = await fhir('GET', `/Patient/${id}`, { headers: { 'if-none-match': 'W/"1"' } });
    expect(again.status).toBe(304);

    const changed = { ...read.body, birthDate: '1991-05-17' };
    const replaced = await fhir<Patient>('PUT', `/Patient/${id}`, { body: changed, headers: { 'if-match': 'W/"1"' } });
    expect(replaced.status, JSON.stringify(replaced.body)).toBe(200);
    expect(replaced.body).toMatchObject({ birthDate: '1991-05-17', meta: { versionId: '2' } });
    const stale = await fhir<OperationOutcome>('PUT', `/Patient/${id}`, {
      body: changed,
      headers: { 'if-match': 'W/"1"' },
    });
    expect(stale.status).toBe(412);
    expect(stale.body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'conflict' }] });

    expect((await fhir('GET', `/Patient/${id}/_history/1`)).body).toEqual(created.body);
    const history = await fhir<Bundle>('GET', `/Patient/${id}/_history`);
    expect(history.body.entry?.map(({ resource }) => resource?.meta?.versionId)).toEqual(['2', '1']);
    expect(validate(history.body)).toEqual([]);

    expect((await fhir('DELETE', `/Patient/${id}`)).status).toBe(204);
    expect((await fhir('GET', `/Patient/${id}`)).status).toBe(410);
    const gone = await fhir<Bundle>('GET', `/Patient/${id}/_history`);
    expect(gone.body.entry?.map(({ request }) => request?.method)).toEqual(['DELETE']);
    expect((await fhir('GET', `/Patient/${id}/_history/1`)).status).toBe(404);
  });

  test('archives with active', async () => {
    const { body } = await fhir<Patient>('POST', '/Patient', { body: { ...newborn, identifier: [], active: false } });
    expect(body).toMatchObject({ resourceType: 'OperationOutcome' });
    const created = await fhir<Patient>('POST', '/Patient', {
      body: { ...newborn, identifier: undefined, active: false },
    });
    expect(created.body.active, JSON.stringify(created.body)).toBe(false);
    const back = await fhir<Patient>('PUT', `/Patient/${created.body.id}`, { body: { ...created.body, active: true } });
    expect(back.body.active).toBe(true);
  });

  test('is refused with all that cannot be kept, each with its place', async () => {
    const body = { ...newborn, maritalStatus: { text: 'x' }, name: [{ family: 'A', given: ['B'], prefix: ['Dr'] }] };
    const refused = await fhir<OperationOutcome>('POST', '/Patient', { body });
    expect(refused.status).toBe(422);
    expect(refused.body.issue.map(({ expression }) => expression?.[0]).sort()).toEqual([
      'Patient.maritalStatus',
      'Patient.name[0].prefix',
    ]);
    expect(validate(refused.body)).toEqual([]);
  });
});

test('what is sent twice with one Idempotency-Key is done once', async () => {
  const body = { ...newborn, identifier: undefined };
  const headers = { 'idempotency-key': 'fhir-twice', 'content-type': 'application/fhir+json' };
  const answers = [
    await fhir<Patient>('POST', '/Patient', { body, headers }),
    await fhir<Patient>('POST', '/Patient', { body, headers }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect(answers[1]!.body).toEqual(answers[0]!.body);
  expect(answers[1]!.headers.get('idempotency-replayed')).toBe('true');
  expect(answers[1]!.headers.get('location')).toBe(answers[0]!.headers.get('location'));
  const other = await fhir('POST', '/Patient', { body: { ...body, gender: 'male' }, headers });
  expect([other.status, other.body]).toMatchObject([422, { resourceType: 'OperationOutcome' }]);
});

test('a patient who did not change is not sent again', async () => {
  const { body, headers } = await fhir<Patient>('POST', '/Patient', { body: { ...newborn, identifier: undefined } });
  const changed = headers.get('last-modified')!;
  const [before, after] = [-1000, 1000].map((gap) => new Date(Date.parse(changed) + gap).toUTCString());
  const read = async (since: string, tag?: string) =>
    (
      await fhir('GET', `/Patient/${body.id}`, {
        headers: { 'if-modified-since': since, ...(tag !== undefined && { 'if-none-match': tag }) },
      })
    ).status;
  const statuses = [];
  for (const since of [changed, after!, before!, 'soon']) statuses.push(await read(since));
  expect(statuses).toEqual([304, 304, 200, 200]);
  expect([await read(after!, 'W/"7"'), await read(before!, 'W/"1"')]).toEqual([200, 304]);
});

test('an answer is as small as it is asked for', async () => {
  const body = { ...newborn, identifier: undefined };
  const minimal = await fhir('POST', '/Patient', { body, headers: { prefer: 'return=minimal' } });
  expect([minimal.status, minimal.body]).toEqual([201, undefined]);
  const path = minimal.headers.get('location')!.replace(/^.*(\/Patient\/\d+)\/.*$/, '$1');
  const outcome = await fhir('PUT', path, { body, headers: { prefer: 'return=OperationOutcome' } });
  expect(outcome.body.resourceType).toBe('OperationOutcome');
  const part = await fhir<Patient>('GET', `${path}?_elements=birthDate`);
  expect(Object.keys(part.body).sort()).toEqual(['birthDate', 'id', 'meta', 'resourceType']);
  expect(validate(part.body)).toEqual([]);
  const counted = await fhir<Bundle>('GET', '/Patient?_summary=count');
  expect(counted.body.total).toBeGreaterThan(0);
  expect(counted.body.entry).toBeUndefined();
});

describe('a search', () => {
  test('finds by family name, in pages that stay when somebody is added', async () => {
    const all = await fhir<Bundle>('GET', '/Patient?_count=200&_total=accurate');
    const families = (all.body.entry ?? []).map(({ resource }) => (resource as Patient).name![0]!.family!);
    expect(all.body.total).toBeGreaterThanOrEqual(families.length);
    const first = await fhir<Bundle>('GET', '/Patient?_sort=family&_count=5');
    expect(first.body.entry).toHaveLength(5);
    expect(validate(first.body)).toEqual([]);
    const next = first.body.link!.find(({ relation }) => relation === 'next')!.url!;
    const page = next.slice(next.indexOf('/Patient'));
    const before = await fhir<Bundle>('GET', page);
    await fhir<Patient>('POST', '/Patient', {
      body: { ...newborn, identifier: undefined, name: [{ family: 'Aaa', given: ['A'] }] },
    });
    expect((await fhir<Bundle>('GET', page)).body.entry).toEqual(before.body.entry);
    const beginning = families[0]!.slice(0, 3).toLowerCase();
    const found = await fhir<Bundle>('GET', `/Patient?family=${encodeURIComponent(beginning)}`);
    const names = found.body.entry!.map(({ resource }) => (resource as Patient).name![0]!.family!.toLowerCase());
    expect(names.length).toBeGreaterThan(0);
    expect(names.every((name) => name.startsWith(beginning))).toBe(true);
  });

  test.each([
    ['identifier=https://example.test/ids|f-2', 1],
    ['identifier=f-2', 1],
    ['identifier=elsewhere|f-2', 0],
    ['family=dell acqua&given=anna', 1],
    ['family=DELL&birthdate=1990-05', 1],
    ['family=acqua', 0],
    ['name=acqua', 1],
    ['family:contains=ACQUA', 1],
    ['family:contains=l’ac', 1],
    ['family:contains=lac', 0],
    ['family:contains=-', 0],
    ['family:contains=ACQUA&_sort=-family', 1],
    ['family=dell’a&_sort=family', 1],
    ['family=acq,dell', 1],
    ['given:contains=acqua', 0],
    ['name:contains=cqu', 1],
    ['name:contains=cia dell', 1],
    ['name:contains=dell na', 0],
    ['name:exact=Anna Lucia Dell’Acqua', 1],
    ['family:exact=Dell’Acqua&identifier=f-2', 1],
    ['family:exact=dell’acqua', 0],
    ['given=anna&birthdate=lt1990-05-17&identifier=f-2', 0],
    ['birthdate=ge1990-05-17&birthdate=le1990-05-17&identifier=f-2', 1],
    ['gender:not=male&identifier=f-2', 1],
    ['birthdate:missing=true&identifier=f-2', 0],
    ['phone=3000000123&identifier=f-2', 1],
    ['_id=999999999,1&identifier=f-2', 0],
  ])('%s finds %i', async (question, count) => {
    const body = { ...newborn, identifier: [{ system: 'https://example.test/ids', value: 'f-2' }] };
    await fhir<Patient>('POST', '/Patient', {
      body,
      headers: { 'if-none-exist': 'identifier=https://example.test/ids|f-2' },
    });
    const found = await fhir<Bundle>(
      'GET',
      `/Patient?${encodeURI(question)}&active=true&identifier:missing=true,false`,
    );
    expect(found.status).toBe(400);
    const right = await fhir<Bundle>('GET', `/Patient?${encodeURI(question)}&active=true`);
    expect(right.status, JSON.stringify(right.body)).toBe(200);
    const ours = (right.body.entry ?? []).filter(({ resource }) =>
      (resource as Patient).identifier?.some(({ value }) => value === 'f-2'),
    );
    expect(ours).toHaveLength(count);
  });

  test.each([
    ['/Patient?_sort=birthdate', 1, 'nonsense'],
    ['/Patient?_sort=_lastUpdated', 1, '2026-99-99'],
    ['/AuditEvent?', 1, 'x'],
    ['/Location?', 1, '-5'],
    ['/Location?', 1, '1.5'],
    ['/Slot?', 1, 'NaN'],
  ])('refuses a place behind %s that it never told', async (question, ...place) => {
    const kept = [...new URLSearchParams(question.slice(question.indexOf('?')))];
    const fingerprint = createHash('sha256').update(JSON.stringify(kept)).digest('base64url').slice(0, 12);
    const cursor = Buffer.from(JSON.stringify([fingerprint, ...place])).toString('base64url');
    const forged = await fhir<OperationOutcome>('GET', `${question}&_cursor=${cursor}`.replace('?&', '?'));
    expect([forged.status, forged.body.issue[0]!.diagnostics]).toEqual([400, expect.stringContaining('_cursor')]);
  });

  test('finds nobody by more words than a name has', async () => {
    const words = Array.from({ length: 2000 }, (_, index) => `a${index}`).join('+');
    for (const question of [`name=${words}`, `name:contains=${words}`, `family=${words}`]) {
      const { status, body } = await fhir<Bundle>('GET', `/Patient?${question}`);
      expect([status, body.entry]).toEqual([200, undefined]);
    }
  });

  test('ignores what it does not know and says so, or refuses it when told to be strict', async () => {
    const lenient = await fhir<Bundle>('GET', '/Patient?colour=red&_count=1');
    const outcomes = lenient.body.entry!.filter(({ search }) => search?.mode === 'outcome');
    expect(outcomes).toHaveLength(1);
    expect(lenient.body.link![0]!.url).not.toContain('colour');
    expect(validate(lenient.body)).toEqual([]);
    const strict = await fhir('GET', '/Patient?colour=red', { headers: { prefer: 'handling=strict' } });
    expect(strict.status).toBe(400);
  });
});

test('everybody may read what the server can do', async () => {
  const { status, body } = await fhir<import('@medplum/fhirtypes').CapabilityStatement>('GET', '/metadata', {
    token: null,
  });
  expect(status).toBe(200);
  expect(validate(body)).toEqual([]);
  expect((await fhir<object>('GET', '/.well-known/smart-configuration', { token: null })).body).toMatchObject({
    token_endpoint: `${platform.accountUrl}/connect/token`,
  });
});

describe('a Bundle', () => {
  const post = (fullUrl: string | undefined, resource: object, more: object = {}) => ({
    ...(fullUrl && { fullUrl }),
    resource,
    request: { method: 'POST', url: 'Patient', ...more },
  });
  const named = (family: string) => ({ ...newborn, identifier: undefined, name: [{ family, given: ['Ada'] }] });

  test('as a batch does each for itself', async () => {
    const { status, body } = await fhir<Bundle>('POST', '', {
      body: {
        resourceType: 'Bundle',
        type: 'batch',
        entry: [
          post(undefined, named('Batchone')),
          post(undefined, { ...named('Batchtwo'), maritalStatus: {} }),
          { request: { method: 'GET', url: 'Patient?family=batchone' } },
          { request: { method: 'GET', url: 'Nothing/1' } },
        ],
      },
    });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.entry!.map(({ response }) => response!.status.slice(0, 3))).toEqual(['201', '422', '200', '404']);
    expect((body.entry![2]!.resource as Bundle).entry).toHaveLength(1);
    expect(validate(body)).toEqual([]);
  });

  test('as a transaction does all or nothing, in the order of FHIR', async () => {
    const transaction = (second: object) => ({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        { request: { method: 'GET', url: 'Patient?family=transone' } },
        post('urn:uuid:8f0c4a3e-6a39-4d5e-9b53-2f1b1c1d0a01', named('Transone')),
        post(undefined, second),
      ],
    });
    const refused = await fhir<OperationOutcome>('POST', '', {
      body: transaction({ ...named('Transtwo'), photo: [] }),
    });
    expect(refused.status).toBe(422);
    expect(refused.body.issue[0]!.expression).toEqual(['Bundle.entry[2].resource.photo']);
    expect((await fhir<Bundle>('GET', '/Patient?family=transone')).body.entry).toBeUndefined();
    const done = await fhir<Bundle>('POST', '', { body: transaction(named('Transtwo')) });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    expect((done.body.entry![0]!.resource as Bundle).entry).toHaveLength(1);
    expect(validate(done.body)).toEqual([]);
  });
});
