import { glob, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consolePages } from '../../src/account/console/console-pages.ts';
import type { PageRoute, Requirement } from '../../src/account/console/page-route.ts';
import { statement } from '../../src/platform/database/index.ts';
import { newBrowser, signInAt } from '../accounts/accounts.ts';
import { createDraft, handIn, MANAGER, signedIn } from '../developer/console.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent } from '../oauth/user-agent.ts';
import { ageSessions } from '../second-factor/authenticator.ts';

/** Everybody there is, and what they may open. */
const PEOPLE: Record<string, readonly Requirement[]> = {
  'manager@sandbox.test': ['signed-in', 'manager', 'sandbox-manager'],
  'manager@real.test': ['signed-in', 'manager'],
  'doctor@sandbox.test': ['signed-in'],
  'reception@sandbox.test': ['signed-in'],
  'billing@sandbox.test': ['signed-in'],
  'integrator@sandbox.test': ['signed-in'],
  'developer@sandbox.test': ['signed-in', 'developer'],
  'admin@sandbox.test': ['signed-in', 'administrator'],
};

let platform: Platform;
const agents = new Map<string, UserAgent>();
const forms = new Map<string, string>();
/** What the parameters of paths stand for: something of somebody else, and something that does not exist. */
let foreign: Record<string, string>;
const unknown = { id: '00000000-0000-4000-8000-000000000000', secret: '999999', person: 'nobody', price: '999999' };

beforeAll(async () => {
  platform = await startPlatform();
  // A clinic that is none of the sandbox: what is for sandboxes alone is not for its manager.
  await sql(platform, `insert into tenants (id, name, sandbox) values ('real-clinic', 'Centro Vero', false)`);
  await inClinic(
    'real-clinic',
    `insert into roles (tenant_id, key, name) values ('real-clinic', 'manager', 'Manager')`,
  );
  await sql(
    platform,
    `insert into users (id, email, name, password_hash, tenant_id, role_key)
     select 'real-manager', 'manager@real.test', 'Vera', password_hash, 'real-clinic', 'manager' from users where id = 'sandbox-manager'`,
  );
  for (const email of Object.keys(PEOPLE)) {
    const agent = await signedIn(platform, email);
    agents.set(email, agent);
    forms.set(email, tokenOf((await agent.open('/profile')).html));
  }
  // Another clinic's manager is a developer, too, with an application and a request of their own.
  await sql(platform, `update users set developer = true where id = 'other-manager'`);
  const other = newBrowser(platform);
  await signInAt(other, 'manager@other.test');
  const application = await createDraft(other);
  await handIn(other, application);
  await sql(platform, `update clients set status = 'approved' where id = $1`, [application]);
  await sql(platform, `insert into client_secrets (client_id, hash) values ($1, 'x')`, [application]);
  const page = await other.open('/clinic/developer-access');
  await other.submit(page, { fields: { email: 'someone@other.test', reason: 'Integration' } });
  const [request] = await sql<{ id: string }>(
    platform,
    `select id from support_requests where type = 'developer-role'`,
  );
  const [secret] = await sql<{ id: number }>(platform, 'select id from client_secrets where client_id = $1', [
    application,
  ]);
  const invite = await other.open('/clinic/users/invite');
  await other.submit(invite, { fields: { name: 'Nuovo', email: 'new@other.test', role: 'billing' } });
  const [invitation] = await sql<{ id: string }>(platform, 'select id from clinic_invitations');
  const makeRole = await other.open('/clinic/roles/new');
  await other.submit(makeRole, { fields: { name: 'Archivio' }, tick: ['patients.read'] });
  const [role] = await inClinic<{ key: string }>('other-clinic', `select key from roles where name = 'Archivio'`);
  await sql(platform, `insert into passkey_holders (user_id, handle) values ('other-manager', 'h')`);
  const [passkey] = await sql<{ id: string }>(
    platform,
    `insert into passkeys (user_id, credential_id, public_key, counter, transports, synced, backed_up, name)
     values ('other-manager', 'c', 'k', 0, '{}', false, false, 'Key') returning id`,
  );
  // Connected in the other clinic alone: the sandbox application that nobody here has used.
  await platform.token({ email: 'manager@other.test', clientId: 'sandbox-native' });
  foreign = {
    application,
    request: request!.id,
    secret: String(secret!.id),
    person: 'other-manager',
    invitation: invitation!.id,
    role: role!.key,
    passkey: passkey!.id,
    connected: 'sandbox-native',
    ...(await catalogueOf('other-clinic')),
  };
});
afterAll(() => platform.close());

