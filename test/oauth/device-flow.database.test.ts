import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { askForDevice, connect, DEVICE, poll, typeCode } from './device.ts';
import { expire } from './expiry.ts';
import { apiAnswer, asksForConsent, refresh, shownScopes, signIn, type TokenAnswer, WEB } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

let platform: Platform;
let agent: UserAgent;
beforeAll(async () => {
  platform = await startPlatform();
});
beforeEach(async () => {
  agent = new UserAgent(platform.accountUrl);
  await sql(platform, 'delete from sign_in_failures');
});
afterAll(() => platform.close());

const outcome = ({ status, body }: TokenAnswer) => `${status} ${body.error ?? 'tokens'}`;
/** As if the device had waited its interval. */
const waited = () => sql(platform, `update device_polls set polled_at = polled_at - interval '1 hour'`);

describe('the device authorization request (RFC 8628 section 3.2)', () => {
  test('answers a readable code, where to type it, and how often to ask', async () => {
    const { status, body } = await askForDevice(platform);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
      verification_uri: `${platform.accountUrl}/device`,
      verification_uri_complete: `${platform.accountUrl}/device?user_code=${body.user_code}`,
      expires_in: 600,
      interval: 5,
    });
  });

  test.each([
    ['of an application that is registered for codes only', 'openid', WEB.id, 400],
    ['of an unknown application', 'openid', 'nobody', 401],
    ['for a scope of nobody', 'openid giponext.nonsense', DEVICE.id, 200],
  ])('%s', async (_what, scope, clientId, status) => {
    const answer = await askForDevice(platform, scope, clientId);
    expect(answer.status).toBe(clientId === WEB.id ? 401 : status);
  });
});

