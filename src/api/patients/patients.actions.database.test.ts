import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, CheckedCall } from '../../../test/contract/checked-calls.ts';
import { omocodesOf } from '../italy/fiscal-code.ts';
import type { PatientConsents, PatientMatches } from './patient-requests.schema.ts';
import { PATIENTS, type PatientsApi, somebody, startPatientsApi } from './patients.fixture.ts';

let api: PatientsApi;
beforeAll(async () => {
  api = await startPatientsApi();
});
afterAll(() => api.platform.close());

describe('archiving', () => {
  const act = (id: number, verb: string, headers: Record<string, string> = {}) =>
    api.call('POST', `${PATIENTS}/${id}/${verb}`, { headers });

  test('takes a patient off the list of those who are not archived, and back', async () => {
    const { id } = await api.create({ email: 'archive@example.test' });
    const listed = async (archived: boolean) =>
      (await api.call('GET', `${PATIENTS}?email=archive@example.test&archived=${archived}`)).body.items.length;
    expect(await act(id, 'archive')).toMatchObject({
      status: 200,
      body: { version: 2, archivedAt: expect.any(String) },
    });
    expect([await listed(true), await listed(false)]).toEqual([1, 0]);
    const back = await act(id, 'unarchive');
    expect(back).toMatchObject({ status: 200, body: { version: 3 } });
    expect(back.body.archivedAt).toBeUndefined();
    expect([await listed(true), await listed(false)]).toEqual([0, 1]);
  });

  test('changes nothing where it is so already', async () => {
    const { id } = await api.create({});
    expect((await act(id, 'unarchive')).body.version).toBe(1);
    const { archivedAt } = (await act(id, 'archive')).body;
    expect((await act(id, 'archive')).body).toMatchObject({ version: 2, archivedAt });
  });

  test('is based on the version that was read, and needs a patient', async () => {
    const { id } = await api.create({});
    expect((await act(id, 'archive', { 'if-match': '"2"' })).status).toBe(409);
    expect((await act(id, 'archive', { 'if-match': '"1"' })).status).toBe(200);
    expect((await act(9_999_999, 'archive')).status).toBe(404);
  });
});

describe('consents', () => {
  const at = (id: number) => `${PATIENTS}/${id}/consents`;
  const call = (...parameters: Parameters<CheckedCall<PatientConsents>>) =>
    api.call(...parameters) as unknown as Promise<Answer<PatientConsents>>;
  const given = { type: 'marketing', status: 'given', at: '2026-01-02T09:30:00+01:00', channel: 'paper' } as const;
  const revoked = { type: 'marketing', status: 'revoked', at: '2026-03-01T09:30:00+01:00' } as const;
  const dossier = { type: 'dossier', status: 'given', at: '2026-01-02T09:30:00+01:00' } as const;

  test('are replaced, and what was there stays in the history', async () => {
    const { id } = await api.create({ consents: [given] });
    const put = await call('PUT', at(id), { body: { items: [given, dossier, revoked] } });
    expect(put).toMatchObject({ status: 200, body: { items: [given, dossier, revoked], version: 2 } });
    expect(put.headers.get('etag')).toBe('"2"');
    expect(put.body.current).toEqual([revoked, dossier]);
    await call('PUT', at(id), { body: { items: [revoked] } });
    const { body } = await call('GET', at(id));
    expect(body.items).toEqual([revoked]);
    expect(body.history.map(({ consent, removed }) => [consent, removed])).toEqual([
      [given, false],
      [dossier, false],
      [revoked, false],
      [given, true],
      [dossier, true],
    ]);
    expect(body.history[0]).toMatchObject({
      userId: 'sandbox-manager',
      clientId: 'sandbox-web',
      recordedAt: expect.any(String),
    });
  });

  test('have a history whatever the door, and none of what stays as it is', async () => {
    const { id } = await api.create({ consents: [given] });
    const length = async () => (await call('GET', at(id))).body.history.length;
    await api.call('PATCH', `${PATIENTS}/${id}`, { body: { sex: 'F' } });
    expect(await length()).toBe(1);
    await api.call('PATCH', `${PATIENTS}/${id}`, { body: { consents: [given, revoked] } });
    expect(await length()).toBe(2);
    await api.call('PATCH', `${PATIENTS}/${id}`, { body: { consents: [{ ...given, documentId: 'd' }, revoked] } });
    expect(await length()).toBe(4);
    await api.call('PUT', `${PATIENTS}/${id}`, { body: { firstName: 'Anna', lastName: 'Prova' } });
    expect(await length()).toBe(6);
  });

  test('are not of the future, and based on the version that was read', async () => {
    const { id } = await api.create({});
    const future = await call('PUT', at(id), { body: { items: [{ ...given, at: '2126-01-01T00:00:00Z' }] } });
    expect(future).toMatchObject({
      status: 422,
      body: { details: [{ field: 'consents.0.at', code: 'out_of_range' }] },
    });
    const stale = { items: [given], version: 2 };
    expect((await call('PUT', at(id), { body: stale })).status).toBe(409);
    expect((await call('PUT', at(id), { body: { items: [given] }, headers: { 'if-match': '"2"' } })).status).toBe(409);
    expect((await call('PUT', at(id), { body: { items: [given], version: 1 } })).status).toBe(200);
    expect((await call('GET', at(9_999_999))).status).toBe(404);
  });
});

