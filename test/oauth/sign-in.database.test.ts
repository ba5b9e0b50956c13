import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { asksToSignIn, authorizationUrl, authorize, obtainTokens, signIn, WEB } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent, type Visit } from './user-agent.ts';

let platform: Platform;
let agent: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(() => {
  agent = new UserAgent(platform.accountUrl);
});

const open = (parameters = {}) => agent.open(authorizationUrl(platform, WEB, parameters));
const languageOf = (visit: Visit) => /<html lang="(\w+)">/.exec(visit.html)?.[1];

describe('prompts (OpenID Connect Core section 3.1.2.1)', () => {
  test('a session signs in without a question', async () => {
    await authorize(platform, { agent });
    expect((await open()).left).toBe(true);
    expect((await open({ prompt: 'none' })).url.searchParams.has('code')).toBe(true);
  });

  test('prompt=login asks again, for the same person', async () => {
    await authorize(platform, { agent });
    const visit = await open({ prompt: 'login' });
    expect(asksToSignIn(visit)).toBe(true);
    expect((await signIn(agent, visit)).left).toBe(true);
  });

  test('max_age asks again when the sign-in is older', async () => {
    await authorize(platform, { agent });
    expect((await open({ max_age: '3600' })).left).toBe(true);
    expect(asksToSignIn(await open({ max_age: '0' }))).toBe(true);
  });

  test('max_age is answered with auth_time', async () => {
    const { id_token } = await obtainTokens(platform, { agent, parameters: { max_age: '600', nonce: 'n-0S6_WzA2Mj' } });
    const claims = JSON.parse(Buffer.from(id_token!.split('.')[1]!, 'base64url').toString());
    expect(claims).toMatchObject({ auth_time: expect.any(Number), nonce: 'n-0S6_WzA2Mj' });
  });

  test('login_hint fills in the e-mail, as text', async () => {
    const visit = await open({ login_hint: 'doctor@sandbox.test"><script>' });
    const email = visit.forms.flatMap(({ controls }) => controls).find(({ name }) => name === 'email');
    expect(email?.value).toBe('doctor@sandbox.test"><script>');
    expect(visit.html).not.toContain('"><script>');
  });

  test('signing in as somebody else after prompt=login ends the first session', async () => {
    await authorize(platform, { agent });
    let visit = await signIn(agent, await open({ prompt: 'login' }), 'manager@other.test');
    while (!/Olga Altrove/.test(visit.html)) visit = await agent.submit(visit);
    const names = [...agent.cookies.values()].map(({ name }) => name);
    expect(names).toContain('_session');
  });
});

describe('the language of the pages', () => {
  test.each([
    ['nothing said', {}, {}, 'en'],
    ['ui_locales', { ui_locales: 'it' }, {}, 'it'],
    ['ui_locales with a region, best first', { ui_locales: 'de it-CH en' }, {}, 'it'],
    ['the browser', {}, { 'accept-language': 'it-IT,it;q=0.9,en;q=0.8' }, 'it'],
    ['the browser by weight', {}, { 'accept-language': 'it;q=0.5,en;q=0.8' }, 'en'],
    ['ui_locales before the browser', { ui_locales: 'en' }, { 'accept-language': 'it' }, 'en'],
    ['a language that we do not have', { ui_locales: 'fr' }, { 'accept-language': 'fr' }, 'en'],
  ])('by %s', async (_what, parameters, headers, language) => {
    agent = new UserAgent(platform.accountUrl, headers);
    const visit = await open(parameters);
    expect(languageOf(visit)).toBe(language);
    const consent = await signIn(agent, visit, 'integrator@sandbox.test');
    expect(languageOf(consent)).toBe(language);
  });

  test('chosen on a page stays, whatever the application asked for', async () => {
    const visit = await open({ ui_locales: 'it' });
    const english = await agent.open(`${visit.url}?ui_locales=en`);
    expect(languageOf(english)).toBe('en');
    expect(languageOf(await signIn(agent, english, 'integrator@sandbox.test'))).toBe('en');
    expect(languageOf(await agent.open('/'))).toBe('en');
  });

  test('holds on pages that come back with a problem, and on error pages', async () => {
    const visit = await open({ ui_locales: 'it' });
    expect(languageOf(await signIn(agent, visit, 'doctor@sandbox.test', 'wrong'))).toBe('it');
    expect(languageOf(await open({ ui_locales: 'it', redirect_uri: 'https://evil.example/' }))).toBe('it');
  });
});

describe('what was typed wrong', () => {
  test('nothing typed is said at each field, and costs no attempt', async () => {
    const attempts = () => sql(platform, 'select subject, count from sign_in_failures order by 1');
    const before = await attempts();
    const visit = await agent.submit(await open(), { fields: { email: ' ', password: '' } });
    expect(visit.status).toBe(422);
    expect(visit.html).toContain('Enter the e-mail address');
    expect(visit.html).toContain('Enter the password');
    expect(await attempts()).toEqual(before);
  });

  test('the e-mail is kept, the password never comes back', async () => {
    const visit = await signIn(agent, await open(), 'doctor@sandbox.test', 'not-the-password');
    expect(visit.status).toBe(401);
    expect(visit.html).toContain('value="doctor@sandbox.test"');
    expect(visit.html).not.toContain('not-the-password');
  });

  test('the e-mail may be written in capitals and with spaces around', async () => {
    expect((await signIn(agent, await open(), ' Doctor@Sandbox.TEST ')).status).not.toBe(401);
  });

  test('text that no database can hold is a wrong e-mail', async () => {
    expect((await signIn(agent, await open(), 'doctor\0@sandbox.test')).status).toBe(401);
  });
});
