import { afterAll, beforeAll, expect, test } from 'vitest';
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
