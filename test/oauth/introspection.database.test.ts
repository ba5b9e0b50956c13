import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { createProofKey, proofOf } from './dpop.ts';
import { expire } from './expiry.ts';
import {
  type App,
  authorize,
  NATIVE,
  OFFLINE,
  obtainTokens,
  refresh,
  requestTokens,
  type TokenBody,
  WEB,
} from './flow.ts';
import { signedAnew, signedWithPublicKey, unsigned } from './forged-tokens.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

/** RFC 7662 section 2.2: of a token that says nothing to the one who asks, not even why. */
const INACTIVE = { status: 200, body: { active: false } };

let platform: Platform;
let agent: UserAgent;
let tokens: TokenBody;

beforeAll(async () => {
  platform = await startPlatform();
  agent = new UserAgent(platform.accountUrl);
});
beforeEach(async () => {
  tokens = await obtainTokens(platform, { agent, parameters: OFFLINE });
});
afterAll(() => platform.close());

async function introspect(token: string | undefined, app: Pick<App, 'id' | 'secret'> = WEB, extra: object = {}) {
  const parameters = { client_id: app.id, ...(app.secret && { client_secret: app.secret }), ...(token && { token }) };
  const response = await fetch(`${platform.accountUrl}/connect/introspect`, {
    method: 'POST',
    body: new URLSearchParams({ ...parameters, ...extra }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as object };
}

describe('an application learns of its own', () => {
  test('access token all that the token says', async () => {
    const { iat, exp, jti } = decodeJwt(tokens.access_token);
    const { status, body, headers } = await introspect(tokens.access_token);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        active: true,
        client_id: WEB.id,
        sub: 'sandbox-doctor',
        iss: platform.accountUrl,
        aud: platform.apiUrl,
        scope: tokens.scope,
        token_type: 'Bearer',
        tenant: 'sandbox-clinic',
        iat,
        exp,
        jti,
      },
    });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test.each(['refresh_token', 'access_token', 'nonsense'])('refresh token, with the hint %s', async (hint) => {
    const { status, body } = await introspect(tokens.refresh_token, WEB, { token_type_hint: hint });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { active: true, client_id: WEB.id, sub: 'sandbox-doctor', scope: tokens.scope, exp: expect.any(Number) },
    });
  });

  test('bound access token to which key it is bound (RFC 9449 section 6.2)', async () => {
    const key = await createProofKey();
    const callback = await authorize(platform, { agent });
    const { body } = await requestTokens(
      platform,
      WEB,
      {
        grant_type: 'authorization_code',
        code: callback.searchParams.get('code')!,
        redirect_uri: WEB.redirectUri,
      },
      { dpop: await proofOf(key, { address: `${platform.accountUrl}/connect/token` }) },
    );
    expect(await introspect(body.access_token)).toMatchObject({
      body: { active: true, token_type: 'DPoP', cnf: { jkt: key.thumbprint } },
    });
  });
});

describe('nothing is said of', () => {
  const cases: [string, () => Promise<string | undefined>][] = [
    ["another application's access token", async () => (await ofOther()).access_token],
    ["another application's refresh token", async () => (await ofOther()).refresh_token],
    ['an expired access token', () => signedAnew(platform, tokens.access_token, { claims: { exp: 1 } })],
    ['an access token for another API', () => signedAnew(platform, tokens.access_token, { claims: { aud: 'other' } })],
    [
      'an access token of another issuer',
      () => signedAnew(platform, tokens.access_token, { claims: { iss: 'other' } }),
    ],
    ['an access token of no grant', () => signedAnew(platform, tokens.access_token, { claims: { gid: 'made-up' } })],
    ['an access token without a signature', () => unsigned(platform, tokens.access_token)],
    ['an access token signed with the public key', () => signedWithPublicKey(platform, tokens.access_token)],
    ['an ID token', async () => tokens.id_token],
    ['garbage', async () => 'garbage'],
    ['garbage of three parts', async () => 'a.b.c'],
    ['the word that stands for verified tokens inside', async () => 'a signed access token'],
  ];
  const ofOther = () => obtainTokens(platform, { agent, app: NATIVE, parameters: OFFLINE });

  test.each(cases)('%s', async (_what, make) => {
    const { status, body } = await introspect(await make());
    expect({ status, body }).toEqual(INACTIVE);
  });

  test('an expired refresh token', async () => {
    expect(await introspect(tokens.refresh_token)).toMatchObject({ body: { active: true } });
    await expire(platform, 'RefreshToken', tokens.refresh_token!);
    const { status, body } = await introspect(tokens.refresh_token);
    expect({ status, body }).toEqual(INACTIVE);
  });

  test('what was exchanged', async () => {
    expect(await refresh(platform, tokens.refresh_token)).toMatchObject({ status: 200 });
    const { status, body } = await introspect(tokens.refresh_token);
    expect({ status, body }).toEqual(INACTIVE);
  });

  test('what was revoked, access token and refresh token alike', async () => {
    expect(await introspect(tokens.access_token)).toMatchObject({ body: { active: true } });
    await fetch(`${platform.accountUrl}/connect/revocation`, {
      method: 'POST',
      body: new URLSearchParams({ token: tokens.refresh_token!, client_id: WEB.id, client_secret: WEB.secret }),
    });
    for (const token of [tokens.access_token, tokens.refresh_token]) {
      const { status, body } = await introspect(token);
      expect({ status, body }).toEqual(INACTIVE);
    }
  });

  test('the tokens of a person who was disabled', async () => {
    await sql(platform, `update users set status = 'disabled' where id = 'sandbox-doctor'`);
    try {
      for (const token of [tokens.access_token, tokens.refresh_token]) {
        const { status, body } = await introspect(token);
        expect({ status, body }).toEqual(INACTIVE);
      }
    } finally {
      await sql(platform, `update users set status = 'active' where id = 'sandbox-doctor'`);
      agent = new UserAgent(platform.accountUrl);
    }
  });
});

describe('who asks', () => {
  test.each<[string, Pick<App, 'id' | 'secret'>]>([
    ['with a wrong secret', { id: WEB.id, secret: 'wrong' }],
    ['without its secret', { id: WEB.id }],
    ['and is unknown', { id: 'nobody', secret: 'x' }],
  ])('%s is told nothing', async (_what, app) => {
    expect(await introspect(tokens.access_token, app)).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });

  test('without a name is refused', async () => {
    const body = new URLSearchParams({ token: tokens.access_token });
    const response = await fetch(`${platform.accountUrl}/connect/introspect`, { method: 'POST', body });
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ error: 'invalid_request' }),
    ]);
  });

  test('as a public application learns of its own tokens, never of others', async () => {
    const own = await obtainTokens(platform, { agent, app: NATIVE, parameters: OFFLINE });
    expect(await introspect(own.access_token, NATIVE)).toMatchObject({ body: { active: true, client_id: NATIVE.id } });
    for (const token of [tokens.access_token, tokens.refresh_token]) {
      expect(await introspect(token, NATIVE)).toMatchObject(INACTIVE);
    }
  });

  test('without a token is told so', async () => {
    expect(await introspect(undefined)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });
});
