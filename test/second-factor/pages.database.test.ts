import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SANDBOX_PASSWORD } from '../../src/sandbox/accounts.ts';
import { mailsTo } from '../accounts/accounts.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';
import { UserAgent } from '../oauth/user-agent.ts';
import {
  ageSessions,
  asksForCode,
  CODES,
  codeOf,
  recoveryCodesOn,
  SECURITY,
  SET_UP,
  secretOn,
  signInAt,
  turnOn,
  wrongCodeOf,
} from './authenticator.ts';

const DOCTOR = 'doctor@sandbox.test';
const REMOVE = `${SET_UP}/remove`;

let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  for (const table of ['second_factors', 'sign_in_failures']) await sql(platform, `delete from ${table}`);
});

const isOn = async () => (await sql(platform, 'select from second_factors')).length === 1;
const events = async () =>
  (
    await sql<{ kind: string }>(
      platform,
      `select kind from security_events where user_id = 'sandbox-doctor'
        and (kind like 'second-factor%' or kind like 'recovery-code%') order by id desc`,
    )
  ).map(({ kind }) => kind);

describe('turning it on', () => {
  test('counts only after a right code, and shows ten codes once', async () => {
    const { agent, visit } = await signInAt(platform, DOCTOR);
    expect(visit.html).toContain('<svg class="qr"');
    const secret = secretOn(visit);
    const wrong = await agent.submit(visit, { fields: { code: wrongCodeOf(secret) } });
    expect(wrong.status).toBe(422);
    expect(secretOn(wrong)).toBe(secret);
    expect(await isOn()).toBe(false);
    const done = await agent.submit(wrong, { fields: { code: codeOf(secret) } });
    expect(done.status).toBe(200);
    expect(new Set(recoveryCodesOn(done)).size).toBe(10);
    expect(done.headers.get('cache-control')).toBe('no-store');
    expect(await isOn()).toBe(true);
    expect((await events())[0]).toBe('second-factor-added');
    expect((await agent.open(SET_UP)).url.pathname).toBe(SECURITY);
  });

  test('uses up the code that confirmed it', async () => {
    const { agent, visit } = await signInAt(platform, DOCTOR);
    const code = codeOf(secretOn(visit));
    await agent.submit(visit, { fields: { code } });
    const next = await signInAt(platform, DOCTOR);
    expect((await next.agent.submit(next.visit, { fields: { code } })).html).toContain('used already');
  });

  test('shows another secret to each visit', async () => {
    const { agent, visit } = await signInAt(platform, DOCTOR);
    expect(secretOn(await agent.open(SET_UP))).not.toBe(secretOn(visit));
  });

  test.each(['set_up', 'xsrf'])('with a %s of another person does nothing', async (field) => {
    const mine = await signInAt(platform, DOCTOR);
    const other = await signInAt(platform, 'manager@sandbox.test');
    const theirs = other.visit.forms
      .find(({ action }) => action === SET_UP)!
      .controls.find(({ name }) => name === field)!.value;
    const form = mine.visit.forms.find(({ action }) => action === SET_UP)!;
    const secret = secretOn(field === 'set_up' ? other.visit : mine.visit);
    form.controls.find(({ name }) => name === field)!.value = theirs;
    await mine.agent.submit(mine.visit, { fields: { code: codeOf(secret) } });
    expect(await isOn()).toBe(false);
  });

  test('a set-up of more than half an hour ago begins anew', async () => {
    const { agent, visit } = await signInAt(platform, DOCTOR);
    const form = visit.forms.find(({ action }) => action === SET_UP)!;
    const field = form.controls.find(({ name }) => name === 'set_up')!;
    const context = await setUpContext();
    const { secret, at } = JSON.parse(platform.sealer.unseal(Buffer.from(field.value, 'base64url'), context));
    const aged = JSON.stringify({ secret, at: at - 30 * 60_000 });
    field.value = platform.sealer.seal(aged, context).toString('base64url');
    const answer = await agent.submit(visit, { fields: { code: codeOf(secret) } });
    expect(answer.html).toContain('new QR code');
    expect(secretOn(answer)).not.toBe(secret);
    expect(await isOn()).toBe(false);
  });

  test('may take longer than the sign-in is recent', async () => {
    const { agent, visit } = await signInAt(platform, DOCTOR);
    await ageSessions(platform, 601);
    const secret = secretOn(visit);
    expect(recoveryCodesOn(await agent.submit(visit, { fields: { code: codeOf(secret) } }))).toHaveLength(10);
  });

  async function setUpContext(): Promise<string> {
    const [row] = await sql<{ payload: Buffer }>(
      platform,
      `select payload from oidc_artifacts where kind = 'Session' and user_id = 'sandbox-doctor' order by created_at desc limit 1`,
    );
    return `totp set-up sandbox-doctor ${JSON.parse(platform.sealer.unseal(row!.payload, 'Session')).uid}`;
  }
});

