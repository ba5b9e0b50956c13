import { request } from 'node:http';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { askForDevice, typeCode } from './device.ts';
import {
  allow,
  apiAnswer,
  asksForConsent,
  asksToSignIn,
  authorizationUrl,
  authorize,
  challengeOf,
  NATIVE,
  OFFLINE,
  obtainTokens,
  redeem,
  refresh,
  requestTokens,
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

describe('RFC 9700 section 4.9: access token leakage at the resource server', () => {
  test('an API never repeats a token, whatever it thinks of it', async () => {
    const { access_token } = await obtainTokens(platform, { agent, parameters: { scope: 'openid giponext.agenda' } });
    for (const token of [access_token, `${access_token}x`]) {
      for (const path of ['/v2/userinfo', '/v2/tenants/sandbox-clinic/patients', '/nowhere']) {
        const answer = await platform.call('GET', path, { token });
        const everything = JSON.stringify([...answer.headers]) + (await answer.text());
        expect(everything).not.toContain(token.split('.')[2]);
      }
    }
  });

  test('what an API was sent is of no use at the authorization server', async () => {
    const { access_token } = await obtainTokens(platform, { agent, parameters: OFFLINE });
    expect(await refresh(platform, access_token)).toMatchObject({ status: 400 });
    const code = { grant_type: 'authorization_code', code: access_token, redirect_uri: WEB.redirectUri };
    expect(await requestTokens(platform, WEB, code)).toMatchObject({ status: 400 });
  });
});

describe('RFC 9700 section 4.10: misuse of stolen access tokens', () => {
  // Sender-constrained tokens (4.10.1) and audience restriction (4.10.2): sections 2.2.1 and 2.3, and dpop.database.test.ts.
  test('a token lives an hour, and ends within a second of its grant', async () => {
    const { access_token, refresh_token } = await obtainTokens(platform, { agent, parameters: OFFLINE });
    const { iat, exp } = decodeJwt(access_token);
    expect(exp! - iat!).toBe(3600);
    expect(await apiAnswer(platform, access_token)).toMatchObject({ status: 200 });
    await fetch(`${platform.accountUrl}/connect/revocation`, {
      method: 'POST',
      body: new URLSearchParams({ token: refresh_token!, client_id: WEB.id, client_secret: WEB.secret }),
    });
    const wait = { interval: 20, timeout: 1500 };
    await expect.poll(async () => (await apiAnswer(platform, access_token)).status, wait).toBe(401);
  });
});

describe('RFC 9700 section 4.11: open redirection', () => {
  test('an error redirects to a registered address of a known application, else nowhere', async () => {
    const error = { scope: 'openid', response_type: 'token' };
    const own = await agent.open(authorizationUrl(platform, WEB, error));
    expect([own.left, own.url.href.startsWith(`${WEB.redirectUri}#`)]).toEqual([true, true]);
    const evil = { ...error, redirect_uri: 'https://evil.example/' };
    expect(await agent.open(authorizationUrl(platform, WEB, evil))).toMatchObject({ left: false, status: 400 });
    expect(await agent.open(authorizationUrl(platform, { ...WEB, id: 'nobody' }, evil))).toMatchObject({ left: false });
  });

  test('nobody is sent on before signing in by a request that looks right (4.11.2)', async () => {
    const visit = await agent.open(authorizationUrl(platform));
    expect([visit.left, asksToSignIn(visit)]).toEqual([false, true]);
  });
});

describe('RFC 9700 section 4.12: 307 redirect', () => {
  test('no post of a form is answered so that the browser would post its fields again', async () => {
    const page = await agent.open(authorizationUrl(platform));
    const fields = new URLSearchParams({ email: 'doctor@sandbox.test', password: 'corsia-sandbox' });
    const xsrf = page.forms.flatMap(({ controls }) => controls).find(({ name }) => name === 'xsrf')!;
    fields.set('xsrf', xsrf.value);
    const answer = await raw(page.url.href, { method: 'POST', body: fields, headers: { cookie: cookies() } });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).not.toContain('password');
  });
});

