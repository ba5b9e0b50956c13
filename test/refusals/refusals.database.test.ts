import type { TSchema } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSigningKeys } from '../../src/account/oidc/signing-keys.ts';
import { resources } from '../../src/api/resources.ts';
import type { Route } from '../../src/api/route.ts';
import { namedSchemas } from '../../src/api/schema.ts';
import { SCOPES } from '../../src/catalogue/scopes.ts';
import { statement } from '../../src/platform/database/index.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';

const everyRoute = resources.flatMap((resource) => resource.routes);
const tenantRoutes = everyRoute.filter((route) => route.access !== 'signed-in');
const byName = (routes: readonly Route[]) => routes.map((route) => [route.operationId, route] as const);

let platform: Platform;
/** An object of the other clinic, by the tag of its resource. */
const foreignIds = new Map<string, number>();

/** The table of each resource that has objects of its own. A resource that is missing here fails. */
const TABLES: Record<string, string> = {
  Patients: 'patients',
  Locations: 'locations',
  Rooms: 'rooms',
  Practitioners: 'practitioners',
  Agendas: 'agendas',
  Treatments: 'treatments',
  PriceLists: 'price_lists',
  Appointments: 'appointments',
  Episodes: 'episodes',
  MedicalReports: 'medical_reports',
  Issuers: 'issuers',
  Invoices: 'invoices',
  Exports: 'exports',
};

beforeAll(async () => {
  platform = await startPlatform();
  await platform.call('POST', '/v2/tenants/other-clinic/exports', {
    token: await platform.token({ email: 'manager@other.test' }),
    body: { resources: ['rooms'] },
  });
  const foreign = platform.database.forTenant({ tenantId: 'other-clinic', timeZone: 'UTC' });
  for (const [tag, table] of Object.entries(TABLES)) {
    const any = statement<{ id: number }>(`refusals_foreign_${table}`, `select min(id) as id from ${table}`);
    foreignIds.set(tag, (await foreign.query(any))[0]!.id);
  }
});
afterAll(() => platform.close());

test('there are routes to examine', () => {
  expect(everyRoute.length).toBeGreaterThan(5);
  expect(tenantRoutes.length).toBeGreaterThan(4);
});

test('a forged token that is right in everything is let in', async () => {
  const response = await platform.call('GET', '/v2/userinfo', { token: await forge({}) });
  expect(response.status).toBe(200);
});

describe.each(byName(everyRoute))('%s', (_name, route) => {
  test('no token is 401', async () => {
    await expectRefusal(call(route, { token: null }), 401, 'invalid_token');
  });
  test('a token that is none is 401', async () => {
    await expectRefusal(call(route, { token: 'nonsense' }), 401, 'invalid_token');
  });
  test('an expired token is 401', async () => {
    await expectRefusal(call(route, { token: await forge({ exp: 1 }) }), 401, 'invalid_token');
  });
  test('a token for another audience is 401', async () => {
    await expectRefusal(call(route, { token: await forge({ aud: 'https://elsewhere.test' }) }), 401, 'invalid_token');
  });
  test('a token of another issuer is 401', async () => {
    await expectRefusal(call(route, { token: await forge({ iss: 'https://elsewhere.test' }) }), 401, 'invalid_token');
  });
  test('an ID token is 401', async () => {
    await expectRefusal(call(route, { token: await forge({}, { typ: 'JWT' }) }), 401, 'invalid_token');
  });
  test('a token whose grant is gone is 401', async () => {
    await expectRefusal(call(route, { token: await forge({ gid: 'gone' }) }), 401, 'invalid_token');
  });
  test('an unsigned token is 401', async () => {
    const [, payload] = (await forge({})).split('.');
    const header = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    await expectRefusal(call(route, { token: `${header}.${payload}.` }), 401, 'invalid_token');
  });
  test('a good token in the query string is 401', async () => {
    const token = await platform.token();
    await expectRefusal(call(route, { token: null, search: `?access_token=${token}` }), 401, 'invalid_token');
    await expectRefusal(call(route, { search: `?access_token=${token}` }), 401, 'invalid_token');
  });
});

