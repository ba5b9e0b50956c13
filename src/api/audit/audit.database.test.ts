import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallOptions, type Platform, startPlatform } from '../../../test/harness/platform.ts';
import { type Database, openDatabase, statement } from '../../platform/database/index.ts';

const PATIENTS = '/v2/tenants/sandbox-clinic/patients';
const ANNA = { firstName: 'Anna', lastName: 'Segretissima' };

let platform: Platform;
/** Sees the rows of every clinic. */
let superuser: Database;
beforeAll(async () => {
  platform = await startPlatform();
  superuser = openDatabase({ url: platform.superuserUrl, poolSize: 5, preparedStatements: true });
});
afterAll(async () => {
  await superuser.close();
  await platform.close();
});

const rowsOfRequest = statement<Record<string, unknown>>(
  'test_audit_rows',
  `select tenant_id, user_id, client_id, action, outcome, patient_ids, address, request_id
     from audit_events where request_id = $1`,
);
const rowsOfPatient = statement<Record<string, unknown>>(
  'test_audit_rows_of_patient',
  'select user_id, action, outcome from audit_events where patient_ids = array[$1::bigint] order by id',
);
const countOfRows = statement<{ count: number }>('test_audit_count', 'select count(*) as count from audit_events');

let requests = 0;

/** Calls the API; `rows` is what the audit holds of that request once its status is known, before its body is read. */
async function audited(method: string, path: string, options: CallOptions = {}) {
  requests += 1;
  const requestId = `audited-${requests}`;
  const response = await platform.call(method, path, {
    ...options,
    headers: { 'x-request-id': requestId, ...options.headers },
  });
  const rows = await superuser.query(rowsOfRequest, [requestId]);
  const text = await response.text();
  return { status: response.status, rows, requestId, body: text === '' ? undefined : JSON.parse(text) };
}

const row = (requestId: string, action: string, outcome: string, patientIds: number[] | null, who: object = {}) => ({
  tenant_id: 'sandbox-clinic',
  user_id: 'sandbox-manager',
  client_id: 'sandbox-web',
  action,
  outcome,
  patient_ids: patientIds,
  address: expect.stringMatching(/^(::1|127\.0\.0\.1|::ffff:127\.0\.0\.1)$/),
  request_id: requestId,
  ...who,
});

async function create(members: object = {}): Promise<number> {
  const { status, body } = await audited('POST', PATIENTS, { body: { ...ANNA, ...members } });
  expect(status).toBe(201);
  return body.id;
}

