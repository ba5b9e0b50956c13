import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import {
  allow,
  apiAnswer,
  asksToSignIn,
  authorizationUrl,
  authorize,
  NATIVE,
  OFFLINE,
  obtainTokens,
  refresh,
  signIn,
  WEB,
} from './flow.ts';
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

/** Somebody who took the cookies. */
function copyOf({ cookies }: UserAgent): UserAgent {
  const copy = new UserAgent(platform.accountUrl);
  for (const [key, cookie] of cookies) copy.cookies.set(key, cookie);
  return copy;
}

/** Moves the moment of every sign-in into the past. */
async function ageSession(seconds: number): Promise<void> {
  const rows = await sql<{ id_hash: Buffer; payload: Buffer }>(
    platform,
    `select id_hash, payload from oidc_artifacts where kind = 'Session'`,
  );
  for (const { id_hash, payload } of rows) {
    const session = JSON.parse(platform.sealer.unseal(payload, 'Session'));
    const aged = platform.sealer.seal(JSON.stringify({ ...session, loginTs: session.loginTs - seconds }), 'Session');
    await sql(platform, 'update oidc_artifacts set payload = $2 where id_hash = $1', [id_hash, aged]);
  }
}

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

  test('max_age=0 asks again, as prompt=login does', async () => {
    await authorize(platform, { agent });
    expect((await open({ max_age: '3600' })).left).toBe(true);
    expect(asksToSignIn(await open({ max_age: '0' }))).toBe(true);
  });

  test('max_age asks again when the sign-in is older, and is content with a new one', async () => {
    await authorize(platform, { agent });
    await ageSession(1000);
    expect((await open({ max_age: '1100' })).left).toBe(true);
    const visit = await open({ max_age: '900' });
    expect(asksToSignIn(visit)).toBe(true);
    expect((await signIn(agent, visit)).left).toBe(true);
    expect((await open({ max_age: '900' })).left).toBe(true);
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
    const thief = copyOf(agent);
    let visit = await signIn(agent, await open({ prompt: 'login' }), 'manager@other.test');
    while (!/Olga Altrove/.test(visit.html)) visit = await agent.submit(visit);
    await allow(agent, visit);
    expect((await open({ prompt: 'none' })).url.searchParams.has('code')).toBe(true);
    expect(asksToSignIn(await thief.open(authorizationUrl(platform)))).toBe(true);
  });
});

describe('signing out (OpenID Connect RP-Initiated Logout)', () => {
  test('asks first, and staying changes nothing', async () => {
    await authorize(platform, { agent });
    const question = await agent.open('/connect/endsession');
    expect(question.html).toContain('doctor@sandbox.test');
    await agent.submit(question, { press: '=' });
    expect((await open({ prompt: 'none' })).url.searchParams.has('code')).toBe(true);
  });

  test('ends the session for good, and every connection that was not to outlast it', async () => {
    const passing = await obtainTokens(platform, { agent });
    const lasting = await obtainTokens(platform, { agent, app: NATIVE, parameters: OFFLINE });
    const thief = copyOf(agent);
    const done = await agent.submit(await agent.open('/connect/endsession'), { press: 'logout=yes' });
    expect(done.html).toContain('You are signed out');
    expect((await open({ prompt: 'none' })).url.searchParams.get('error')).toBe('login_required');
    expect(asksToSignIn(await thief.open(authorizationUrl(platform)))).toBe(true);
    await expect
      .poll(async () => (await apiAnswer(platform, passing.access_token)).status, { timeout: 5000 })
      .toBe(401);
    expect((await refresh(platform, lasting.refresh_token, NATIVE)).status).toBe(200);
  });

  test('cannot be done to somebody by a link or a form of another site', async () => {
    await authorize(platform, { agent });
    await agent.post('/connect/endsession/confirm', [['logout', 'yes']]);
    await agent.post('/connect/endsession/confirm', [
      ['logout', 'yes'],
      ['xsrf', 'made-up'],
    ]);
    expect((await open({ prompt: 'none' })).url.searchParams.has('code')).toBe(true);
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