const tokenOf = (page: string): string => /name="xsrf" value="([^"]+)"/.exec(page)![1]!;

/** Within a clinic, as its rows are under row-level security. */
const inClinic = <Row>(tenantId: string, text: string): Promise<Row[]> =>
  platform.database.forTenant({ tenantId, timeZone: 'UTC' }).query(statement<Row>(`test_${text}`.slice(0, 60), text));

/** The parts of a clinic's catalogue, as paths have them. */
const CATALOGUE = ['practitioners', 'agendas', 'treatments', 'price-lists', 'locations', 'rooms'] as const;

/** One object of each in a clinic, and a price. */
async function catalogueOf(tenantId: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of [...CATALOGUE, 'price']) {
    const table = name === 'price' ? 'price_list_items' : name.replace('-', '_');
    const [row] = await inClinic<{ id: number }>(tenantId, `select id from ${table} limit 1`);
    found[name] = String(row!.id);
  }
  return found;
}

/** What `:id` stands for, by how the path begins; the first that fits. */
const KINDS: readonly [RegExp, string][] = [
  [/^\/clinic\/invitations/, 'invitation'],
  [/^\/clinic\/developer-access|^\/profile\/support|\/requests\/:id/, 'request'],
  [/^\/clinic\/users/, 'person'],
  [/^\/clinic\/roles/, 'role'],
  [/^\/(clinic|profile)\/applications/, 'connected'],
  [/^\/profile\/security\/passkeys/, 'passkey'],
  ...CATALOGUE.map((section): [RegExp, string] => [new RegExp(`^/clinic/catalogue/${section}/`), section]),
  [/./, 'application'],
];

/** A page's path with its parameters filled in. */
function pathOf({ path }: PageRoute, of: 'foreign' | 'unknown'): string {
  const [, kind] = KINDS.find(([begins]) => begins.test(path))!;
  const fill: Record<string, string> = of === 'unknown' ? unknown : { ...foreign, id: foreign[kind]! };
  return path.replace(/:(\w+)/g, (_parameter, name: string) => encodeURIComponent(fill[name]!));
}

async function send(agent: UserAgent | undefined, method: string, path: string, body?: Record<string, string>) {
  const cookie = [...(agent?.cookies.values() ?? [])].map(({ name, value }) => `${name}=${value}`).join('; ');
  const response = await fetch(platform.accountUrl + path, {
    method,
    redirect: 'manual',
    headers: { cookie },
    ...(body && { body: new URLSearchParams(body) }),
  });
  return { status: response.status, location: response.headers.get('location'), text: await response.text() };
}

const actions = consolePages.flatMap((route) => [
  ...(route.show ? [{ name: `GET ${route.path}`, method: 'GET', route }] : []),
  ...(route.submit ? [{ name: `POST ${route.path}`, method: 'POST', route }] : []),
]);

test('every page declares its requirement, and most need a role', () => {
  expect(actions.length).toBeGreaterThan(40);
  for (const requirement of ['signed-in', 'developer', 'manager', 'sandbox-manager', 'administrator']) {
    expect(actions.some(({ route }) => route.requires === requirement)).toBe(true);
  }
});

