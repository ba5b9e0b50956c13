import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailsTo } from '../accounts/accounts.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { apiAnswer, asksForConsent, authorizationUrl, obtainTokens } from '../oauth/flow.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent } from '../oauth/user-agent.ts';
import {
  ADMINISTRATOR,
  approvedApplication,
  COMPLETE,
  DEVELOPER,
  decide,
  MANAGER,
  revealSecret,
  signedIn,
} from './console.ts';

let platform: Platform;
let developer: UserAgent;
let administrator: UserAgent;
let id: string;
let app: { id: string; secret: string; redirectUri: string };

beforeAll(async () => {
  platform = await startPlatform();
  developer = await signedIn(platform, DEVELOPER);
  administrator = await signedIn(platform, ADMINISTRATOR);
  id = await approvedApplication(platform, { name: 'Mutevole' });
  app = { id, secret: await revealSecret(developer, id), redirectUri: COMPLETE.redirectUris };
});
afterAll(() => platform.close());

const here = () => `/developer/applications/${id}`;
const scopes = async () =>
  (await sql<{ scopes: string[] }>(platform, 'select scopes from clients where id = $1', [id]))[0]!.scopes;
const stored = async () =>
  (await sql<{ redirect_uris: string[] }>(platform, 'select redirect_uris from clients where id = $1', [id]))[0]!
    .redirect_uris;

async function askForChange(submission: { tick?: string[]; untick?: string[]; fields?: Record<string, string> }) {
  const page = await developer.open(`${here()}/change`);
  return developer.submit(page, { ...submission, fields: { reason: 'For the new version.', ...submission.fields } });
}

test('scopes change when an administrator grants it, and whoever allowed one that goes is asked again', async () => {
  const tokens = await obtainTokens(platform, { app, parameters: { scope: 'openid giponext.patients' } });
  const asked = await askForChange({ tick: ['giponext.agenda'], untick: ['giponext.patients'] });
  expect(asked.html).toContain('The request is sent.');
  expect(await scopes()).toContain('giponext.patients');
  expect((await askForChange({ tick: ['giponext.invoices'] })).status).toBe(409);
  const request = await administrator.open('/administration/requests?q=mutevole&type=application-change');
  const path = /\/administration\/requests\/[0-9a-f-]{36}/.exec(request.html)![0];
  const { html } = await administrator.open(path);
  expect(html).toContain('<ins>Agenda and appointments (giponext.agenda)</ins>');
  expect(html).toContain('<del>Patients (giponext.patients)</del>');
  expect((await apiAnswer(platform, tokens.access_token)).status).toBe(200);
  await decide(administrator, 'mutevole', 'grant');
  expect(await scopes()).toEqual(['openid', 'offline_access', 'profile', 'giponext.agenda']);
  await expect.poll(async () => (await apiAnswer(platform, tokens.access_token)).status, { timeout: 5000 }).toBe(401);
  const refused = await developer.open(authorizationUrl(platform, app, { scope: 'openid giponext.patients' }));
  expect(refused.url.searchParams.get('error')).toBe('invalid_scope');
});

test('a refused change leaves everything as it is, and says why', async () => {
  await askForChange({ fields: { name: 'Mutevole Due' } });
  await decide(administrator, 'mutevole', 'refuse', 'The name is taken.');
  expect(await sql(platform, 'select name from clients where id = $1', [id])).toEqual([{ name: 'Mutevole' }]);
  expect((await developer.open(`${here()}/scopes`)).html).toContain('The name is taken.');
  expect((await mailsTo(platform, DEVELOPER)).map(({ subject }) => subject)).toContain(
    'Mutevole: the change was refused',
  );
});

test('a change of nothing, or without a reason, is not asked for', async () => {
  expect((await askForChange({})).html).toContain('Nothing is different');
  expect((await askForChange({ tick: ['email'], fields: { reason: '' } })).html).toContain('Say why');
  expect((await askForChange({ fields: { homeUrl: 'http://a.example/' } })).html).toContain('must be an https address');
});

