import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { asksForConsent, authorizationUrl, signIn } from '../oauth/flow.ts';
import { sql } from '../oauth/sql.ts';
import { UserAgent, type Visit } from '../oauth/user-agent.ts';
import { asksForCode, codeOf, type Enrolled, forgetSteps, signInAt, turnOn, wrongCodeOf } from './authenticator.ts';

const DOCTOR = 'doctor@sandbox.test';

let platform: Platform;
let doctor: Enrolled;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  await sql(platform, 'delete from second_factors');
  await sql(platform, 'delete from sign_in_failures');
  doctor = await turnOn(platform, DOCTOR);
});

/** A browser that has typed the right password, at the account site or at an application's request. */
const doors = {
  'the account site': async () => {
    const { agent, visit } = await signInAt(platform, DOCTOR, { to: '/profile/security/recovery-codes' });
    return { agent, visit };
  },
  'an application': async () => {
    const agent = new UserAgent(platform.accountUrl);
    return { agent, visit: await signIn(agent, await agent.open(authorizationUrl(platform)), DOCTOR) };
  },
};
const isIn = {
  'the account site': (visit: Visit) => visit.url.pathname === '/profile/security/recovery-codes',
  'an application': asksForConsent,
};

describe.each(['the account site', 'an application'] as const)('at %s', (door) => {
  test('the password is not enough, and a code of the app is', async () => {
    const { agent, visit } = await doors[door]();
    expect(asksForCode(visit)).toBe(true);
    const done = await agent.submit(visit, { fields: { code: codeOf(doctor.secret) } });
    expect(isIn[door](done)).toBe(true);
  });

  test('a recovery code is enough once', async () => {
    const { agent, visit } = await doors[door]();
    const [recovery_code] = doctor.recoveryCodes as [string];
    expect(isIn[door](await agent.submit(visit, { fields: { recovery_code } }))).toBe(true);
    const again = await doors[door]();
    const refused = await again.agent.submit(again.visit, { fields: { recovery_code } });
    expect(refused.status).toBe(401);
    expect(refused.html).toContain('does not work again');
  });

  test('without the code the browser is signed in nowhere', async () => {
    const { agent } = await doors[door]();
    expect((await agent.open('/profile/security/second-factor')).url.pathname).toBe('/sign-in');
    expect(asksForConsent(await agent.open(authorizationUrl(platform)))).toBe(false);
  });

  test('what was proved there is worth nothing at another door', async () => {
    const { visit } = await doors[door]();
    const pending = visit.forms[0]!.controls.find(({ name }) => name === 'pending')!.value;
    const other = new UserAgent(platform.accountUrl);
    const page = await other.open(door === 'an application' ? '/sign-in' : authorizationUrl(platform));
    const xsrf = page.forms[0]!.controls.find(({ name }) => name === 'xsrf')!.value;
    const answer = await other.post(new URL(page.forms[0]!.action, page.url), [
      ['xsrf', xsrf],
      ['pending', pending],
      ['code', codeOf(doctor.secret)],
    ]);
    expect(answer.status).toBe(403);
    expect(asksForCode(answer)).toBe(false);
  });
});

