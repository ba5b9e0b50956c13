import type { OperationOutcome } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCOPES } from '../../src/catalogue/scopes.ts';
import { fhirRoutes } from '../../src/fhir/index.ts';
import type { FhirRoute } from '../../src/fhir/routes.ts';
import { statement } from '../../src/platform/database/index.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';

/** The ids of objects of the other clinic, by the type of the resource, as its own manager finds them. */
const foreignIds = new Map<string, string>();
const byName = fhirRoutes.map((route) => [`${route.method} ${route.path}`, route] as const);
const ofObjects = byName.filter(([, { path, resource }]) => path.includes('{id}') && resource?.search);
let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform();
  const token = await platform.token({ email: 'manager@other.test' });
  for (const type of new Set(ofObjects.map(([, { resource }]) => resource!.type))) {
    const response = await platform.call('GET', `/v2/tenants/other-clinic/fhir/${type}?_count=1`, { token });
    const found = (await response.json()) as { entry?: { resource: { id: string } }[] };
    if (found.entry) foreignIds.set(type, found.entry[0]!.resource.id);
  }
  await platform.database
    .forTenant({ tenantId: 'sandbox-clinic', timeZone: 'UTC' })
    .query(
      statement(
        'fhir_refusals_bare_role',
        `insert into roles (tenant_id, key, name) values ('sandbox-clinic', 'bare', 'Bare') on conflict do nothing`,
      ),
    );
  await platform.database.query(
    statement('fhir_refusals_bare_user', `update users set role_key = 'bare' where id = 'sandbox-integrator'`),
  );
});
afterAll(() => platform.close());

async function call(
  route: FhirRoute,
  { token, tenant = 'sandbox-clinic', id = '1' }: { token?: string | null; tenant?: string; id?: string } = {},
) {
  const path = route.path.replace('{id}', id).replace(/\{\w+\}/g, '1');
  const body = { resourceType: route.resource?.type ?? 'Bundle' };
  const response = await platform.call(route.method, `/v2/tenants/${tenant}/fhir${path}`, {
    ...(token !== undefined && { token }),
    ...(['POST', 'PUT'].includes(route.method) && { body, headers: { 'content-type': 'application/fhir+json' } }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) as OperationOutcome };
}

const codeOf = ({ body }: { body: OperationOutcome }) => body.issue[0]!.code;

test('there are routes to examine', () => {
  expect(byName.length).toBeGreaterThan(30);
  expect(foreignIds.size).toBeGreaterThan(5);
});

describe.each(byName)('%s', (_name, route) => {
  test('is refused without a good token, and for another clinic before anything else', async () => {
    for (const token of [null, 'nonsense']) {
      const refused = await call(route, { token });
      expect(refused.status).toBe(401);
      expect(refused.body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'login' }] });
      expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token"/);
      expect(refused.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    }
    const elsewhere = await call(route, { tenant: 'other-clinic', token: await platform.token({ scope: 'openid' }) });
    expect([elsewhere.status, codeOf(elsewhere)]).toEqual([404, 'not-found']);
  });

  test('is refused without the scope', async () => {
    const scope = SCOPES.filter((one) => one !== 'giponext.fhir' && !one.includes('/')).join(' ');
    const refused = await call(route, { token: await platform.token({ scope }) });
    expect([refused.status, codeOf(refused)]).toEqual([403, 'forbidden']);
    expect(refused.headers.get('www-authenticate')).toContain('giponext.fhir');
  });

  test.runIf(route.resource)('is refused without the permission', async () => {
    const refused = await call(route, { token: await platform.token({ email: 'integrator@sandbox.test' }) });
    expect([refused.status, codeOf(refused)]).toEqual([403, 'forbidden']);
  });
});

test.each(ofObjects)("%s: another clinic's object is as one that is not there", async (_name, route) => {
  const id = foreignIds.get(route.resource!.type);
  if (id === undefined || id === 'clinic' || route.resource!.type === 'Slot') return;
  const answers = [await call(route, { id }), await call(route, { id: '9999999' })];
  const [foreign, missing] = answers.map(({ status, body }) => ({ status, code: body.issue[0]!.code }));
  expect(foreign).toEqual(missing);
  expect(foreign!.status).not.toBe(200);
});

test('an error of the address itself is an OperationOutcome, too', async () => {
  for (const path of ['/Nothing/1', '/Patient/%zz', '/Patient/1/nothing']) {
    const response = await platform.call('GET', `/v2/tenants/sandbox-clinic/fhir${path}`);
    const body = (await response.json()) as OperationOutcome;
    expect(body.resourceType).toBe('OperationOutcome');
    expect(response.status).toBeGreaterThanOrEqual(400);
  }
  const broken = await platform.call('POST', '/v2/tenants/sandbox-clinic/fhir/Patient', { body: '{' });
  expect([broken.status, ((await broken.json()) as OperationOutcome).resourceType]).toEqual([400, 'OperationOutcome']);
  const other = await platform.call('GET', '/v2/tenants/sandbox-clinic/fhir/Patient?_format=xml');
  expect([other.status, ((await other.json()) as OperationOutcome).resourceType]).toEqual([406, 'OperationOutcome']);
});
