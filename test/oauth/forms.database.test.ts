import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { asksForConsent, asksToSignIn, authorizationUrl, DOCTOR, NATIVE, signIn } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent, type Visit } from './user-agent.ts';

let platform: Platform;
let agent: UserAgent;
let page: Visit;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  agent = new UserAgent(platform.accountUrl);
  page = await agent.open(authorizationUrl(platform, NATIVE));
});

const tokenOf = (visit: Visit) =>
  visit.forms.flatMap(({ controls }) => controls).find(({ name }) => name === 'xsrf')!.value;
const credentials: [string, string][] = [
  ['email', DOCTOR],
  ['password', 'corsia-sandbox'],
];
const forgeries: [string, (other: Visit) => [string, string][]][] = [
  ['no form token', () => []],
  ['an empty one', () => [['xsrf', '']]],
  ['a made-up one', () => [['xsrf', 'A'.repeat(43)]]],
  ["another interaction's", (other) => [['xsrf', tokenOf(other)]]],
  [
    'two',
    (other) => [
      ['xsrf', tokenOf(other)],
      ['xsrf', tokenOf(page)],
    ],
  ],
];

describe('a form with', () => {
  test.each(forgeries)('%s signs nobody in, and costs no attempt', async (_what, forged) => {
    const other = await new UserAgent(platform.accountUrl).open(authorizationUrl(platform, NATIVE));
    const visit = await agent.post(page.url, [...credentials, ...forged(other)]);
    expect(visit).toMatchObject({ left: false, status: 403 });
    expect(asksToSignIn(await agent.open(page.url))).toBe(true);
    expect(await sql(platform, 'select from sign_in_failures')).toEqual([]);
  });

  test.each(forgeries)('%s allows nothing', async (_what, forged) => {
    page = await signIn(agent, page);
    const other = await new UserAgent(platform.accountUrl).open(authorizationUrl(platform, NATIVE));
    const visit = await agent.post(page.url, [['decision', 'allow'], ['scope', 'giponext.patients'], ...forged(other)]);
    expect(visit).toMatchObject({ left: false, status: 403 });
    expect(asksForConsent(await agent.open(page.url))).toBe(true);
    expect(await sql(platform, 'select from consented_scopes')).toEqual([]);
  });

  test('the token of its own interaction works, so that the others were refused for their tokens', async () => {
    const visit = await agent.post(page.url, [...credentials, ['xsrf', tokenOf(page)]]);
    expect(asksForConsent(visit)).toBe(true);
  });
});

describe('a form that nobody made', () => {
  test('cannot skip the sign-in', async () => {
    const visit = await agent.post(page.url, [
      ['xsrf', tokenOf(page)],
      ['decision', 'allow'],
      ['scope', 'giponext.patients'],
    ]);
    expect(asksToSignIn(visit)).toBe(true);
  });

  test.each([
    ['XML', 'application/xml', '<email>doctor@sandbox.test</email>', 415],
    ['more than 64 KiB', 'application/x-www-form-urlencoded', `email=${'a'.repeat(70_000)}`, 413],
  ])('of %s is refused with a page', async (_what, type, body, status) => {
    const response = await fetch(page.url, { method: 'POST', headers: { 'content-type': type }, body });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test('of fields that come twice signs nobody in', async () => {
    const visit = await agent.post(page.url, [...credentials, ...credentials, ['xsrf', tokenOf(page)]]);
    expect(visit.left).toBe(false);
    expect(asksToSignIn(visit)).toBe(true);
  });
});

test('cookies are out of reach of scripts and of other sites', async () => {
  const response = await fetch(authorizationUrl(platform), { redirect: 'manual' });
  const cookies = response.headers.getSetCookie();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/; httponly/i);
    expect(cookie).toMatch(/; samesite=lax/i);
  }
});

test('a cookie that was changed is none', async () => {
  await signIn(agent, page);
  const key = [...agent.cookies.keys()].find((name) => name.startsWith('_session '))!;
  agent.cookies.set(key, { ...agent.cookies.get(key)!, value: 'A'.repeat(43) });
  expect(asksToSignIn(await agent.open(authorizationUrl(platform)))).toBe(true);
});
