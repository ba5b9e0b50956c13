import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSuperuser } from '../../../test/harness/database.ts';
import { type Platform, startPlatform } from '../../../test/harness/platform.ts';
import { statement } from '../../platform/database/index.ts';

const PATIENTS = '/v2/tenants/sandbox-clinic/patients';
const ANNA = { firstName: 'Anna', lastName: 'Segretissima' };

/** The server may write everything but the audit. */
let platform: Platform;
let id: number;
beforeAll(async () => {
  platform = await startPlatform();
  const created = await platform.call('POST', PATIENTS, { body: ANNA });
  ({ id } = (await created.json()) as { id: number });
  await asSuperuser(platform.superuserUrl, 'revoke insert on audit_events from corsia_app');
});
afterAll(() => platform.close());

test.each([
  ['a read', 'GET', (patient: number) => `/${patient}`, undefined],
  ['a list', 'GET', () => '?q=segretissima', undefined],
  ['a create', 'POST', () => '', ANNA],
  ['a replace', 'PUT', (patient: number) => `/${patient}`, ANNA],
  ['a patch', 'PATCH', (patient: number) => `/${patient}`, { sex: 'F' }],
  ['a delete', 'DELETE', (patient: number) => `/${patient}`, undefined],
])('%s that cannot be audited fails and shows nothing', async (_name, method, path, body) => {
  const response = await platform.call(method, PATIENTS + path(id), { ...(body && { body }) });
  const text = await response.text();
  expect(response.status).toBeGreaterThanOrEqual(500);
  expect(JSON.parse(text)).toMatchObject({ status: response.status, details: [] });
  expect(text).not.toMatch(/segretissima|audit|permission denied/i);
});

test('nothing of it was stored', async () => {
  const rows = await platform.database
    .forTenant({ tenantId: 'sandbox-clinic', timeZone: 'UTC' })
    .query(
      statement<{ id: number; version: number }>(
        'test_audit_stored',
        `select id, version from patients where last_name = 'Segretissima'`,
      ),
    );
  expect(rows).toEqual([{ id, version: 1 }]);
});

test('a refusal is still a refusal, as it shows nobody', async () => {
  const missing = await platform.call('GET', `${PATIENTS}/9999999`);
  expect(missing.status).toBe(404);
  const token = await platform.token({ scope: 'openid' });
  expect((await platform.call('GET', `${PATIENTS}/${id}`, { token })).status).toBe(403);
});

test('the server works again as soon as the audit does', async () => {
  await asSuperuser(platform.superuserUrl, 'grant insert on audit_events to corsia_app');
  const read = await platform.call('GET', `${PATIENTS}/${id}`);
  expect(read.status).toBe(200);
  expect(await read.json()).toMatchObject({ id, ...ANNA, version: 1 });
});