test('no page behind the sign-in is put up in another way', async () => {
  const asking: string[] = [];
  for await (const file of glob('src/account/**/*.ts')) {
    if (/require(Recent)?Person\(/.test(await readFile(file, 'utf8'))) asking.push(file);
  }
  expect(asking.sort()).toEqual([
    'src/account/console/register-pages.ts',
    'src/account/web/browser-session.ts',
    'src/account/web/recent-sign-in.ts',
  ]);
});

describe.each(actions)('$name', ({ method, route }) => {
  test.each(Object.entries(PEOPLE))('is open to %s or not, as declared', async (email, may) => {
    const body = method === 'POST' ? { xsrf: forms.get(email)! } : undefined;
    const answer = await send(agents.get(email), method, pathOf(route, 'unknown'), body);
    if (!may.includes(route.requires)) return expect(answer.status).toBe(403);
    const has = route.path.includes(':');
    // A list or a form answers; something that does not exist is 404; a form with nothing in it comes back.
    if (answer.status === 303) return expect(answer.location).toMatch(/^\/profile\//);
    expect(has ? [404] : [200, 422]).toContain(answer.status);
  });

  test('sends whoever is not signed in to sign in', async () => {
    const answer = await send(undefined, method, pathOf(route, 'unknown'), method === 'POST' ? {} : undefined);
    expect(answer.status).toBe(303);
    expect(answer.location).toMatch(/^\/sign-in\?to=/);
  });

  const mine = Object.entries(PEOPLE).find(([, may]) => may.includes(route.requires))![0];

  if (method === 'POST') {
    test('needs the token of the session', async () => {
      for (const xsrf of [undefined, '', forms.get('doctor@sandbox.test')!]) {
        const body: Record<string, string> = xsrf === undefined ? {} : { xsrf };
        const answer = await send(agents.get(mine), 'POST', pathOf(route, 'unknown'), body);
        expect(answer.status).toBe(403);
        expect(answer.text).toContain('The form was not sent');
      }
    });
  }

  if (route.path.includes(':') && route.requires !== 'administrator') {
    test('does not know what is somebody else’s', async () => {
      const body = method === 'POST' ? { xsrf: forms.get(mine)!, do: 'withdraw' } : undefined;
      expect((await send(agents.get(mine), method, pathOf(route, 'foreign'), body)).status).toBe(404);
    });
  }

  test('refuses what cannot be stored', async () => {
    const path = `${pathOf(route, 'unknown')}?q=%00`;
    const body = method === 'POST' ? { xsrf: forms.get(mine)! } : undefined;
    const answer = await send(agents.get(mine), method, path, body);
    expect(answer.status).toBe(400);
  });
});

test('the reset of a sandbox is offered to nobody but its manager', async () => {
  const offered: string[] = [];
  for (const [email, agent] of agents) {
    if ((await agent.open('/profile')).html.includes('href="/clinic/sandbox"')) offered.push(email);
  }
  expect(offered).toEqual([MANAGER]);
});

test('what was somebody else’s is as it was', async () => {
  const rows = await sql(
    platform,
    `select (select status from clients where id = $1) as application, (select state from support_requests where id = $2) as request,
            (select count(*)::int from client_secrets where client_id = $1) as secrets,
            (select count(*)::int from clinic_invitations) as invitations,
            (select count(*)::int from grants where user_id = 'other-manager') as grants,
            (select name from passkeys where user_id = 'other-manager') as passkey`,
    [foreign.application, foreign.request],
  );
  expect(rows).toEqual([
    { application: 'approved', request: 'open', secrets: 1, invitations: 1, grants: 1, passkey: 'Key' },
  ]);
  expect(await inClinic('other-clinic', `select name, version from roles where name = 'Archivio'`)).toEqual([
    { name: 'Archivio', version: 1 },
  ]);
});

test('the server can neither change nor remove what was written down', async () => {
  for (const table of ['console_actions', 'support_messages']) {
    for (const statement of [`update ${table} set at = at`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(sql(platform, statement), statement).rejects.toMatchObject({ code: '42501' });
    }
  }
  await expect(
    sql(
      platform,
      `insert into console_actions (actor_id, acting_as, action, reason, address) values ('a', 'administrator', 'x', ' ', '')`,
    ),
  ).rejects.toMatchObject({ code: '23514' });
});

test('what changes how people sign in asks again for who has not done so lately', async () => {
  await ageSessions(platform, 601);
  const recent = actions.filter(({ route, method }) => route.recent === 'always' || (route.recent && method === 'GET'));
  expect(recent.length).toBeGreaterThan(6);
  for (const { name, method, route } of recent) {
    const body = method === 'POST' ? { xsrf: forms.get(MANAGER)! } : undefined;
    const { status, location } = await send(agents.get(MANAGER), method, pathOf(route, 'unknown'), body);
    expect(status, name).toBe(303);
    expect(location, name).toMatch(/^\/sign-in\?to=.*&again=1$/);
  }
});
