import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fullPatient, PATIENTS, type PatientsApi, somebody, startPatientsApi } from './patients.fixture.ts';
import type { PatientInput } from './patients.schema.ts';

let api: PatientsApi;
beforeAll(async () => {
  api = await startPatientsApi();
});
afterAll(() => api.platform.close());

const put = (id: number, body: object) => api.call('PUT', `${PATIENTS}/${id}`, { body });
const patch = (id: number, body: unknown) => api.call('PATCH', `${PATIENTS}/${id}`, { body });

describe('replace', () => {
  test('answers the whole resource with its new version and ETag', async () => {
    const created = await api.create({});
    const answer = await put(created.id, { firstName: 'Bea', lastName: 'Prova', sex: 'F' });
    expect(answer).toMatchObject({ status: 200, body: { id: created.id, version: 2, firstName: 'Bea', sex: 'F' } });
    expect(answer.headers.get('etag')).toBe('"2"');
    expect(answer.body.createdAt).toBe(created.createdAt);
    expect(Date.parse(answer.body.updatedAt)).toBeGreaterThanOrEqual(Date.parse(created.updatedAt));
    expect((await api.call('GET', `${PATIENTS}/${created.id}`)).text).toBe(answer.text);
  });

  test('removes what is left out', async () => {
    const { id } = await api.create(fullPatient());
    const { body } = await put(id, { firstName: 'Anna', lastName: 'Prova' });
    const { createdAt, updatedAt, ...rest } = body;
    expect(rest).toEqual({
      id,
      version: 2,
      firstName: 'Anna',
      lastName: 'Prova',
      fiscalCodeType: 'NONE',
      fiscalCodeStatus: 'unverified',
      tsOpposition: false,
      externalIds: [],
    });
  });

  test('takes an answer back unchanged, even with what the server assigns', async () => {
    const created = await api.create(fullPatient());
    const archived = `update patients set archived_at = '2026-01-01T00:00:00Z' where id = $1`;
    await api.alter(archived, created.id);
    const read = (await api.call('GET', `${PATIENTS}/${created.id}`)).body;
    const { body } = await put(created.id, read);
    expect(body).toEqual({ ...read, version: 2, updatedAt: body.updatedAt });
    const withWarnings = await put(created.id, { ...body, sex: 'M' });
    expect(withWarnings.body.warnings).toHaveLength(1);
    expect(await put(created.id, withWarnings.body)).toMatchObject({ status: 200, body: { version: 4 } });
  });

  test('takes back every patient of the sandbox, without a warning', async () => {
    const { items } = (await api.call('GET', `${PATIENTS}?limit=200`)).body;
    expect(items).toHaveLength(200);
    await Promise.all(
      items.map(async (item) => {
        const { status, body } = await put(item.id, item);
        expect({ status, body }).toEqual({
          status: 200,
          body: { ...item, version: item.version + 1, updatedAt: body.updatedAt },
        });
      }),
    );
  });

  test('a patient who does not exist is 404', async () => {
    expect(await put(9_999_999, { firstName: 'A', lastName: 'B' })).toMatchObject({
      status: 404,
      body: { error: 'not_found' },
    });
  });
});