describe('the logo and the texts', () => {
  const PNG = (last: number) =>
    Buffer.concat([
      Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
        'base64',
      ),
      Buffer.from([last]),
    ]);

  /** Sends the form of a change with a picture, as a browser does. */
  async function ask(fields: Record<string, string>, picture?: Buffer): Promise<number> {
    const page = await developer.open(`${here()}/change`);
    const { controls } = page.forms.find(({ action }) => action.endsWith('/change'))!;
    const form = new FormData();
    for (const { name, value, type, checked } of controls) {
      if (name in fields || type === 'file' || (type === 'checkbox' && !checked) || name === '') continue;
      form.append(name, value);
    }
    for (const [name, value] of Object.entries({ reason: 'A new look.', ...fields })) form.set(name, value);
    if (picture) form.append('file', new Blob([new Uint8Array(picture)], { type: 'image/png' }), 'logo.png');
    const cookie = [...developer.cookies.values()].map(({ name, value }) => `${name}=${value}`).join('; ');
    const options = { method: 'POST', body: form, headers: { cookie }, redirect: 'manual' } as const;
    const answer = await fetch(`${platform.accountUrl}${here()}/change`, options);
    await answer.text();
    return answer.status;
  }
  /** What people who are asked to allow the application see of it. */
  async function consent() {
    const visitor = await signedIn(platform, MANAGER);
    const { html } = await visitor.open(authorizationUrl(platform, app, { scope: 'openid profile' }));
    return { logo: /src="(\/logos\/[0-9a-f]{64})"/.exec(html)?.[1], renamed: html.includes('Mutevole Nuova') };
  }
  const pictureAt = async (path: string) => {
    const response = await fetch(platform.accountUrl + path);
    return { status: response.status, content: Buffer.from(await response.arrayBuffer()) };
  };
  /** Where the administrator sees the picture that waits. */
  async function waiting(): Promise<string> {
    const queue = await administrator.open('/administration/requests?q=mutevole');
    const { html } = await administrator.open(/\/administration\/requests\/[0-9a-f-]{36}/.exec(queue.html)![0]);
    return /src="(\/logos\/[0-9a-f]{64})"/.exec(html)![1]!;
  }
  let first: string;

  test('are what they were for everybody until an administrator has granted the change', async () => {
    expect(await ask({ name: 'Mutevole Nuova' }, PNG(1))).toBe(303);
    expect(await consent()).toEqual({ logo: undefined, renamed: false });
    first = await waiting();
    expect((await pictureAt(first)).content.equals(PNG(1))).toBe(true);
    await decide(administrator, 'mutevole', 'grant');
    expect(await consent()).toEqual({ logo: first, renamed: true });
    expect((await pictureAt(first)).status).toBe(200);
  });

  test('stay when the change is refused or withdrawn, and the picture that was wished for is gone', async () => {
    expect(await ask({}, PNG(2))).toBe(303);
    const second = await waiting();
    expect(second).not.toBe(first);
    await decide(administrator, 'mutevole', 'refuse');
    expect(await pictureAt(second)).toMatchObject({ status: 404 });
    expect(await ask({}, PNG(3))).toBe(303);
    const third = await waiting();
    await developer.submit(await developer.open(`${here()}/scopes`), { press: 'do=withdraw' });
    expect(await pictureAt(third)).toMatchObject({ status: 404 });
    expect(await consent()).toEqual({ logo: first, renamed: true });
  });

  test('can lose the logo, and take no file that is none, nor the same again', async () => {
    expect(await ask({}, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe(422);
    expect(await ask({}, Buffer.alloc(210 * 1024))).toBe(422);
    expect(await ask({}, PNG(1))).toBe(422);
    expect(await ask({ removeLogo: 'yes', name: 'Mutevole' })).toBe(303);
    await decide(administrator, 'mutevole', 'grant');
    expect(await consent()).toEqual({ logo: undefined, renamed: false });
    expect(await sql(platform, 'select from wished_logos')).toEqual([]);
  });
});

test('redirect addresses are added and removed by the developer, and hold at once', async () => {
  const add = async (uri: string) =>
    developer.submit(await developer.open(`${here()}/redirect-uris`), { fields: { uri } });
  expect((await add('http://evil.example/')).status).toBe(422);
  expect((await add(COMPLETE.redirectUris)).html).toContain('It is registered already');
  expect((await add('https://test.example/callback')).html).toContain('works at once');
  const other = { ...app, redirectUri: 'https://test.example/callback' };
  const visitor = await signedIn(platform, MANAGER);
  expect(asksForConsent(await visitor.open(authorizationUrl(platform, other, { scope: 'openid profile' })))).toBe(true);

  const tools = await developer.open(`${here()}/tools`);
  const [, collection] = /href="([^"]*corsia\.bruno\.json[^"]*)"/.exec(tools.html)!;
  const filledIn = await fetch(collection!.replaceAll('&amp;', '&'));
  expect(await filledIn.text()).toContain(`"${id}"`);
  await developer.submit(tools, { press: 'uri=https://oauth.pstmn.io/v1/callback' });
  expect(await stored()).toContain('https://oauth.pstmn.io/v1/callback');
  const told = (await mailsTo(platform, DEVELOPER)).filter(
    ({ subject }) => subject === 'Mutevole: a redirect URI was added',
  );
  expect(told.map(({ text }) => text).join()).toContain('https://test.example/callback');

  for (const uri of await stored()) {
    const path = `${here()}/redirect-uris/remove`;
    await developer.submit(await developer.open(`${path}?${new URLSearchParams({ uri })}`), { action: path });
  }
  expect(await stored()).toHaveLength(1);
});

test('the developer role is asked for by a manager, granted to an account, and opens no clinic', async () => {
  const manager = await signedIn(platform, MANAGER);
  const ask = async (email: string) =>
    manager.submit(await manager.open('/clinic/developer-access'), { fields: { email, reason: 'Our laboratory.' } });
  expect((await ask('not an address')).status).toBe(422);
  await ask('nobody@aurora.example');
  expect((await decide(administrator, 'nobody@aurora.example', 'grant')).html).toContain('no active account');
  await decide(administrator, 'nobody@aurora.example', 'refuse', 'There is no such account.');
  await ask('billing@sandbox.test');
  expect((await ask('Billing@Sandbox.test')).html).toContain('is open already');
  await decide(administrator, 'billing@sandbox.test', 'grant');
  const billing = await signedIn(platform, 'billing@sandbox.test');
  expect((await billing.open('/developer/applications')).status).toBe(200);
  expect((await mailsTo(platform, 'billing@sandbox.test')).map(({ subject }) => subject)).toContain(
    'You are a developer now',
  );
  expect((await mailsTo(platform, MANAGER)).map(({ subject }) => subject)).toContain(
    'Granted: the developer role for billing@sandbox.test',
  );

  const token = await platform.token({ email: DEVELOPER, scope: 'openid giponext.patients' });
  expect((await platform.call('GET', '/v2/tenants/sandbox-clinic/patients', { token })).status).toBe(404);
});

test('people are found, lose the developer role, and are disabled, with everything they allowed', async () => {
  const found = await administrator.open('/administration/people?q=rita');
  expect(found.html).toContain('Rita Accoglienti');
  expect(found.html).not.toContain('Dario Medici');
  const tokens = await obtainTokens(platform, { email: 'reception@sandbox.test' });
  const path = '/administration/people/sandbox-reception';
  const act = async (what: string, reason = 'Left the clinic.') =>
    administrator.submit(await administrator.open(`${path}/${what}`), { fields: { reason } });
  expect((await act('disable', '')).status).toBe(422);
  expect((await act('disable')).html).toContain('The account is disabled.');
  expect((await act('disable')).status).toBe(409);
  await expect.poll(async () => (await apiAnswer(platform, tokens.access_token)).status, { timeout: 5000 }).toBe(401);
  expect((await act('enable')).html).toContain('The account is enabled.');
  expect((await administrator.open('/administration/people/sandbox-admin')).html).not.toContain('/disable"');

  const actions = await administrator.open('/administration/actions?action=person.disabled');
  expect(actions.html).toContain('Left the clinic.');

  const data = JSON.parse((await administrator.open('/profile/data.json')).html);
  expect(data.actions).toContainEqual(
    expect.objectContaining({ action: 'person.disabled', reason: 'Left the clinic.' }),
  );
  const own = JSON.parse((await developer.open('/profile/data.json')).html);
  expect(own.registeredApplications).toContainEqual(
    expect.objectContaining({ id, name: 'Mutevole', status: 'approved' }),
  );
  expect(own.requests).toContainEqual(
    expect.objectContaining({ type: 'application-change', reason: 'For the new version.' }),
  );
});

test('two administrators who disable each other at once do not leave the platform without one', async () => {
  await sql(platform, `update users set administrator = true where id = 'sandbox-doctor'`);
  const other = await signedIn(platform, 'doctor@sandbox.test');
  const pages = [
    [administrator, '/administration/people/sandbox-doctor/disable'],
    [other, '/administration/people/sandbox-admin/disable'],
  ] as const;
  const opened = await Promise.all(pages.map(([agent, path]) => agent.open(path)));
  await Promise.all(pages.map(([agent], index) => agent.submit(opened[index]!, { fields: { reason: 'Now.' } })));
  expect(await sql(platform, `select from users where administrator and status = 'active'`)).toHaveLength(1);
});
