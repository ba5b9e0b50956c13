import { beforeEach, describe, expect, test } from 'vitest';
import { asksForConsent, authorizationUrl } from '../oauth/flow.ts';
import { sql } from '../oauth/sql.ts';
import { UserAgent } from '../oauth/user-agent.ts';
import { add, door, isIn, key, platform, post, usePasskeys } from './passkey-desk.ts';
import { SoftwareKey, type Twist } from './software-key.ts';

usePasskeys();

describe('signing in with a passkey', () => {
  beforeEach(async () => {
    await add();
  });

  test('works at the account site and for an application, and is noted', async () => {
    const portal = await door();
    expect(isIn(await post(portal, key.signIn(portal.options)))).toBe(true);
    const application = await door(authorizationUrl(platform));
    expect(asksForConsent(await post(application, key.signIn(application.options)))).toBe(true);
    const [event] = await sql<{ detail: object }>(
      platform,
      `select detail from security_events where kind = 'sign-in' order by id desc limit 1`,
    );
    expect(event!.detail).toMatchObject({ amr: 'hwk user mfa' });
  });

  test.each<[string, Twist]>([
    ['for another origin', { origin: 'https://evil.example' }],
    ['for another host', { rpId: 'evil.example' }],
    ['for a challenge of the attacker', { challenge: 'AAAA' }],
    ['without verification', { verified: false }],
    ['with another user handle', { userHandle: 'AAAA' }],
  ])('is refused when it answered %s', async (_what, twist) => {
    const at = await door();
    const answer = await post(at, key.signIn(at.options, twist));
    expect(answer.status).toBe(401);
    expect(answer.html).toContain('The passkey did not work');
  });

  test.each(['', '{', 'null', '{"id":"AA"}', '{"id":"AA","response":{"clientDataJSON":"bnVsbA"}}', '\u0000'])(
    'is refused when it answered %j',
    async (text) => {
      expect((await post(await door(), text)).status).toBe(401);
    },
  );

  test('is refused with a key of somebody else', async () => {
    const at = await door();
    const thief = new SoftwareKey(platform.accountUrl);
    thief.userHandle = key.userHandle;
    key.credentialId.copy(thief.credentialId);
    thief.counter = 100;
    expect((await post(at, thief.signIn(at.options))).status).toBe(401);
  });

  test('is refused at another door, in another browser, and after five minutes', async () => {
    const [first, second] = [await door(), await door()];
    expect((await post(second, key.signIn(first.options))).status).toBe(401);
    const application = await door(authorizationUrl(platform));
    expect((await post(application, key.signIn(first.options))).status).toBe(401);
    const late = key.signIn(second.options);
    await sql(platform, 'update passkey_challenges set expires_at = now()');
    expect((await post(second, late)).status).toBe(401);
  });

  test('is refused the second time', async () => {
    const at = await door();
    const answer = key.signIn(at.options);
    expect(isIn(await post(at, answer))).toBe(true);
    await sql(platform, 'update passkeys set counter = 0');
    expect((await post(at, answer)).status).toBe(401);
  });

  test('uses up its challenge even when it fails', async () => {
    const at = await door();
    expect((await post(at, key.signIn(at.options, { verified: false }))).status).toBe(401);
    expect((await post(at, key.signIn(at.options))).status).toBe(401);
  });

  test('is refused when the counter stands or goes back, and allowed for keys that do not count', async () => {
    const answer = async (counter: number) => {
      const at = await door();
      return isIn(await post(at, key.signIn(at.options, { counter })));
    };
    expect([await answer(0), await answer(0)]).toEqual([true, true]);
    expect([await answer(7), await answer(7), await answer(6), await answer(0), await answer(8)]).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
  });

  test('of 50 answers at once to one challenge exactly one wins', async () => {
    const at = await door();
    const answers = Array.from({ length: 50 }, () => key.signIn(at.options));
    const agents = answers.map(() => {
      const copy = new UserAgent(platform.accountUrl);
      for (const [name, cookie] of at.agent.cookies) copy.cookies.set(name, cookie);
      return copy;
    });
    const visits = await Promise.all(
      answers.map((answer, index) => post({ agent: agents[index]!, page: at.page }, answer)),
    );
    expect(visits.filter(isIn)).toHaveLength(1);
  });

  test('of two copies of a key that count alike exactly one wins', async () => {
    const doors = await Promise.all(Array.from({ length: 8 }, () => door()));
    const visits = await Promise.all(doors.map((at) => post(at, key.signIn(at.options, { counter: 5 }))));
    expect(visits.filter(isIn)).toHaveLength(1);
  });

  test('is refused for a disabled person', async () => {
    await sql(platform, `update users set status = 'disabled' where id = 'sandbox-doctor'`);
    const at = await door();
    const answer = await post(at, key.signIn(at.options));
    await sql(platform, `update users set status = 'active' where id = 'sandbox-doctor'`);
    expect(answer.status).toBe(401);
  });

  test('is refused without the token of its form', async () => {
    const at = await door();
    expect((await post(at, key.signIn(at.options), { xsrf: 'none' })).status).toBe(403);
  });
});