describe('matching', () => {
  const match = async (body: object) => {
    const answer = await api.call('POST', `${PATIENTS}/match`, { body });
    return answer as unknown as Answer<PatientMatches>;
  };
  const found = async (body: object) => (await match(body)).body.items.map(({ patient }) => patient.id);

  test('finds by each fact alone, and says how sure it is', async () => {
    const person = somebody();
    const name = { firstName: 'Zenobia', lastName: 'Quarantotti' };
    const { id } = await api.create({ ...person, ...name, phone: '0612345678', email: 'Zeno@example.test' });
    const whole = { ...name, birthDate: person.birthDate, fiscalCode: person.fiscalCode.toLowerCase() };
    const [first] = (await match(whole)).body.items;
    expect(first).toMatchObject({ patient: { id }, grade: 'certain', score: 100 });
    for (const facts of [
      name,
      { lastName: 'quarantòtti' },
      { fiscalCode: person.fiscalCode },
      { phone: '06 12345678' },
      { email: 'zeno@EXAMPLE.test' },
      { firstName: 'Zenobbia', lastName: 'Quarantotti', birthDate: person.birthDate },
      { ...name, firstName: name.lastName, lastName: name.firstName, birthDate: person.birthDate },
    ])
      expect({ facts, found: await found(facts) }).toEqual({ facts, found: expect.arrayContaining([id]) });
  });

  test('finds the bearer of another omocode of the code', async () => {
    const person = somebody();
    const { id } = await api.create(person);
    const [, omocode] = omocodesOf(person.fiscalCode);
    const { firstName, lastName, birthDate } = person;
    const { items } = (await match({ firstName, lastName, birthDate, fiscalCode: omocode })).body;
    const candidate = items.find(({ patient }) => patient.id === id);
    expect(candidate?.grade).not.toBe('certain');
    expect(candidate?.reasons).toContainEqual({ field: 'fiscalCode', agreement: 'similar', points: 40 });
  });

  test('puts the best first, leaves merged ones out, and keeps to the limit', async () => {
    const lastName = 'Venticinquerighe';
    const [exact, other, merged] = [
      await api.create({ firstName: 'Aldo', lastName, birthDate: '1970-05-05' }),
      await api.create({ firstName: 'Aldo', lastName, birthDate: '1970-05-06' }),
      await api.create({ firstName: 'Aldo', lastName, birthDate: '1970-05-05' }),
    ];
    await api.call('POST', `${PATIENTS}/${merged.id}/merge`, { body: { intoId: other.id } });
    const facts = { firstName: 'Aldo', lastName, birthDate: '1970-05-05' };
    expect(await found(facts)).toEqual([exact.id, other.id]);
    expect(await found({ ...facts, limit: 1 })).toEqual([exact.id]);
  });

  test('needs something to search for', async () => {
    for (const body of [{}, { sex: 'F' }, { firstName: '...' }])
      expect(await match(body)).toMatchObject({ status: 422, body: { error: 'validation_failed' } });
  });

  test('shows nobody of another clinic', async () => {
    const token = await api.platform.token({ email: 'manager@other.test' });
    const person = somebody();
    await api.create(person);
    const answer = await api.call('POST', '/v2/tenants/other-clinic/patients/match', {
      body: { fiscalCode: person.fiscalCode },
      token,
    });
    expect(answer.body.items).toEqual([]);
  });
});
