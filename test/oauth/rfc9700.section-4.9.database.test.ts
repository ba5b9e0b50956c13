import { request } from 'node:http';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { askForDevice, typeCode } from './device.ts';
import {
  apiAnswer,
  asksForConsent,
  asksToSignIn,
  authorizationUrl,
  NATIVE,
  OFFLINE,
  obtainTokens,
  refresh,
  requestTokens,
  signIn,
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