describe('RFC 9700 section 4.13: TLS terminating reverse proxies', () => {
  const forged = {
    host: 'evil.example',
    forwarded: 'for=203.0.113.9;host=evil.example;proto=https',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '203.0.113.9',
    'x-real-ip': '203.0.113.9',
  };

  test('headers of a proxy that nobody trusts change no address', async () => {
    const { hostname, port } = new URL(platform.accountUrl);
    const body = await new Promise<string>((resolve, reject) => {
      const path = '/.well-known/openid-configuration';
      request({ hostname, port, path, headers: forged }, async (response) => {
        let text = '';
        for await (const chunk of response.setEncoding('utf8')) text += chunk;
        resolve(text);
      })
        .on('error', reject)
        .end();
    });
    expect(JSON.parse(body).issuer).toBe(platform.accountUrl);
    expect(body).not.toContain('evil.example');
  });

  test('nor do they make a guesser of user codes look like many', async () => {
    for (let guess = 0; guess < 12; guess++) {
      const { host: _host, ...others } = forged;
      const liar = new UserAgent(platform.accountUrl, { ...others, 'x-forwarded-for': `203.0.113.${guess}` });
      const { status } = await typeCode(liar, 'BBBB-BBBB');
      expect({ guess, status }).toEqual({ guess, status: guess < 10 ? 200 : 429 });
    }
  });
});

describe('RFC 9700 section 4.14: refresh token protection', () => {
  test('a refresh token is bound to its application and to what was allowed, and rotates', async () => {
    const { refresh_token } = await obtainTokens(platform, { agent, app: NATIVE, parameters: OFFLINE });
    expect(await refresh(platform, refresh_token, WEB)).toMatchObject({ status: 400 });
    const more = { scope: `${OFFLINE.scope} giponext.invoices` };
    expect(await refresh(platform, refresh_token, NATIVE, more)).toMatchObject({ status: 400 });
    const { status, body } = await refresh(platform, refresh_token, NATIVE);
    expect(status).toBe(200);
    expect(body.refresh_token).not.toBe(refresh_token);
  });

  test('there is none unless offline_access was asked and allowed', async () => {
    expect(await obtainTokens(platform, { agent })).not.toHaveProperty('refresh_token');
    const untick = ['offline_access'];
    expect(await obtainTokens(platform, { agent, parameters: OFFLINE, untick })).not.toHaveProperty('refresh_token');
  });
});

describe('RFC 9700 section 4.15: client impersonating resource owner', () => {
  test('an application that is named like a person gets no token of its own', async () => {
    await sql(
      platform,
      `with named as (
         insert into clients (id, name, application_type, public, grant_types, redirect_uris, scopes)
         values ('sandbox-doctor', 'Doctor', 'web', false, '{authorization_code,client_credentials}',
                 '{http://localhost:3000/callback}', '{openid,giponext.patients}') returning id)
       insert into client_secrets (client_id, hash) select id, sha256('secret') from named`,
    );
    const app = { ...WEB, id: 'sandbox-doctor', secret: 'secret' };
    expect(
      await requestTokens(platform, app, { grant_type: 'client_credentials', scope: 'giponext.patients' }),
    ).toMatchObject({
      status: 400,
      body: { error: 'unsupported_grant_type' },
    });
    const { access_token } = await obtainTokens(platform, { agent, app, email: 'reception@sandbox.test' });
    expect(decodeJwt(access_token)).toMatchObject({ sub: 'sandbox-reception', client_id: 'sandbox-doctor' });
  });
});

describe('RFC 9700 section 4.16: clickjacking', () => {
  test('no page of the way can be framed', async () => {
    for (const { headers } of Object.values(await wholeWay())) {
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-frame-options')).toBe('DENY');
    }
  });
});

describe('RFC 9700 section 4.17: attacks on in-browser communication flows', () => {
  test('there is no such flow: answers go by redirect or form alone', async () => {
    const discovery = await fetch(`${platform.accountUrl}/.well-known/openid-configuration`);
    const { response_modes_supported: modes } = (await discovery.json()) as { response_modes_supported: string[] };
    expect(modes.sort()).toEqual(['form_post', 'fragment', 'query'].sort());
    const visit = await agent.open(authorizationUrl(platform, WEB, { response_mode: 'web_message' }));
    expect(visit.url.searchParams.get('error')).toBe('unsupported_response_mode');
  });
});