describe.each(byName(tenantRoutes))('%s', (_name, route) => {
  if (route.access === 'signed-in') throw new Error('not a tenant route');
  const policy = route.access === 'clinic' ? undefined : route.access;

  test("another tenant's path is 404, before scope and permission", async () => {
    await expectRefusal(call(route, { tenantId: 'other-clinic' }), 404, 'not_found');
    const token = await platform.token({ scope: 'openid' });
    await expectRefusal(call(route, { tenantId: 'other-clinic', token }), 404, 'not_found');
    await expectRefusal(call(route, { tenantId: 'no-such-clinic' }), 404, 'not_found');
  });
  test('a developer without a clinic gets 404', async () => {
    await expectRefusal(
      call(route, { token: await platform.token({ email: 'developer@sandbox.test' }) }),
      404,
      'not_found',
    );
  });
  test.runIf(policy)('a missing scope is 403 and named', async () => {
    const { scope } = policy!;
    const others = SCOPES.filter((other) => other !== scope).join(' ');
    const response = await expectRefusal(
      call(route, { token: await platform.token({ scope: others }) }),
      403,
      'insufficient_scope',
    );
    expect(response.body.scope).toBe(scope);
    expect(response.headers.get('www-authenticate')).toContain(`scope="${scope}"`);
  });
  test.runIf(policy)('a missing permission is 403 and named', async () => {
    const { permission } = policy!;
    await platform.database
      .forTenant({ tenantId: 'sandbox-clinic', timeZone: 'UTC' })
      .query(
        statement(
          'refusals_bare_role',
          `insert into roles (tenant_id, key, name) values ('sandbox-clinic', 'bare', 'Bare') on conflict do nothing`,
        ),
      );
    await platform.database.query(
      statement('refusals_bare_user', `update users set role_key = 'bare' where id = 'sandbox-integrator'`),
    );
    const token = await platform.token({ email: 'integrator@sandbox.test' });
    const response = await expectRefusal(call(route, { token }), 403, 'insufficient_permission');
    expect(response.body.permission).toBe(permission);
  });
  test.runIf(route.path.includes('{'))("another tenant's object is 404, exactly as a missing one", async () => {
    const id = foreignIds.get(tagOf(route));
    expect(id, `TABLES names no table with rows for ${tagOf(route)}`).toEqual(expect.any(Number));
    const foreign = await expectRefusal(call(route, { id: id! }), 404, 'not_found');
    const missing = await expectRefusal(call(route, { id: 9_999_999 }), 404, 'not_found');
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
  });
});

interface CallWith {
  token?: string | null;
  tenantId?: string;
  id?: number;
  search?: string;
}

function call(route: Route, { token, tenantId = 'sandbox-clinic', id = 1, search = '' }: CallWith): Promise<Response> {
  const prefix = route.access === 'signed-in' ? '/v2' : `/v2/tenants/${tenantId}`;
  const path = prefix + route.path.replace(/\{\w+\}/g, String(id)) + search;
  const body = route.body && exampleOf(route.body);
  return platform.call(route.method, path, { ...(token !== undefined && { token }), ...(body && { body }) });
}

const tagOf = (route: Route) => route.operationId.split('_')[0]!;

/** The example of a body's contract: good enough to get past validation to the refusal. */
function exampleOf(body: TSchema): object {
  const { $ref } = body as { $ref?: string };
  const definitions = namedSchemas() as { $id?: string; example?: object }[];
  const example = definitions.find(({ $id }) => `${$id}#` === $ref)?.example;
  if (!example) throw new Error(`the body ${$ref} has no example`);
  return example;
}

async function expectRefusal(answer: Promise<Response>, status: number, error: string) {
  const response = await answer;
  const body = (await response.json()) as Record<string, unknown>;
  expect({ status: response.status, error: body.error }).toEqual({ status, error });
  expect(body).toMatchObject({
    status,
    message: expect.any(String),
    requestId: response.headers.get('x-request-id'),
    details: [],
  });
  if (status === 401) expect(response.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token"/);
  return { body, headers: response.headers };
}

/** A token signed with the installation's own key, with whatever claims. */
async function forge(claims: Record<string, unknown>, header: Record<string, string> = {}): Promise<string> {
  const { keys } = await loadSigningKeys(platform.database, platform.sealer);
  const key = keys.find(({ alg }) => alg === 'ES256')!;
  const good = JSON.parse(Buffer.from((await platform.token()).split('.')[1]!, 'base64url').toString());
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const said = `${encode({ alg: 'ES256', typ: 'at+jwt', kid: key.kid, ...header })}.${encode({ ...good, ...claims })}`;
  return `${said}.${Buffer.from(key.sign(Buffer.from(said))).toString('base64url')}`;
}
