import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { askForDevice, typeCode } from './device.ts';
import {
  allow,
  asksForConsent,
  asksToSignIn,
  authorizationUrl,
  authorize,
  challengeOf,
  NATIVE,
  obtainTokens,
  redeem,
  signIn,
  VERIFIER,
  WEB,
} from './flow.ts';
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
  await sql(platform, 'delete from consented_scopes');
});
afterAll(() => platform.close());

/** Every page that a person passes on the way, with the answer that ends it. */
async function wholeWay() {
  const asked = await agent.open(authorizationUrl(platform, NATIVE));
  const consent = await signIn(agent, asked);
  expect([asksToSignIn(asked), asksForConsent(consent)]).toEqual([true, true]);
  const device = await typeCode(agent, (await askForDevice(platform)).body.user_code);
  expect(device.html).toContain('Sandbox Device');
  return { asked, consent, device };
}

/** An answer as it is, redirects not followed. */
const raw = (address: string, init: RequestInit = {}) => fetch(address, { redirect: 'manual', ...init });
const cookies = () => [...agent.cookies.values()].map(({ name, value }) => `${name}=${value}`).join('; ');

describe('RFC 9700 section 4.1: insufficient redirection URI validation', () => {
  test('a code goes to the registered address only, and is bound to it', async () => {
    await authorize(platform, { agent });
    const evil = 'http://localhost:3000/callback?next=https://evil.example/';
    expect(await agent.open(authorizationUrl(platform, WEB, { redirect_uri: evil }))).toMatchObject({ left: false });
    const callback = await authorize(platform, { agent });
    for (const redirect_uri of [evil, 'http://localhost:3000/callback/', '']) {
      const { status, body } = await redeem(platform, callback, WEB, { redirect_uri });
      expect([status, body.error]).toEqual([400, expect.stringMatching(/^invalid_(grant|request)$/)]);
    }
  });
});

describe('RFC 9700 section 4.2: credential leakage via Referer headers', () => {
  test('no page of the way tells its address or loads anything from elsewhere', async () => {
    for (const visit of Object.values(await wholeWay())) {
      expect(visit.headers.get('referrer-policy')).toBe('no-referrer');
      expect(visit.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(visit.html).not.toMatch(/<(img|script|link|iframe)[^>]+(src|href)="(https?:)?\/\//);
    }
  });

  test('the redirect that carries the code says the same', async () => {
    await authorize(platform, { agent });
    const { status, headers } = await raw(authorizationUrl(platform), { headers: { cookie: cookies() } });
    expect(status).toBe(303);
    expect(headers.get('location')).toContain('code=');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('RFC 9700 section 4.3: credential leakage via browser history', () => {
  test('a code in the history is used up (4.3.1)', async () => {
    const callback = await authorize(platform, { agent });
    expect(await redeem(platform, callback)).toMatchObject({ status: 200 });
    expect(await redeem(platform, callback)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('no token travels in an address (4.3.2)', async () => {
    const { access_token } = await obtainTokens(platform, { agent });
    const path = `/v2/userinfo?access_token=${access_token}`;
    expect(await platform.call('GET', path, { token: null })).toMatchObject({ status: 401 });
    expect(await platform.call('GET', path, { token: access_token })).toMatchObject({ status: 401 });
    const query = new URLSearchParams({ grant_type: 'refresh_token', client_id: WEB.id, client_secret: WEB.secret });
    expect((await raw(`${platform.accountUrl}/connect/token?${query}`)).status).toBe(404);
  });

  test('nobody keeps a page or an answer of the way', async () => {
    for (const { headers } of Object.values(await wholeWay()))
      expect(headers.get('cache-control')).toContain('no-store');
    const { headers } = await redeem(platform, await authorize(platform, { agent }));
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('RFC 9700 section 4.4: mix-up attacks', () => {
  test('whatever the answer and its mode, it names the issuer', async () => {
    const answers = [
      (await authorize(platform, { agent })).searchParams,
      (await agent.open(authorizationUrl(platform, WEB, { scope: 'openid', prompt: 'none', max_age: '0' }))).url
        .searchParams,
      new URLSearchParams(
        (await authorize(platform, { agent, parameters: { response_mode: 'fragment' } })).hash.slice(1),
      ),
    ];
    expect(answers[1]!.has('error')).toBe(true);
    for (const answer of answers) expect(answer.get('iss')).toBe(platform.accountUrl);
  });
});

describe('RFC 9700 section 4.5: authorization code injection', () => {
  test("a code of another application, or of another's request, is worth nothing", async () => {
    const stolen = await authorize(platform, { agent, app: NATIVE });
    const parameters = { redirect_uri: NATIVE.redirectUri, code_verifier: VERIFIER };
    expect(await redeem(platform, stolen, WEB, parameters)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    // The attacker's own application instance has another verifier than the one that asked.
    const code_verifier = 'the-verifier-of-the-attackers-own-session-is-another';
    const injected = await authorize(platform, { agent, app: NATIVE });
    expect(await redeem(platform, injected, NATIVE, { code_verifier })).toMatchObject({ status: 400 });
  });

  test('the ID token carries the nonce of the request that the code came from', async () => {
    const callback = await authorize(platform, { agent, parameters: { nonce: 'of-the-victim' } });
    const { body } = await redeem(platform, callback, WEB, { nonce: 'of-the-attacker' });
    expect(decodeJwt(body.id_token!).nonce).toBe('of-the-victim');
  });
});

describe('RFC 9700 section 4.6: access token injection', () => {
  test('no access token comes from the authorization endpoint, and the ID token names its audience', async () => {
    const visit = await agent.open(authorizationUrl(platform, WEB, { response_type: 'id_token token', nonce: 'n' }));
    expect(visit.url.href).toContain('unsupported_response_type');
    expect(decodeJwt((await obtainTokens(platform, { agent })).id_token!).aud).toBe(WEB.id);
  });
});

describe('RFC 9700 section 4.7: cross-site request forgery', () => {
  test('the form of one browser decides nothing in another', async () => {
    const consent = await signIn(agent, await agent.open(authorizationUrl(platform)));
    const victim = new UserAgent(platform.accountUrl);
    await authorize(platform, { agent: victim });
    expect(await allow(victim, consent)).toMatchObject({ left: false, status: 400 });
    expect(await allow(agent, consent)).toMatchObject({ left: true });
  });
});

describe('RFC 9700 section 4.8: PKCE downgrade', () => {
  test('a verifier without a challenge, and a challenge without a verifier, are refused', async () => {
    const plain = await authorize(platform, { agent });
    expect(await redeem(platform, plain, WEB, { code_verifier: VERIFIER })).toMatchObject({ status: 400 });
    const parameters = { code_challenge: challengeOf(VERIFIER), code_challenge_method: 'S256' };
    const bound = await authorize(platform, { agent, parameters });
    expect(await redeem(platform, bound)).toMatchObject({ status: 400 });
    const stripped = { code_challenge: undefined, code_challenge_method: undefined };
    const visit = await agent.open(authorizationUrl(platform, NATIVE, stripped));
    expect(visit.url.searchParams.get('error')).toBe('invalid_request');
  });
});
