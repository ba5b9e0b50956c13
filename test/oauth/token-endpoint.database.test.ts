import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import {
  type App,
  apiAnswer,
  authorize,
  challengeOf,
  NATIVE,
  type Parameters,
  redeem,
  refresh,
  requestTokens,
  VERIFIER,
  WEB,
} from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

let platform: Platform;
let agent: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
  agent = new UserAgent(platform.accountUrl);
});
afterAll(() => platform.close());

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
});

describe('a code', () => {
  test('is redeemed by a confidential application without PKCE', async () => {
    const { status, body, headers } = await redeem(platform, await authorize(platform, { agent }));
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        access_token: expect.any(String),
        id_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 3600,
        scope: 'openid giponext.patients',
      },
    });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await apiAnswer(platform, body.access_token)).toMatchObject({ status: 200 });
  });

  test.each<[string, App, Parameters]>([
    ['the wrong verifier', NATIVE, { code_verifier: 'x'.repeat(43) }],
    ['no verifier', NATIVE, { code_verifier: undefined }],
    ['the challenge for a verifier', NATIVE, { code_verifier: challengeOf(VERIFIER) }],
    ['a verifier that nobody announced', WEB, { code_verifier: VERIFIER }],
    ['another redirect_uri', WEB, { redirect_uri: 'http://localhost:3000/oauth/callback' }],
    ['a code that never was', WEB, { code: 'made-up' }],
  ])('is worth nothing with %s', async (_what, app, extra) => {
    const { status, body } = await redeem(platform, await authorize(platform, { app, agent }), app, extra);
    expect({ status, error: body.error }).toEqual({ status: 400, error: 'invalid_grant' });
  });

  test('is worth nothing to another application', async () => {
    const callback = await authorize(platform, { agent });
    const { status, body } = await redeem(platform, callback, NATIVE, { redirect_uri: WEB.redirectUri });
    expect({ status, error: body.error }).toEqual({ status: 400, error: 'invalid_grant' });
  });

  test('is redeemed once; a second try ends what the first one got (RFC 6749 section 4.1.2)', async () => {
    const parameters = { scope: 'openid offline_access giponext.patients' };
    const callback = await authorize(platform, { agent, parameters });
    const first = await redeem(platform, callback);
    expect(first.status).toBe(200);
    expect(await redeem(platform, callback)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await refresh(platform, first.body.refresh_token)).toMatchObject({ status: 400 });
  });

  test('works in each of two browser tabs that came back one after the other', async () => {
    const callbacks = [await authorize(platform, { agent }), await authorize(platform, { agent })];
    for (const callback of callbacks) expect(await redeem(platform, callback)).toMatchObject({ status: 200 });
  });

  test('is worth nothing once its person has signed out', async () => {
    const person = new UserAgent(platform.accountUrl);
    const callback = await authorize(platform, { agent: person, email: 'reception@sandbox.test' });
    await person.submit(await person.open('/connect/endsession'));
    expect(await redeem(platform, callback)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('has exactly one winner among 20 at once', async () => {
    const callback = await authorize(platform, { agent });
    const answers = await Promise.all(Array.from({ length: 20 }, () => redeem(platform, callback)));
    const outcomes = answers.map(({ status, body }) => `${status} ${body.error ?? 'tokens'}`).sort();
    expect(outcomes).toEqual(['200 tokens', ...Array(19).fill('400 invalid_grant')]);
  });
});

describe('an application', () => {
  test.each([
    ['a wrong secret in the body', { client_secret: 'wrong' }, {}],
    ['no secret', { client_secret: undefined }, {}],
    ['a wrong secret by Basic', { client_secret: undefined, client_id: undefined }, basic(WEB.id, 'wrong')],
    ['an unknown id by Basic', { client_secret: undefined, client_id: undefined }, basic('nobody', 'wrong')],
    ['an unknown id', { client_id: 'nobody' }, {}],
    ['an id that no database can hold', { client_id: 'sandbox\0web' }, {}],
  ])('with %s is invalid_client, 401', async (_what, credentials, headers) => {
    const { status, body } = await requestTokens(
      platform,
      WEB,
      { grant_type: 'refresh_token', refresh_token: 'x', ...credentials },
      headers,
    );
    expect({ status, error: body.error }).toEqual({ status: 401, error: 'invalid_client' });
  });

  test('that used Basic is told how to authenticate (RFC 6749 section 5.2)', async () => {
    const credentials = { client_secret: undefined, client_id: undefined };
    const answer = await requestTokens(
      platform,
      WEB,
      { grant_type: 'refresh_token', refresh_token: 'x', ...credentials },
      basic(WEB.id, 'wrong'),
    );
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /);
  });

  test('without a secret cannot claim to have one', async () => {
    const { status, body } = await redeem(platform, await authorize(platform, { app: NATIVE, agent }), NATIVE, {
      client_secret: 'guess',
    });
    expect({ status, error: body.error }).toEqual({ status: 401, error: 'invalid_client' });
  });

  test('whose secret has expired is refused; another secret of it works', async () => {
    await sql(
      platform,
      `insert into client_secrets (client_id, hash, expires_at)
             values ('sandbox-web', sha256('old secret'), now() - interval '1 second'), ('sandbox-web', sha256('new secret'), now() + interval '1 day')`,
    );
    const callback = await authorize(platform, { agent });
    expect(await redeem(platform, callback, WEB, { client_secret: 'old secret' })).toMatchObject({ status: 401 });
    expect(await redeem(platform, callback, WEB, { client_secret: 'new secret' })).toMatchObject({ status: 200 });
  });
});

describe('a grant type that needs no person', () => {
  test.each(['client_credentials', 'password', 'implicit', 'urn:ietf:params:oauth:grant-type:jwt-bearer'])(
    '%s is unsupported_grant_type',
    async (grant_type) => {
      const person = { username: 'doctor@sandbox.test', password: 'corsia-sandbox' };
      const { status, body } = await requestTokens(platform, WEB, {
        grant_type,
        scope: 'giponext.patients',
        ...person,
      });
      expect({ status, error: body.error }).toEqual({ status: 400, error: 'unsupported_grant_type' });
    },
  );
});

test('errors are JSON even for clients that say they want HTML, as the JDK does by default', async () => {
  const accept = 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2';
  const { status, headers, body } = await requestTokens(platform, WEB, { grant_type: 'nonsense' }, { accept });
  expect({ status, error: body.error }).toEqual({ status: 400, error: 'unsupported_grant_type' });
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
});

test.each([
  ['a public application, from its registered address', NATIVE, 'http://localhost', true],
  ['a public application, from a loopback address on any port', NATIVE, 'http://127.0.0.1:8080', true],
  ['a public application, from elsewhere', NATIVE, 'https://evil.example', false],
  ['a public application, from another scheme', NATIVE, 'https://localhost', false],
  ['a confidential application: its secret must not be in a browser', WEB, 'http://localhost:3000', false],
])('web pages of %s', async (_what, app, origin, allowed) => {
  const { headers } = await requestTokens(
    platform,
    app,
    { grant_type: 'refresh_token', refresh_token: 'x' },
    { origin },
  );
  expect(headers.get('access-control-allow-origin')).toBe(allowed ? origin : null);
});

test('the tools of this installation may call it for every application', async () => {
  const parameters = { grant_type: 'refresh_token', refresh_token: 'x' };
  const { headers } = await requestTokens(platform, WEB, parameters, { origin: platform.apiUrl });
  expect(headers.get('access-control-allow-origin')).toBe(platform.apiUrl);
});