describe('exactly one row, before the answer is read, for', () => {
  test('a create', async () => {
    const { status, rows, requestId, body } = await audited('POST', PATIENTS, { body: ANNA });
    expect({ status, rows }).toEqual({ status: 201, rows: [row(requestId, 'patients.create', 'success', [body.id])] });
  });

  test('a create with an idempotency key', async () => {
    const headers = { 'idempotency-key': 'audited' };
    const { rows, requestId, body } = await audited('POST', PATIENTS, { body: ANNA, headers });
    expect(rows).toEqual([row(requestId, 'patients.create', 'success', [body.id])]);
  });

  test('a create that is replayed, with whom it shows', async () => {
    const headers = { 'idempotency-key': 'audited-twice' };
    const first = await audited('POST', PATIENTS, { body: ANNA, headers });
    const { rows, requestId } = await audited('POST', PATIENTS, { body: ANNA, headers });
    expect(rows).toEqual([row(requestId, 'patients.create', 'replayed', [first.body.id])]);
  });

  test('a refusal that is replayed', async () => {
    const call = { body: { ...ANNA, birthDate: '1800-01-01' }, headers: { 'idempotency-key': 'audited-refusal' } };
    await audited('POST', PATIENTS, call);
    const { status, rows, requestId } = await audited('POST', PATIENTS, call);
    expect({ status, rows }).toEqual({ status: 422, rows: [row(requestId, 'patients.create', 'replayed', null)] });
  });

  test('a read', async () => {
    const id = await create();
    const { status, rows, requestId } = await audited('GET', `${PATIENTS}/${id}`);
    expect({ status, rows }).toEqual({ status: 200, rows: [row(requestId, 'patients.get', 'success', [id])] });
  });

  test('a read of what is unchanged', async () => {
    const id = await create();
    const { status, rows, requestId } = await audited('GET', `${PATIENTS}/${id}`, {
      headers: { 'if-none-match': '"1"' },
    });
    expect({ status, rows }).toEqual({ status: 304, rows: [row(requestId, 'patients.get', 'success', [id])] });
  });

  test('a list, with everybody on its page', async () => {
    const { status, rows, requestId, body } = await audited('GET', `${PATIENTS}?limit=200`);
    const ids = body.items.map(({ id }: { id: number }) => id);
    expect(ids).toHaveLength(200);
    expect({ status, rows }).toEqual({ status: 200, rows: [row(requestId, 'patients.list', 'success', ids)] });
  });

  test('a search that found nobody', async () => {
    const { status, rows, requestId } = await audited('GET', `${PATIENTS}?q=nobodyiscalledthis`);
    expect({ status, rows }).toEqual({ status: 200, rows: [row(requestId, 'patients.list', 'success', null)] });
  });

  test.each([
    ['PUT', 'patients.replace', { body: ANNA }],
    ['PATCH', 'patients.patch', { body: { sex: 'F' } }],
    ['DELETE', 'patients.delete', {}],
  ])('%s', async (method, action, options) => {
    const id = await create();
    const { status, rows, requestId } = await audited(method, `${PATIENTS}/${id}`, options);
    expect(status).toBe(method === 'DELETE' ? 204 : 200);
    expect(rows).toEqual([row(requestId, action, 'success', [id])]);
  });

  test('another person and application', async () => {
    const id = await create();
    const token = await platform.token({ email: 'doctor@sandbox.test', clientId: 'sandbox-native' });
    const { rows, requestId } = await audited('GET', `${PATIENTS}/${id}`, { token });
    const who = { user_id: 'sandbox-doctor', client_id: 'sandbox-native' };
    expect(rows).toEqual([row(requestId, 'patients.get', 'success', [id], who)]);
  });

  test('a person of another clinic, in that clinic', async () => {
    const token = await platform.token({ email: 'manager@other.test' });
    const { rows, requestId } = await audited('GET', '/v2/tenants/other-clinic/patients?q=nobody', { token });
    const who = { tenant_id: 'other-clinic', user_id: 'other-manager' };
    expect(rows).toEqual([row(requestId, 'patients.list', 'success', null, who)]);
  });

  test('each of many at once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => create()));
    const token = await platform.token({ email: 'doctor@sandbox.test' });
    const answers = await Promise.all([
      ...ids.map(async (id) => ({ id, who: {}, answer: await audited('GET', `${PATIENTS}/${id}`) })),
      ...ids.map(async (id) => ({
        id,
        who: { user_id: 'sandbox-doctor' },
        answer: await audited('GET', `${PATIENTS}/${id}`, { token }),
      })),
    ]);
    for (const { id, who, answer } of answers)
      expect(answer.rows).toEqual([row(answer.requestId, 'patients.get', 'success', [id], who)]);
  });
});

