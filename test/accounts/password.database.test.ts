import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SANDBOX_PASSWORD } from '../../src/sandbox/accounts.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { apiAnswer, NATIVE, OFFLINE, obtainTokens, refresh } from '../oauth/flow.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent, Visit } from '../oauth/user-agent.ts';
import { isSignedIn, linkOf, mailsTo, newBrowser, signInAt, xsrfOf } from './accounts.ts';

const BILLING = 'billing@sandbox.test';
const FRESH = 'una mongolfiera a pedali';

let platform: Platform;
let agent: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  agent = newBrowser(platform);
  await sql(platform, 'delete from sign_in_failures');
  await sql(platform, 'delete from mail_links');
  await sql(
    platform,
    `update users set password_hash = (select password_hash from users where id = 'sandbox-manager') where email = $1`,
    [BILLING],
  );
});

const ask = async (email = BILLING, browser = agent): Promise<Visit> =>
  browser.submit(await browser.open('/forgot-password'), { fields: { email } });
const linksFor = async (email = BILLING) =>
  (await mailsTo(platform, email))
    .filter(({ subject }) => subject === 'Choose a new password')
    .map((mail) => linkOf(mail, platform));
const linkFor = async (email = BILLING) => (await linksFor(email))[0]!;
const canSignIn = async (password: string) =>
  (await signInAt(newBrowser(platform), BILLING, password)).url.pathname === '/profile';

describe('a forgotten password', () => {
  test('is replaced through a link that works once', async () => {
    await ask();
    const link = await linkFor();
    const done = await agent.submit(await agent.open(link), { fields: { password: FRESH } });
    expect(done.url.pathname).toBe('/reset-password/done');
    expect(await canSignIn(FRESH)).toBe(true);
    expect(await canSignIn(SANDBOX_PASSWORD)).toBe(false);
    expect((await agent.open(link)).status).toBe(410);
    expect((await mailsTo(platform, BILLING)).map(({ subject }) => subject)).toContain('Your password was changed');
  });

  test('of ten who use a link at once one sets the password', async () => {
    await ask();
    const link = await linkFor();
    const page = await agent.open(link);
    const choices = Array.from({ length: 10 }, (_, index) => `${FRESH} ${index}`);
    const visits = await Promise.all(choices.map((password) => agent.submit(page, { fields: { password } })));
    const won = visits.flatMap(({ url }, index) => (url.pathname === '/reset-password/done' ? [choices[index]!] : []));
    expect(won).toHaveLength(1);
    expect(await canSignIn(won[0]!)).toBe(true);
  });

  test('the link is dead after an hour, after another was used, and for somebody who is no longer active', async () => {
    await ask();
    await ask();
    const [newer, older] = await linksFor();
    await sql(platform, `update users set status = 'disabled' where email = $1`, [BILLING]);
    expect((await agent.open(newer!)).status).toBe(410);
    await sql(platform, `update users set status = 'active' where email = $1`, [BILLING]);
    await agent.submit(await agent.open(newer!), { fields: { password: FRESH } });
    expect((await agent.open(older!)).status).toBe(410);
    await ask();
    await sql(platform, 'update mail_links set expires_at = now()');
    expect((await agent.open(await linkFor())).status).toBe(410);
  });

  test('a link for another purpose sets no password', async () => {
    await ask();
    const link = await linkFor();
    await sql(platform, `update mail_links set purpose = 'sign-up'`);
    expect((await agent.open(link)).status).toBe(410);
  });

  test('signs out everywhere; applications that stay connected keep working', async () => {
    const there = newBrowser(platform);
    const passing = await obtainTokens(platform, { agent: there, email: BILLING });
    const lasting = await obtainTokens(platform, { agent: there, email: BILLING, app: NATIVE, parameters: OFFLINE });
    await ask();
    await agent.submit(await agent.open(await linkFor()), { fields: { password: FRESH } });
    expect(await isSignedIn(there)).toBe(false);
    await expect
      .poll(async () => (await apiAnswer(platform, passing.access_token)).status, { timeout: 5000 })
      .toBe(401);
    expect((await refresh(platform, lasting.refresh_token, NATIVE)).status).toBe(200);
  });

  test('with the tick, applications are disconnected too', async () => {
    const lasting = await obtainTokens(platform, { email: BILLING, app: NATIVE, parameters: OFFLINE });
    await ask();
    const page = await agent.open(await linkFor());
    await agent.post(page.url, [
      ['password', FRESH],
      ['disconnect', 'yes'],
      ['xsrf', xsrfOf(page, '/reset-password')],
    ]);
    expect((await refresh(platform, lasting.refresh_token, NATIVE)).status).toBe(400);
    await expect
      .poll(async () => (await apiAnswer(platform, lasting.access_token)).status, { timeout: 5000 })
      .toBe(401);
  });

  test('an unknown address gets the same answer and no mail', async () => {
    const known = await ask();
    const unknown = await ask('nobody@sandbox.test', newBrowser(platform));
    expect(known.status).toBe(unknown.status);
    expect(known.html.replaceAll(BILLING, 'E-MAIL')).toBe(unknown.html.replaceAll('nobody@sandbox.test', 'E-MAIL'));
    expect(await mailsTo(platform, 'nobody@sandbox.test')).toEqual([]);
    expect(await sql(platform, 'select from mail_links')).toHaveLength(1);
  });

  test('an address gets four mails an hour at most', async () => {
    const before = (await linksFor()).length;
    for (let time = 0; time < 6; time++) expect((await ask(BILLING, newBrowser(platform))).status).toBe(200);
    expect((await linksFor()).length - before).toBe(4);
  });

  test('a form of another site asks for nothing and sets nothing', async () => {
    expect((await agent.post('/forgot-password', [['email', BILLING]])).status).toBe(403);
    expect(await sql(platform, 'select from mail_links')).toEqual([]);
    await ask();
    const link = await linkFor();
    expect((await newBrowser(platform).post(link, [['password', FRESH]])).status).toBe(403);
    expect(await canSignIn(SANDBOX_PASSWORD)).toBe(true);
  });

  test.each([
    ['short', 'Choose at least 8 characters'],
    ['password1', 'Many people use this password'],
    ['bruno.contabili', 'too close to your name'],
    ['', 'Choose a password'],
  ])('%j is refused, and the link still works', async (password, message) => {
    await ask();
    const page = await agent.open(await linkFor());
    const refused = await agent.submit(page, { fields: { password } });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain(message);
    expect((await agent.submit(refused, { fields: { password: FRESH } })).url.pathname).toBe('/reset-password/done');
  });
});