describe('merge patch', () => {
  test('changes what is sent and nothing else', async () => {
    const written = fullPatient();
    const { id } = await api.create(written);
    const { status, headers, body } = await patch(id, { email: 'new@example.test' });
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"2"');
    expect(body).toEqual({ ...body, ...written, email: 'new@example.test', version: 2 });
  });

  test('an empty patch changes nothing but the version', async () => {
    const written = fullPatient();
    const { id } = await api.create(written);
    expect((await patch(id, {})).body).toMatchObject({ ...written, version: 2 });
  });

  test('null removes, also what is not there', async () => {
    const { id } = await api.create(fullPatient());
    const everything = Object.keys(fullPatient()).filter((name) => name !== 'firstName' && name !== 'lastName');
    const { status, body } = await patch(id, Object.fromEntries(everything.map((name) => [name, null])));
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual([
      'createdAt',
      'externalIds',
      'firstName',
      'fiscalCodeStatus',
      'fiscalCodeType',
      'id',
      'lastName',
      'tsOpposition',
      'updatedAt',
      'version',
    ]);
    expect(await patch(id, { email: null, residence: null })).toMatchObject({ status: 200, body: { version: 3 } });
  });

  test('objects are merged member by member', async () => {
    const { residence } = fullPatient();
    const { id } = await api.create({ residence });
    const { body } = await patch(id, { residence: { zip: '00186', number: null }, birthPlace: { name: 'Roma' } });
    const { number: _, ...rest } = residence;
    expect(body.residence).toEqual({ ...rest, zip: '00186' });
    expect(body.birthPlace).toEqual({ name: 'Roma' });
  });

  test('nulls within a new object are left out', async () => {
    const { id } = await api.create({});
    const { body } = await patch(id, { healthCard: { number: '80380000000000000001', expiry: null } });
    expect(body.healthCard).toEqual({ number: '80380000000000000001' });
  });

  test('arrays are replaced whole', async () => {
    const { id } = await api.create(fullPatient());
    const { body } = await patch(id, { exemptions: [{ code: 'C01' }], externalIds: [] });
    expect(body).toMatchObject({ exemptions: [{ code: 'C01' }], externalIds: [] });
  });

  test.each([
    ['an unknown member', { nickname: 'x' }, 'nickname'],
    ['an unknown member deeper down', { residence: { floor: 3 } }, 'residence.floor'],
    ['a wrong type', { firstName: 5 }, 'firstName'],
    ['a wrong type deeper down', { residence: { zip: 185 } }, 'residence.zip'],
    ['a scalar instead of an object', { residence: 'Via Roma' }, 'residence'],
    ['the removal of a required member', { lastName: null }, 'lastName'],
    ['null within an array', { exemptions: [{ code: null }] }, 'exemptions.0.code'],
    ['a version that is none', { version: 'x' }, 'version'],
  ])('%s is refused', async (_name, body, field) => {
    const { id } = await api.create({ residence: { zip: '00185' } });
    const answer = await patch(id, body);
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request', details: [{ field }] } });
    expect((await api.call('GET', `${PATIENTS}/${id}`)).body.version).toBe(1);
  });

  test('members that the server assigns are ignored, whatever they hold', async () => {
    const { id } = await api.create({});
    const answer = await patch(id, { id: 'x', fiscalCodeStatus: null, createdAt: 1, mergedIntoId: [], warnings: {} });
    expect(answer).toMatchObject({ status: 200, body: { id, version: 2, fiscalCodeStatus: 'unverified' } });
  });

  test('is taken as application/merge-patch+json, too', async () => {
    const { id } = await api.create({});
    const headers = { 'content-type': 'application/merge-patch+json' };
    const answer = await api.call('PATCH', `${PATIENTS}/${id}`, { body: { sex: 'F' }, headers });
    expect(answer).toMatchObject({ status: 200, body: { sex: 'F' } });
  });

  test('the merged whole obeys the rules', async () => {
    const { id } = await api.create({ exemptions: [{ code: 'E01', validFrom: '2026-01-01' }] });
    const body: Partial<PatientInput> = { birthDate: '1889-12-31', vatNumber: '00000000000' };
    const answer = await patch(id, body);
    expect(answer.status).toBe(422);
    expect(answer.body.details.map(({ field }) => field)).toEqual(['birthDate', 'vatNumber']);
  });
});

describe('delete', () => {
  test('answers 204 without a body, and the patient is gone', async () => {
    const person = somebody();
    const { id } = await api.create(person);
    const answer = await api.call('DELETE', `${PATIENTS}/${id}`);
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: '' });
    const gone = { status: 404, body: { error: 'not_found', message: 'There is no such patient.' } };
    expect(await api.call('GET', `${PATIENTS}/${id}`)).toMatchObject(gone);
    expect(await put(id, person)).toMatchObject(gone);
    expect(await patch(id, {})).toMatchObject(gone);
    expect(await api.call('DELETE', `${PATIENTS}/${id}`)).toMatchObject(gone);
    expect((await api.call('GET', `${PATIENTS}?fiscalCode=${person.fiscalCode}`)).body.items).toEqual([]);
  });

  test('an id is never given again', async () => {
    const { id } = await api.create({});
    await api.call('DELETE', `${PATIENTS}/${id}`);
    expect((await api.create({})).id).toBeGreaterThan(id);
  });
});