describe('exactly one row for a refusal', () => {
  test('403 for a missing scope', async () => {
    const token = await platform.token({ scope: 'openid giponext.agenda' });
    const { status, rows, requestId } = await audited('GET', PATIENTS, { token });
    expect({ status, rows }).toEqual({
      status: 403,
      rows: [row(requestId, 'patients.list', 'insufficient_scope', null)],
    });
  });

  test('403 for a missing permission', async () => {
    const id = await create();
    const token = await platform.token({ email: 'reception@sandbox.test' });
    const { status, rows, requestId } = await audited('DELETE', `${PATIENTS}/${id}`, { token });
    const who = { user_id: 'sandbox-reception' };
    expect(status).toBe(403);
    expect(rows).toEqual([row(requestId, 'patients.delete', 'insufficient_permission', null, who)]);
  });

  test.each([
    ['GET', 'patients.get', {}],
    ['PUT', 'patients.replace', { body: ANNA }],
    ['PATCH', 'patients.patch', { body: {} }],
    ['DELETE', 'patients.delete', {}],
  ])('404 of %s', async (method, action, options) => {
    const { status, rows, requestId } = await audited(method, `${PATIENTS}/9999999`, options);
    expect({ status, rows }).toEqual({ status: 404, rows: [row(requestId, action, 'not_found', null)] });
  });

  test("404 for another clinic's path, in the clinic of the person", async () => {
    const { status, rows, requestId } = await audited('GET', '/v2/tenants/other-clinic/patients');
    expect({ status, rows }).toEqual({ status: 404, rows: [row(requestId, 'patients.list', 'not_found', null)] });
  });

  test.each<[Record<string, string>]>([[{}], [{ 'idempotency-key': 'audited-duplicate' }]])(
    '409 for a duplicate (%j)',
    async (headers) => {
      const fiscalCode = 'RSSMRA80A01H501U';
      await audited('POST', PATIENTS, { body: { ...ANNA, fiscalCode } });
      const { status, rows, requestId } = await audited('POST', PATIENTS, { body: { ...ANNA, fiscalCode }, headers });
      expect({ status, rows }).toEqual({
        status: 409,
        rows: [row(requestId, 'patients.create', 'duplicate_patient', null)],
      });
    },
  );

  test('409 for another version', async () => {
    const id = await create();
    const headers = { 'if-match': '"2"' };
    const { status, rows, requestId } = await audited('PATCH', `${PATIENTS}/${id}`, { body: {}, headers });
    expect({ status, rows }).toEqual({
      status: 409,
      rows: [row(requestId, 'patients.patch', 'version_conflict', null)],
    });
  });

  test.each<[Record<string, string>]>([[{}], [{ 'idempotency-key': 'audited-rule' }]])(
    '422 for a broken rule (%j)',
    async (headers) => {
      const body = { ...ANNA, birthDate: '1800-01-01' };
      const { status, rows, requestId } = await audited('POST', PATIENTS, { body, headers });
      expect({ status, rows }).toEqual({
        status: 422,
        rows: [row(requestId, 'patients.create', 'validation_failed', null)],
      });
    },
  );
});

describe('no row', () => {
  test('for a list that is unchanged, as it shows nobody', async () => {
    expect(await audited('GET', PATIENTS, { headers: { 'if-none-match': '*' } })).toMatchObject({
      status: 304,
      rows: [],
    });
  });

  test('for a request that is malformed or nobody makes', async () => {
    expect(await audited('GET', `${PATIENTS}?limit=x`)).toMatchObject({ status: 400, rows: [] });
    expect(await audited('GET', PATIENTS, { token: null })).toMatchObject({ status: 401, rows: [] });
  });

  test('of a write that was undone', async () => {
    const sandbox = platform.database.forTenant({ tenantId: 'sandbox-clinic', timeZone: 'UTC' });
    const count = async () => (await superuser.query(countOfRows))[0]!.count;
    const before = await count();
    const undone = sandbox.transaction(async (tx) => {
      await tx.query(statement('test_audit_update', 'update patients set version = version + 1'));
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    expect(await count()).toBe(before);
  });
});

test('a change through another door leaves a row, too', async () => {
  const id = await create();
  const sandbox = platform.database.forTenant({ tenantId: 'sandbox-clinic', timeZone: 'UTC' });
  await sandbox.query(statement('test_audit_door', 'update patients set version = version + 1 where id = $1'), [id]);
  expect(await superuser.query(rowsOfPatient, [id])).toEqual([
    { user_id: 'sandbox-manager', action: 'patients.create', outcome: 'success' },
    { user_id: null, action: 'patients.updated', outcome: 'success' },
  ]);
});

test.each(['audit_events', 'change_log'])('the application can neither change nor remove rows of %s', async (table) => {
  const sandbox = platform.database.forTenant({ tenantId: 'sandbox-clinic', timeZone: 'UTC' });
  for (const [name, sql] of Object.entries({
    update: `update ${table} set tenant_id = tenant_id`,
    delete: `delete from ${table}`,
    truncate: `truncate ${table}`,
    disable: `alter table ${table} disable trigger all`,
    drop: `drop table ${table}`,
  })) {
    await expect(sandbox.query(statement(`test_${name}_${table}`, sql)), sql).rejects.toMatchObject({ code: '42501' });
  }
});