describe('changing the password', () => {
  const change = async (current: string, password: string, browser = agent) =>
    browser.submit(await browser.open('/profile/security'), { fields: { current, password } });

  test('takes the old one, and signs out everywhere else', async () => {
    const there = newBrowser(platform);
    await signInAt(there, BILLING);
    await signInAt(agent, BILLING);
    const done = await change(SANDBOX_PASSWORD, FRESH);
    expect(done.html).toContain('The password is changed');
    expect(await isSignedIn(agent)).toBe(true);
    expect(await isSignedIn(there)).toBe(false);
    expect(await canSignIn(FRESH)).toBe(true);
    expect((await mailsTo(platform, BILLING)).map(({ subject }) => subject)).toContain('Your password was changed');
  });

  test('makes links worthless that were sent before', async () => {
    await ask();
    const link = await linkFor();
    await signInAt(agent, BILLING);
    await change(SANDBOX_PASSWORD, FRESH);
    expect((await agent.open(link)).status).toBe(410);
  });

  test.each([
    ['a wrong old one', 'wrong', FRESH, 'not your current password'],
    ['no old one', '', FRESH, 'Enter the current password'],
    ['no new one', SANDBOX_PASSWORD, '', 'Choose a new password'],
    ['a common new one', SANDBOX_PASSWORD, 'qwertyuiop', 'Many people use this password'],
    ['the same', SANDBOX_PASSWORD, SANDBOX_PASSWORD, 'The new password is the old one'],
  ])('with %s changes nothing', async (_what, current, password, message) => {
    await signInAt(agent, BILLING);
    const refused = await change(current, password);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain(message);
    expect(await canSignIn(SANDBOX_PASSWORD)).toBe(true);
  });

  test('is no way to guess the old one in a stolen session', async () => {
    await signInAt(agent, BILLING);
    for (let time = 0; time < 5; time++) await change(`guess ${time}`, FRESH);
    const refused = await change(SANDBOX_PASSWORD, FRESH);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('a form of another site changes nothing', async () => {
    await signInAt(agent, BILLING);
    await agent.post('/profile/security', [
      ['current', SANDBOX_PASSWORD],
      ['password', FRESH],
    ]);
    expect(await canSignIn(SANDBOX_PASSWORD)).toBe(true);
  });
});

test('a request that was under way when its session was ended does not bring it back', async () => {
  await signInAt(agent, BILLING);
  const stored = await sql<{ id_hash: Buffer; payload: Buffer; uid_hash: Buffer }>(
    platform,
    `select id_hash, payload, uid_hash from oidc_artifacts where kind = 'Session' and user_id = 'sandbox-billing'`,
  );
  const there = newBrowser(platform);
  await signInAt(there, BILLING);
  await there.submit(await there.open('/profile/sessions'), { press: 'end=others' });
  for (const { id_hash, payload, uid_hash } of stored) {
    await sql(
      platform,
      `insert into oidc_artifacts (kind, id_hash, payload, user_id, uid_hash, expires_at)
       values ('Session', $1, $2, 'sandbox-billing', $3, now() + interval '1 day')`,
      [id_hash, payload, uid_hash],
    );
  }
  expect(stored.length).toBeGreaterThan(0);
  expect(await isSignedIn(agent)).toBe(false);
  expect(await isSignedIn(there)).toBe(true);
});
