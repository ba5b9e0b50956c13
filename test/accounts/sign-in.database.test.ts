import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import {
  apiAnswer,
  asksToSignIn,
  authorizationUrl,
  authorize,
  DOCTOR,
  NATIVE,
  OFFLINE,
  obtainTokens,
  refresh,
} from '../oauth/flow.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent } from '../oauth/user-agent.ts';
import { copyOf, isSignedIn, newBrowser, signInAt, xsrfOf } from './accounts.ts';

let platform: Platform;
let agent: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  await sql(platform, 'delete from sign_in_failures');
  agent = newBrowser(platform);
});

const sessionCookie = ({ cookies }: UserAgent) => cookies.get('_session /')?.value;

/** Signs in on a page that was open before this browser got its session. */
async function signInOver(browser: UserAgent, email: string): Promise<void> {
  const session = [...browser.cookies].filter(([key]) => key.startsWith('_session'));
  for (const [key] of session) browser.cookies.delete(key);
  const page = await browser.open('/sign-in');
  for (const [key, cookie] of session) browser.cookies.set(key, cookie);
  await browser.submit(page, { fields: { email, password: 'corsia-sandbox' } });
}

describe('the door of the account site', () => {
  test('leads somebody who is not signed in to the sign-in page, and back', async () => {
    const asked = await agent.open('/profile/sessions');
    expect(asked.url.pathname).toBe('/sign-in');
    const inside = await agent.submit(asked, { fields: { email: DOCTOR, password: 'corsia-sandbox' } });
    expect(inside.url.pathname).toBe('/profile/sessions');
    expect(inside.html).toContain('Dario Medici');
  });

  test.each(['//evil.example/', '/\\evil.example', 'https://evil.example/', '/\t/evil.example'])(
    'leads nowhere else when told %j',
    async (to) => {
      const inside = await signInAt(agent, DOCTOR, undefined, to);
      expect(inside).toMatchObject({ left: false, status: 200 });
      expect(inside.url.pathname).toBe('/profile');
    },
  );

  test('refuses a wrong password, says so and keeps the e-mail', async () => {
    const refused = await signInAt(agent, DOCTOR, 'wrong');
    expect(refused.status).toBe(401);
    expect(refused.html).toContain(`value="${DOCTOR}"`);
    expect(await isSignedIn(agent)).toBe(false);
  });

  test('counts attempts together with those of applications', async () => {
    for (let attempt = 0; attempt < 5; attempt++) await signInAt(newBrowser(platform), DOCTOR, 'wrong');
    expect((await signInAt(agent)).status).toBe(429);
    const visit = await agent.open(authorizationUrl(platform));
    const refused = await agent.submit(visit, { fields: { email: DOCTOR, password: 'corsia-sandbox' } });
    expect(refused.status).toBe(429);
  });

  test.each([
    ['no token', undefined],
    ['a made-up token', 'A'.repeat(43)],
    ["another browser's token", 'other'],
  ])('takes no form with %s', async (_what, kind) => {
    await agent.open('/sign-in');
    const other = await newBrowser(platform).open('/sign-in');
    const token = kind === 'other' ? xsrfOf(other, '/sign-in') : kind;
    const visit = await agent.post('/sign-in', [
      ['email', DOCTOR],
      ['password', 'corsia-sandbox'],
      ...(token ? ([['xsrf', token]] as [string, string][]) : []),
    ]);
    expect(visit.status).toBe(403);
    expect(await isSignedIn(agent)).toBe(false);
  });
});

describe('one session for the account site and for applications', () => {
  test('signing in at the site signs in applications', async () => {
    await signInAt(agent);
    const visit = await agent.open(authorizationUrl(platform, NATIVE));
    expect(asksToSignIn(visit)).toBe(false);
    expect(visit.html).toContain('Dario Medici');
  });

  test('signing in for an application signs in to the site', async () => {
    await authorize(platform, { agent });
    expect(await isSignedIn(agent)).toBe(true);
  });

  test('lasts as long as one that the protocol began', async () => {
    await signInAt(agent);
    const other = newBrowser(platform);
    await authorize(platform, { agent: other });
    const [row] = await sql<{ shortest: number; longest: number }>(
      platform,
      `select extract(epoch from min(expires_at) - now())::int as shortest, extract(epoch from max(expires_at) - now())::int as longest
         from oidc_artifacts where kind = 'Session' and created_at > now() - interval '1 minute'`,
    );
    expect(row!.longest - row!.shortest).toBeLessThan(60);
    expect(row!.shortest).toBeGreaterThan(13 * 24 * 60 * 60);
  });

  test('a session id that was known before the sign-in is worth nothing after it', async () => {
    await signInAt(agent);
    const before = sessionCookie(agent);
    const thief = copyOf(platform, agent);
    await signInOver(agent, DOCTOR);
    expect(sessionCookie(agent)).not.toBe(before);
    expect(await isSignedIn(agent)).toBe(true);
    expect(await isSignedIn(thief)).toBe(false);
  });

  test('somebody else who signs in takes the place of the first, whose passing connections end', async () => {
    const passing = await obtainTokens(platform, { agent });
    const thief = copyOf(platform, agent);
    await signInOver(agent, 'manager@other.test');
    expect((await agent.open('/profile')).html).toContain('Olga Altrove');
    expect(await isSignedIn(thief)).toBe(false);
    await expect
      .poll(async () => (await apiAnswer(platform, passing.access_token)).status, { timeout: 5000 })
      .toBe(401);
  });

  test.each([
    ['was disabled', `status = 'disabled'`, `status = 'active'`],
    ['was let in for a time that has passed', 'expires_at = now()', 'expires_at = null'],
  ])('a person who %s is signed out for good', async (_what, change, back) => {
    await signInAt(agent, 'reception@sandbox.test');
    await sql(platform, `update users set ${change} where id = 'sandbox-reception'`);
    expect(await isSignedIn(agent)).toBe(false);
    await sql(platform, `update users set ${back} where id = 'sandbox-reception'`);
    expect(await isSignedIn(agent)).toBe(false);
  });
});

describe('signing out', () => {
  test('ends the session for applications too, and what was not to outlast it', async () => {
    const passing = await obtainTokens(platform, { agent });
    const lasting = await obtainTokens(platform, { agent, app: NATIVE, parameters: OFFLINE });
    const thief = copyOf(platform, agent);
    const left = await agent.submit(await agent.open('/profile'));
    expect(left.url.pathname).toBe('/signed-out');
    expect(await isSignedIn(thief)).toBe(false);
    expect(asksToSignIn(await thief.open(authorizationUrl(platform)))).toBe(true);
    await expect
      .poll(async () => (await apiAnswer(platform, passing.access_token)).status, { timeout: 5000 })
      .toBe(401);
    expect((await refresh(platform, lasting.refresh_token, NATIVE)).status).toBe(200);
  });

  test('cannot be done to somebody by a form of another site', async () => {
    await signInAt(agent);
    await agent.post('/sign-out', []);
    await agent.post('/sign-out', [['xsrf', 'made-up']]);
    expect(await isSignedIn(agent)).toBe(true);
  });
});
