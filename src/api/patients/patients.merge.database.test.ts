import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BELONGINGS } from './belongings.ts';
import { PATIENTS, type PatientsApi, somebody, startPatientsApi } from './patients.fixture.ts';
import type { Patient } from './patients.schema.ts';

let api: PatientsApi;
let client: pg.Client;
beforeAll(async () => {
  api = await startPatientsApi();
  client = new pg.Client({ connectionString: api.platform.superuserUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await api.platform.close();
});

const merge = (id: number, intoId: number, headers: Record<string, string> = {}) =>
  api.call('POST', `${PATIENTS}/${id}/merge`, { body: { intoId }, headers });
const read = async (id: number): Promise<Patient> => (await api.call('GET', `${PATIENTS}/${id}`)).body;
const log = async (id: number) =>
  (
    await client.query(
      `select op, version from change_log where resource = 'patients' and resource_id = $1 order by xid, seq`,
      [id],
    )
  ).rows;
const refusal = (code: string) => ({
  status: 422,
  body: { error: 'validation_failed', details: [{ field: 'intoId', code }] },
});

describe('merging', () => {
  test('leads from the one to the other, for readers and for pollers', async () => {
    const [loser, winner] = [await api.create({}), await api.create({})];
    const answer = await merge(loser.id, winner.id);
    expect(answer).toMatchObject({ status: 200, body: { id: loser.id, mergedIntoId: winner.id, version: 2 } });
    expect(answer.headers.get('etag')).toBe('"2"');
    expect(await read(loser.id)).toEqual(answer.body);
    expect(await log(loser.id)).toEqual([
      { op: 'created', version: 1 },
      { op: 'merged', version: 2 },
    ]);
    expect((await log(winner.id)).at(-1)).toEqual({ op: 'updated', version: 2 });
    expect((await api.call('PATCH', `${PATIENTS}/${loser.id}`, { body: { sex: 'F' } })).status).toBe(422);
    expect((await api.call('POST', `${PATIENTS}/${loser.id}/archive`)).status).toBe(422);
  });

  test('keeps what the one who stays says, and takes what was only known of the other', async () => {
    const person = somebody();
    const loser = await api.create({
      ...person,
      mobile: '+393000000001',
      email: 'old@example.test',
      tsOpposition: true,
      externalIds: [{ system: 'his', value: 'L' }],
      consents: [{ type: 'marketing', status: 'revoked', at: '2026-02-01T00:00:00Z' }],
    });
    const winner = await api.create({
      firstName: 'Quirina',
      lastName: 'Nova',
      email: 'new@example.test',
      externalIds: [{ system: 'his', value: 'W' }],
      consents: [{ type: 'marketing', status: 'given', at: '2026-01-01T00:00:00Z' }],
    });
    await merge(loser.id, winner.id);
    expect(await read(winner.id)).toMatchObject({
      lastName: 'Nova',
      email: 'new@example.test',
      mobile: '+393000000001',
      birthDate: person.birthDate,
      fiscalCode: person.fiscalCode,
      fiscalCodeType: 'CF',
      fiscalCodeStatus: loser.fiscalCodeStatus,
      tsOpposition: true,
      externalIds: [
        { system: 'his', value: 'W' },
        { system: 'his', value: 'L' },
      ],
      consents: [{ status: 'given' }, { status: 'revoked' }],
    });
    const found = async (query: string) =>
      (await api.call('GET', `${PATIENTS}?${query}`)).body.items.map(({ id }) => id);
    expect(await found(`fiscalCode=${person.fiscalCode}`)).toEqual([winner.id]);
    expect(await found('externalId=his%7CL')).toEqual([winner.id]);
    const duplicate = await api.call('POST', PATIENTS, { body: person });
    expect(duplicate).toMatchObject({ status: 409, body: { existingId: winner.id } });
  });

  test('keeps the code of the one who stays, and sets the other one free', async () => {
    const [one, other] = [somebody(), somebody()];
    const [loser, winner] = [await api.create(one), await api.create(other)];
    await merge(loser.id, winner.id);
    expect((await read(winner.id)).fiscalCode).toBe(other.fiscalCode);
    expect((await api.call('POST', PATIENTS, { body: one })).status).toBe(201);
  });

  test('leads those who were merged before to the one who stays', async () => {
    const [first, second, third] = [await api.create({}), await api.create({}), await api.create({})];
    await merge(first.id, second.id);
    await merge(second.id, third.id);
    expect(await read(first.id)).toMatchObject({ mergedIntoId: third.id, version: 3 });
    expect((await log(first.id)).map(({ op }) => op)).toEqual(['created', 'merged', 'updated']);
  });

  test('is refused into oneself, into nobody, into a merged one, and twice', async () => {
    const [one, other, third] = [await api.create({}), await api.create({}), await api.create({})];
    expect(await merge(one.id, one.id)).toMatchObject(refusal('same_patient'));
    expect(await merge(one.id, 9_999_999)).toMatchObject(refusal('not_found'));
    expect((await merge(9_999_999, one.id)).status).toBe(404);
    await merge(one.id, other.id);
    expect(await merge(other.id, one.id)).toMatchObject(refusal('merged'));
    expect(await merge(third.id, one.id)).toMatchObject(refusal('merged'));
    expect(await merge(one.id, third.id)).toMatchObject({ status: 422, body: { error: 'validation_failed' } });
  });

  test("another clinic's patient does not exist", async () => {
    const { rows } = await client.query(`select min(id)::int as id from patients where tenant_id = 'other-clinic'`);
    const one = await api.create({});
    expect(await merge(one.id, rows[0].id)).toMatchObject(refusal('not_found'));
    expect((await merge(rows[0].id, one.id)).status).toBe(404);
  });

  test('is based on the version that was read', async () => {
    const [one, other] = [await api.create({}), await api.create({})];
    expect((await merge(one.id, other.id, { 'if-match': '"2"' })).status).toBe(409);
    expect((await merge(one.id, other.id, { 'if-match': '"1"' })).status).toBe(200);
  });

  test('into each other at once succeeds one way', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, other] = [await api.create({}), await api.create({})];
      const answers = await Promise.all([merge(one.id, other.id), merge(other.id, one.id)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
      const merged = [await read(one.id), await read(other.id)].filter(
        ({ mergedIntoId }) => mergedIntoId !== undefined,
      );
      expect(merged).toHaveLength(1);
    }
  });

  test('a patient whom others were merged into is not deleted', async () => {
    const [loser, winner] = [await api.create({}), await api.create({})];
    await merge(loser.id, winner.id);
    expect((await api.call('DELETE', `${PATIENTS}/${winner.id}`)).status).toBe(422);
  });
});

describe('what belongs to patients', () => {
  /** The record's own parts: they stay with it. */
  const OWN = ['patients', 'patient_search_keys', 'patient_consents'];

  test('is moved from every table that refers to them', async () => {
    const { rows } = await client.query<{ name: string }>(
      `select distinct conrelid::regclass::text as name from pg_constraint
        where contype = 'f' and confrelid = 'patients'::regclass`,
    );
    const tables = rows.map(({ name }) => name).filter((name) => !OWN.includes(name));
    expect(tables.length).toBeGreaterThan(2);
    expect([...new Set(BELONGINGS.map(({ table }) => table))].sort()).toEqual(tables.sort());
  });

  test('becomes that of the one who stays, versions included', async () => {
    const { rows } = await client.query(
      `select patient_id::int as id, count(*)::int as count from appointments
        where tenant_id = 'sandbox-clinic' and deleted_at is null group by 1 order by 2 desc, 1 limit 1`,
    );
    const loser = rows[0];
    const winner = await api.create({});
    const body = { patientId: loser.id, title: 'Cure', start: '2026-11-01', status: 'active' };
    const { id: episodeId } = (await api.call('POST', '/v2/tenants/sandbox-clinic/episodes', { body })).body;
    await client.query(
      `update appointments set episode_id = $2, version = version + 1 where tenant_id = 'sandbox-clinic' and patient_id = $1`,
      [loser.id, episodeId],
    );
    const before = await appointmentsOf(loser.id);
    expect((await merge(loser.id, winner.id)).status).toBe(200);
    expect(await appointmentsOf(loser.id)).toEqual([]);
    expect(await appointmentsOf(winner.id)).toEqual(before.map(({ id, version }) => ({ id, version: version + 1 })));
    const episode = await api.call('GET', `/v2/tenants/sandbox-clinic/episodes/${episodeId}`);
    expect(episode.body).toMatchObject({ patientId: winner.id });
    for (const { table } of BELONGINGS) {
      const left = await client.query(`select from ${table} where tenant_id = 'sandbox-clinic' and patient_id = $1`, [
        loser.id,
      ]);
      expect({ table, left: left.rowCount }).toEqual({ table, left: 0 });
    }
  });

  test('is refused to a merged patient, also when the merge commits in between', async () => {
    const [loser, winner] = [await api.create({}), await api.create({})];
    const body = { patientId: loser.id, title: 'Cure', start: '2026-11-01' };
    await client.query('begin');
    await client.query(`select from patients where tenant_id = 'sandbox-clinic' and id = $1 for update`, [loser.id]);
    const late = api.call('POST', '/v2/tenants/sandbox-clinic/episodes', { body });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await client.query(
      `update patients set merged_into_id = $2, version = 2 where tenant_id = 'sandbox-clinic' and id = $1`,
      [loser.id, winner.id],
    );
    await client.query('commit');
    const refused = {
      status: 422,
      body: { error: 'validation_failed', details: [{ field: 'patientId', code: 'merged' }] },
    };
    expect(await late).toMatchObject(refused);
    expect(await api.call('POST', '/v2/tenants/sandbox-clinic/episodes', { body })).toMatchObject(refused);
    const headers = { 'idempotency-key': 'for-a-merged-one' };
    expect(await api.call('POST', '/v2/tenants/sandbox-clinic/episodes', { body, headers })).toMatchObject(refused);
  });

  async function appointmentsOf(patientId: number): Promise<{ id: number; version: number }[]> {
    const { rows } = await client.query(
      `select id::int, version from appointments where tenant_id = 'sandbox-clinic' and patient_id = $1 order by id`,
      [patientId],
    );
    return rows;
  }
});
