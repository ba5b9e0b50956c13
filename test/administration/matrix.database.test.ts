import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consolePages } from '../../src/account/console/console-pages.ts';
import type { PageRoute, Requirement } from '../../src/account/console/page-route.ts';
import { newBrowser, signInAt } from '../accounts/accounts.ts';
import { createDraft, handIn, signedIn } from '../developer/console.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent } from '../oauth/user-agent.ts';

/** Everybody there is, and what they may open. */
const PEOPLE: Record<string, readonly Requirement[]> = {
  'manager@sandbox.test': ['signed-in', 'manager'],
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
const unknown = { id: '00000000-0000-4000-8000-000000000000', secret: '999999', person: 'nobody' };

beforeAll(async () => {
  platform = await startPlatform();
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
  // Connected in the other clinic alone: the sandbox application that nobody here has used.
  await platform.token({ email: 'manager@other.test', clientId: 'sandbox-native' });
  foreign = {
    application,
    request: request!.id,
    secret: String(secret!.id),
    person: 'other-manager',
    invitation: invitation!.id,
    connected: 'sandbox-native',
  };
});
afterAll(() => platform.close());

const tokenOf = (page: string): string => /name="xsrf" value="([^"]+)"/.exec(page)![1]!;

/** A page's path with its parameters filled in. */
function pathOf({ path }: PageRoute, of: 'foreign' | 'unknown'): string {
  const fill = (id: string, { secret, person }: Record<string, string>) =>
    path.replace(':id', id).replace(':secret', secret!).replace(':person', person!);
  if (of === 'unknown') return fill(unknown.id, unknown);
  const kind = path.startsWith('/clinic/invitations')
    ? 'invitation'
    : path.startsWith('/clinic/developer-access') || path.includes('/requests/:id')
      ? 'request'
      : path.includes('/people/:id') || path.startsWith('/clinic/users')
        ? 'person'
        : path.startsWith('/clinic/applications')
          ? 'connected'
          : 'application';
  return fill(foreign[kind]!, foreign);
}

async function send(agent: UserAgent | undefined, method: string, path: string, body?: Record<string, string>) {
  const cookie = [...(agent?.cookies.values() ?? [])].map(({ name, value }) => `${name}=${value}`).join('; ');
  return fetch(platform.accountUrl + path, {
    method,
    redirect: 'manual',
    headers: { cookie },
    ...(body && { body: new URLSearchParams(body) }),
  });
}

const actions = consolePages.flatMap((route) => [
  ...(route.show ? [{ name: `GET ${route.path}`, method: 'GET', route }] : []),
  ...(route.submit ? [{ name: `POST ${route.path}`, method: 'POST', route }] : []),
]);

test('every page declares its requirement, and most need a role', () => {
  expect(actions.length).toBeGreaterThan(40);
  for (const requirement of ['developer', 'manager', 'administrator']) {
    expect(actions.some(({ route }) => route.requires === requirement)).toBe(true);
  }
});

describe.each(actions)('$name', ({ method, route }) => {
  test.each(Object.entries(PEOPLE))('is open to %s or not, as declared', async (email, may) => {
    const body = method === 'POST' ? { xsrf: forms.get(email)! } : undefined;
    const answer = await send(agents.get(email), method, pathOf(route, 'unknown'), body);
    if (!may.includes(route.requires)) return expect(answer.status).toBe(403);
    const has = route.path.includes(':');
    // A list or a form answers; something that does not exist is 404; a form with nothing in it comes back.
    expect(has ? [404] : [200, 422]).toContain(answer.status);
  });

  test('sends whoever is not signed in to sign in', async () => {
    const answer = await send(undefined, method, pathOf(route, 'unknown'), method === 'POST' ? {} : undefined);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^\/sign-in\?to=/);
  });

  const mine = Object.entries(PEOPLE).find(([, may]) => may.includes(route.requires))![0];

  if (method === 'POST') {
    test('needs the token of the session', async () => {
      for (const xsrf of [undefined, '', forms.get('doctor@sandbox.test')!]) {
        const body: Record<string, string> = xsrf === undefined ? {} : { xsrf };
        const answer = await send(agents.get(mine), 'POST', pathOf(route, 'unknown'), body);
        expect(answer.status).toBe(403);
        expect(await answer.text()).toContain('The form was not sent');
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

test('what was somebody else’s is as it was', async () => {
  const rows = await sql(
    platform,
    `select (select status from clients where id = $1) as application, (select state from support_requests where id = $2) as request,
            (select count(*)::int from client_secrets where client_id = $1) as secrets,
            (select count(*)::int from clinic_invitations) as invitations,
            (select count(*)::int from grants where user_id = 'other-manager') as grants`,
    [foreign.application, foreign.request],
  );
  expect(rows).toEqual([{ application: 'approved', request: 'open', secrets: 1, invitations: 1, grants: 1 }]);
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