describe('recovery codes', () => {
  test('are renewed, and the old ones end', async () => {
    const { agent, recoveryCodes } = await turnOn(platform, DOCTOR);
    const page = await agent.open(CODES);
    expect(page.html).toContain('10 recovery codes are left');
    const form = page.forms.findIndex(({ action }) => action === CODES);
    const renewed = await agent.submit({ ...page, forms: page.forms.slice(form) });
    const codes = recoveryCodesOn(renewed);
    expect(codes).toHaveLength(10);
    expect((await events())[0]).toBe('recovery-codes-made');
    const { agent: next, visit } = await signInAt(platform, DOCTOR, { to: CODES });
    const old = await next.submit(visit, { fields: { recovery_code: recoveryCodes[0]! } });
    expect(old.status).toBe(401);
    const done = await next.submit(old, { fields: { recovery_code: codes[9]! } });
    expect(done.html).toContain('9 recovery codes are left');
    expect((await events())[0]).toBe('recovery-code-used');
  });

  test('are not made by a visit alone, nor for a person without a second factor', async () => {
    const { agent, visit } = await signInAt(platform, DOCTOR, { to: CODES });
    expect(visit.url.pathname).toBe(SECURITY);
    const csrf = (await agent.open(SET_UP)).forms.find(({ action }) => action === SET_UP)!;
    const xsrf = csrf.controls.find(({ name }) => name === 'xsrf')!.value;
    expect((await agent.post(CODES, [['xsrf', xsrf]])).url.pathname).toBe(SECURITY);
    expect(await sql(platform, 'select from recovery_codes')).toEqual([]);
  });
});

test('the owner is told by mail of each change', async () => {
  const { agent } = await turnOn(platform, 'reception@sandbox.test');
  const page = await agent.open(REMOVE);
  await agent.submit(page, { fields: { proof: SANDBOX_PASSWORD } });
  const mails = await mailsTo(platform, 'reception@sandbox.test');
  expect(mails.map(({ subject }) => subject).sort()).toEqual(['Second factor added', 'Second factor removed']);
  expect(mails[0]!.text).toContain(`${platform.accountUrl}${SECURITY}`);
  expect(mails[0]!.text).toContain('127.0.0.1');
});

describe('turning it off', () => {
  const proofs = {
    'the password': async () => SANDBOX_PASSWORD,
    'a code of the app': async (secret: string) => codeOf(secret),
  };

  test.each(Object.keys(proofs) as (keyof typeof proofs)[])('needs %s', async (proof) => {
    const { agent, secret } = await turnOn(platform, DOCTOR);
    const page = await agent.open(REMOVE);
    const wrong = await agent.submit(page, { fields: { proof: 'a guess' } });
    expect(wrong.status).toBe(401);
    expect((await agent.submit(page, { fields: { proof: wrongCodeOf(secret) } })).status).toBe(401);
    expect((await agent.submit(page, { fields: { proof: '' } })).status).toBe(422);
    expect(await isOn()).toBe(true);
    const done = await agent.submit(page, { fields: { proof: await proofs[proof](secret) } });
    expect(done.url.pathname).toBe(SECURITY);
    expect(await isOn()).toBe(false);
    expect(await sql(platform, 'select from recovery_codes')).toEqual([]);
    expect((await events())[0]).toBe('second-factor-removed');
    const { visit } = await signInAt(platform, DOCTOR);
    expect(asksForCode(visit)).toBe(false);
    expect(visit.url.pathname).toBe(SET_UP);
  });

  test('lets nobody guess the password', async () => {
    const { agent } = await turnOn(platform, DOCTOR);
    const page = await agent.open(REMOVE);
    for (let time = 1; time <= 5; time++) {
      expect((await agent.submit(page, { fields: { proof: `guess ${time}` } })).status).toBe(401);
    }
    const paused = await agent.submit(page, { fields: { proof: SANDBOX_PASSWORD } });
    expect(paused.status).toBe(429);
    expect(Number(paused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await isOn()).toBe(true);
  });
});

describe.each([SET_UP, CODES, REMOVE])('%s', (path) => {
  test('asks for a sign-in of the last ten minutes, with both factors, and comes back', async () => {
    const { agent, secret } = await turnOn(platform, DOCTOR);
    if (path === SET_UP) await sql(platform, 'delete from second_factors');
    await ageSessions(platform, 590);
    expect((await agent.open(path)).url.pathname).toBe(path);
    await ageSessions(platform, 20);
    const again = await agent.open(path);
    expect(again.url.pathname).toBe('/sign-in');
    expect(again.html).toContain(`value="${DOCTOR}"`);
    let visit = await agent.submit(again, { fields: { email: DOCTOR, password: SANDBOX_PASSWORD } });
    if (path !== SET_UP) {
      expect(asksForCode(visit)).toBe(true);
      visit = await agent.submit(visit, { fields: { code: codeOf(secret) } });
    }
    expect(visit.url.pathname).toBe(path);
  });

  test('is for people who are signed in', async () => {
    const agent = new UserAgent(platform.accountUrl);
    const visit = await agent.open(path);
    expect(visit.url.pathname).toBe('/sign-in');
    expect(visit.url.searchParams.get('to')).toBe(path);
    expect((await agent.post(path, [['code', '000000']])).url.pathname).toBe('/sign-in');
  });
});

test.each([CODES, REMOVE])('%s takes no form of an older sign-in', async (path) => {
  const { agent } = await turnOn(platform, DOCTOR);
  const page = await agent.open(path);
  const codes = () => sql(platform, 'select hash from recovery_codes order by hash');
  const before = await codes();
  await ageSessions(platform, 601);
  const form = page.forms.findIndex(({ action }) => action === path);
  const fields: Record<string, string> = path === REMOVE ? { proof: SANDBOX_PASSWORD } : {};
  const visit = await agent.submit({ ...page, forms: page.forms.slice(form) }, { fields });
  expect(visit.url.pathname).toBe('/sign-in');
  expect(await codes()).toEqual(before);
  expect(before).toHaveLength(10);
});