describe('a code', () => {
  test.each([
    ['in two halves', (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`, 200],
    ['of the step before', () => codeOf(doctor.secret, -1), 200],
    ['of the step after', () => codeOf(doctor.secret, 1), 200],
    ['of three steps before', () => codeOf(doctor.secret, -3), 401],
    ['that is wrong', () => wrongCodeOf(doctor.secret), 401],
    ['that is empty', () => ' ', 422],
    ['that is a recovery code', () => doctor.recoveryCodes[0]!, 401],
    ['of nobody', () => '\u0000', 401],
  ])('%s', async (_what, write, status) => {
    const { agent, visit } = await doors['the account site']();
    const answer = await agent.submit(visit, { fields: { code: write(codeOf(doctor.secret)) } });
    expect(answer.status).toBe(status);
    expect(asksForCode(answer)).toBe(status !== 200);
  });

  test('is not accepted twice, nor one before it', async () => {
    const code = codeOf(doctor.secret);
    const first = await doors['the account site']();
    expect((await first.agent.submit(first.visit, { fields: { code } })).status).toBe(200);
    for (const used of [code, codeOf(doctor.secret, -1)]) {
      const { agent, visit } = await doors['the account site']();
      const answer = await agent.submit(visit, { fields: { code: used } });
      expect(answer.status).toBe(401);
      expect(answer.html).toContain('used already');
    }
  });

  test('of another person is wrong', async () => {
    const other = await turnOn(platform, 'manager@sandbox.test');
    const { agent, visit } = await doors['the account site']();
    expect((await agent.submit(visit, { fields: { code: codeOf(other.secret) } })).status).toBe(401);
    const [recovery_code] = other.recoveryCodes as [string];
    expect((await agent.submit(visit, { fields: { recovery_code } })).status).toBe(401);
  });

  test('comes too late for a person who was disabled meanwhile', async () => {
    const { agent, visit } = await doors['the account site']();
    await sql(platform, `update users set status = 'disabled' where id = 'sandbox-doctor'`);
    const answer = await agent.submit(visit, { fields: { code: codeOf(doctor.secret) } });
    await sql(platform, `update users set status = 'active' where id = 'sandbox-doctor'`);
    expect(answer.status).toBe(403);
    expect((await agent.open('/profile/security/recovery-codes')).url.pathname).toBe('/sign-in');
  });
});

describe('guesses', () => {
  const guess = async (fields: Record<string, string>) => {
    const { agent, visit } = await doors['the account site']();
    return agent.submit(visit, { fields });
  };

  test('of codes end after five, then the right one does not help, and a recovery code does', async () => {
    const wrong = wrongCodeOf(doctor.secret);
    for (let time = 1; time <= 5; time++) expect((await guess({ code: wrong })).status).toBe(401);
    const paused = await guess({ code: codeOf(doctor.secret) });
    expect(paused.status).toBe(429);
    expect(Number(paused.headers.get('retry-after'))).toBeGreaterThan(800);
    expect(paused.html).toContain('15 minutes');
    expect((await guess({ recovery_code: doctor.recoveryCodes[1]! })).status).toBe(200);
  });

  test('without the password cannot lock the owner out', async () => {
    for (let time = 1; time <= 4; time++) {
      const agent = new UserAgent(platform.accountUrl);
      const page = await agent.open('/sign-in');
      const visit = await agent.submit(page, { fields: { email: DOCTOR, password: 'a guess' } });
      expect(asksForCode(visit)).toBe(false);
    }
    expect((await guess({ code: codeOf(doctor.secret) })).status).toBe(200);
  });

  test('are forgiven by the right code', async () => {
    const wrong = wrongCodeOf(doctor.secret);
    for (let time = 1; time <= 4; time++) await guess({ code: wrong });
    expect((await guess({ code: codeOf(doctor.secret) })).status).toBe(200);
    await forgetSteps(platform);
    for (let time = 1; time <= 4; time++) expect((await guess({ code: wrong })).status).toBe(401);
    expect((await guess({ code: codeOf(doctor.secret) })).status).toBe(200);
  });

  test('of recovery codes end, too', async () => {
    for (let time = 1; time <= 20; time++) expect((await guess({ recovery_code: `no-${time}` })).status).toBe(401);
    expect((await guess({ recovery_code: doctor.recoveryCodes[0]! })).status).toBe(429);
    expect((await guess({ code: codeOf(doctor.secret) })).status).toBe(200);
  }, 60_000);
});

test('a form without the token of its page is not looked at', async () => {
  const { agent, visit } = await doors['the account site']();
  const entries = visit.forms[0]!.controls.filter(({ name }) => name === 'pending').map(
    ({ name, value }): [string, string] => [name, value],
  );
  const answer = await agent.post(visit.url, [...entries, ['code', codeOf(doctor.secret)], ['xsrf', 'none']]);
  expect(answer.status).toBe(403);
});

test('a half sign-in ends after five minutes', async () => {
  const { agent, visit } = await doors['the account site']();
  const control = visit.forms[0]!.controls.find(({ name }) => name === 'pending')!;
  const { subject, ...sealed } = await openPending(agent, control.value);
  const aged = JSON.stringify({ ...sealed, at: (sealed.at as number) - 5 * 60_000 - 1 });
  control.value = platform.sealer.seal(aged, subject).toString('base64url');
  const answer = await agent.submit(visit, { fields: { code: codeOf(doctor.secret) } });
  expect(answer.status).toBe(403);
  expect(asksForCode(answer)).toBe(false);
});

async function openPending(agent: UserAgent, value: string): Promise<{ subject: string } & Record<string, unknown>> {
  const [cookie] = [...agent.cookies.values()].filter(({ name }) => name.endsWith('corsia_browser'));
  const subject = `sign-in sign-in ${cookie!.value}`;
  return { subject, ...JSON.parse(platform.sealer.unseal(Buffer.from(value, 'base64url'), subject)) };
}

test('the session knows how the person signed in (RFC 8176)', async () => {
  const { agent, visit } = await doors['an application']();
  await agent.submit(visit, { fields: { code: codeOf(doctor.secret) } });
  expect(await sessionMethods()).toEqual(['pwd', 'otp', 'mfa']);
});

async function sessionMethods(): Promise<string[]> {
  const rows = await sql<{ payload: Buffer }>(
    platform,
    `select payload from oidc_artifacts where kind = 'Session' and user_id = 'sandbox-doctor' order by created_at desc`,
  );
  return JSON.parse(platform.sealer.unseal(rows[0]!.payload, 'Session')).amr;
}