describe('the device', () => {
  test('is told to wait, then to slow down, and the interval stays longer', async () => {
    const { body } = await askForDevice(platform);
    expect(outcome(await poll(platform, body.device_code))).toBe('400 authorization_pending');
    expect(outcome(await poll(platform, body.device_code))).toBe('400 slow_down');
    const interval = () =>
      sql<{ interval_seconds: number }>(
        platform,
        'select interval_seconds from device_polls order by polled_at desc limit 1',
      );
    expect(await interval()).toEqual([{ interval_seconds: 10 }]);
    expect(outcome(await poll(platform, body.device_code))).toBe('400 slow_down');
    await waited();
    expect(outcome(await poll(platform, body.device_code))).toBe('400 authorization_pending');
    expect(await interval()).toEqual([{ interval_seconds: 15 }]);
  });

  test('gets its tokens once its person has confirmed, signed in and allowed, and only once', async () => {
    const { body } = await askForDevice(platform);
    const confirmation = await typeCode(agent, body.user_code.toLowerCase().replace('-', ' '));
    expect(confirmation.html).toContain('Sandbox Device');
    expect(confirmation.html).toContain(body.user_code);
    expect(confirmation.html).toContain('Patients');
    const done = await connect(agent, confirmation);
    expect(done.html).toContain('The device is connected');

    const tokens = await poll(platform, body.device_code);
    expect(outcome(tokens)).toBe('200 tokens');
    expect(tokens.body.scope.split(' ').sort()).toEqual(['giponext.patients', 'offline_access', 'openid']);
    expect(await apiAnswer(platform, tokens.body.access_token)).toMatchObject({ status: 200 });
    expect((await refresh(platform, tokens.body.refresh_token, DEVICE)).status).toBe(200);

    expect(outcome(await poll(platform, body.device_code))).toBe('400 invalid_grant');
  });

  test('gets its tokens though its person has connected another one meanwhile', async () => {
    const devices = [await askForDevice(platform, 'openid'), await askForDevice(platform, 'openid')];
    for (const { body } of devices) await connect(agent, await typeCode(agent, body.user_code));
    for (const { body } of devices) expect(outcome(await poll(platform, body.device_code))).toBe('200 tokens');
  });

  test('gets what was ticked', async () => {
    const { body } = await askForDevice(platform, 'openid giponext.patients giponext.invoices');
    await connect(agent, await typeCode(agent, body.user_code), ['giponext.invoices']);
    expect((await poll(platform, body.device_code)).body.scope.split(' ').sort()).toEqual([
      'giponext.patients',
      'openid',
    ]);
  });

  test('is asked about again on every connection, whatever was allowed before', async () => {
    await connect(agent, await typeCode(agent, (await askForDevice(platform)).body.user_code));
    const { body } = await askForDevice(platform);
    const visit = await agent.submit(await typeCode(agent, body.user_code), { press: 'confirm=yes' });
    expect(asksForConsent(visit)).toBe(true);
    expect(Object.keys(shownScopes(visit)).sort()).toEqual(['giponext.patients', 'offline_access']);
  });

  test.each([
    ['at the code', async (code: string) => agent.submit(await typeCode(agent, code), { press: 'abort=yes' })],
    [
      'at the permissions',
      async (code: string) => {
        const visit = await agent.submit(await typeCode(agent, code), { press: 'confirm=yes' });
        return agent.submit(await signIn(agent, visit), { press: 'decision=refuse' });
      },
    ],
  ])('is told that its person refused %s', async (_where, refuse) => {
    const { body } = await askForDevice(platform);
    const page = await refuse(body.user_code);
    expect(page.html).toContain('The device was not connected');
    expect(outcome(await poll(platform, body.device_code))).toBe('400 access_denied');
  });

  test('is told when its code has expired', async () => {
    const { body } = await askForDevice(platform);
    await expire(platform, 'DeviceCode', body.device_code);
    expect(outcome(await poll(platform, body.device_code))).toBe('400 expired_token');
  });

  test('of one application cannot use the code of another', async () => {
    const { body } = await askForDevice(platform);
    await connect(agent, await typeCode(agent, body.user_code));
    await sql(
      platform,
      `update clients set grant_types = grant_types || '{urn:ietf:params:oauth:grant-type:device_code}' where id = 'sandbox-native'`,
    );
    const response = await fetch(`${platform.accountUrl}/connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        client_id: 'sandbox-native',
        device_code: body.device_code,
      }),
    });
    expect({ status: response.status, ...((await response.json()) as object) }).toMatchObject({
      status: 400,
      error: 'invalid_grant',
    });
    expect(outcome(await poll(platform, body.device_code))).toBe('200 tokens');
  });

  test('has one winner among 50 questions at once', async () => {
    const { body } = await askForDevice(platform);
    await connect(agent, await typeCode(agent, body.user_code));
    const answers = await Promise.all(Array.from({ length: 50 }, () => poll(platform, body.device_code)));
    expect(answers.map(outcome).filter((each) => each === '200 tokens')).toHaveLength(1);
  });
});

describe('the page for the code', () => {
  test('has the code of a link filled in, and goes on only when told to', async () => {
    const { body } = await askForDevice(platform);
    const page = await agent.open(body.verification_uri_complete);
    expect(page.html).toContain(`value="${body.user_code}"`);
    expect(page.html).not.toContain('Sandbox Device');
    expect((await agent.submit(page)).html).toContain('Sandbox Device');
  });

  test.each([
    ['none', '', 'Enter the code'],
    ['one that does not exist', 'BBBB-BBBB', 'There is no such code'],
    ['markup', '<script>alert(1)</script>', 'There is no such code'],
    ['a character that cannot be stored', '\u0000', 'Enter the code'],
  ])('says what is wrong with %s', async (_what, code, message) => {
    const page = await typeCode(agent, code);
    expect(page.html).toContain(message);
    expect(page.html).not.toContain('<script>alert');
  });

  test('says when the code has expired or was used', async () => {
    const { body } = await askForDevice(platform);
    await connect(agent, await typeCode(agent, body.user_code));
    expect((await typeCode(agent, body.user_code)).html).toContain('used already');
    const second = (await askForDevice(platform)).body;
    await expire(platform, 'DeviceCode', second.device_code);
    expect((await typeCode(agent, second.user_code)).html).toContain('has expired');
  });

  test('is closed to those who guess, and right codes in between do not open it', async () => {
    for (let guess = 0; guess < 9; guess++) await typeCode(agent, 'BBBB-BBBB');
    const { body } = await askForDevice(platform);
    expect((await typeCode(agent, body.user_code)).status).toBe(200);
    await typeCode(agent, 'BBBB-BBBB');
    const page = await typeCode(agent, 'CCCC-CCCC');
    expect(page).toMatchObject({ status: 429 });
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(page.html).toContain('Too many codes');
  });

  test('gives a form anew to whoever comes without its session', async () => {
    const answer = await fetch(`${platform.accountUrl}/device`, {
      method: 'POST',
      body: new URLSearchParams({ user_code: 'BBBB-BBBB' }),
      redirect: 'manual',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/device']);
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  test('refuses a form that is not ours', async () => {
    const { body } = await askForDevice(platform);
    const page = await agent.open('/device');
    page.forms[0]!.controls.find(({ name }) => name === 'xsrf')!.value = 'made up';
    const answer = await agent.submit(page, { fields: { user_code: body.user_code } });
    expect(answer.html).not.toContain('Sandbox Device');
  });

  test('speaks Italian', async () => {
    expect((await agent.open('/device?ui_locales=it')).html).toContain('Collegare un dispositivo');
  });
});
