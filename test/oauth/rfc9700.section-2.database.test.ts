import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { createProofKey, proofOf } from './dpop.ts';
import {
  apiAnswer,
  authorizationUrl,
  authorize,
  NATIVE,
  OFFLINE,
  obtainTokens,
  type Parameters,
  redeem,
  refresh,
  requestTokens,
  VERIFIER,
  WEB,
} from './flow.ts';
import { type Forgery, signedAnew, signedWithPublicKey, unsigned } from './forged-tokens.ts';
import { UserAgent } from './user-agent.ts';

let platform: Platform;
let agent: UserAgent;
let metadata: Record<string, unknown>;

beforeAll(async () => {
  platform = await startPlatform();
  agent = new UserAgent(platform.accountUrl);
  metadata = (await (await fetch(`${platform.accountUrl}/.well-known/openid-configuration`)).json()) as typeof metadata;
});
afterAll(() => platform.close());

const open = (parameters: Parameters, app: typeof WEB | typeof NATIVE = WEB) =>
  agent.open(authorizationUrl(platform, app, parameters));
const answerOf = ({ url }: { url: URL }) => Object.fromEntries(new URLSearchParams(url.href.split(/[?#]/)[1]));

describe('RFC 9700 section 2.1: redirect-based flows', () => {
  test.each([
    'http://localhost:3000/callback/',
    'http://localhost:3000/callback#fragment',
    'http://localhost:3000/./callback',
    'http://localhost:3000/%63allback',
    'http://localhost:3000/x/../callback',
    'http://localhost.evil.example:3000/callback',
    'http://evil.example/http://localhost:3000/callback',
    'https://localhost:3000/callback',
    'http://127.0.0.1:3000/callback',
    ' http://localhost:3000/callback',
  ])('a redirect address must match to the letter: %j does not', async (redirect_uri) => {
    expect(await open({ redirect_uri })).toMatchObject({ left: false, status: 400 });
  });

  test('of two redirect addresses none counts', async () => {
    const twice = `${authorizationUrl(platform)}&redirect_uri=${encodeURIComponent('https://evil.example/')}`;
    expect(await agent.open(twice)).toMatchObject({ left: false, status: 400 });
  });

  test('signing out leads to registered addresses only: no open redirector', async () => {
    const { id_token } = await obtainTokens(platform, { agent });
    const address = `${platform.accountUrl}/connect/endsession?${new URLSearchParams({
      id_token_hint: id_token!,
      post_logout_redirect_uri: 'https://evil.example/',
    })}`;
    expect(await agent.open(address)).toMatchObject({ left: false, status: 400 });
  });

  test('requests are bound to the browser by state, PKCE and nonce, each of which comes back or is checked', async () => {
    const parameters = { state: 'S1', nonce: 'N1', code_challenge: undefined, code_challenge_method: undefined };
    const callback = await authorize(platform, { agent, parameters });
    expect(callback.searchParams.get('state')).toBe('S1');
    const { body } = await redeem(platform, callback);
    expect(decodeJwt(body.id_token!).nonce).toBe('N1');
    const native = await authorize(platform, { agent, app: NATIVE });
    expect(await redeem(platform, native, NATIVE, { code_verifier: `${VERIFIER}x` })).toMatchObject({ status: 400 });
  });

  test('answers name their issuer, errors too, and the metadata promise it: no mix-up', async () => {
    expect(metadata.authorization_response_iss_parameter_supported).toBe(true);
    const success = await authorize(platform, { agent });
    expect(success.searchParams.get('iss')).toBe(metadata.issuer);
    expect(answerOf(await open({ response_type: 'token' }))).toMatchObject({
      error: 'unsupported_response_type',
      iss: metadata.issuer,
    });
  });
});

describe('RFC 9700 section 2.1.1: authorization code grant', () => {
  test.each<[string, Parameters]>([
    ['none', { code_challenge: undefined, code_challenge_method: undefined }],
    ['an empty one', { code_challenge: '' }],
    ['a plain one', { code_challenge: VERIFIER, code_challenge_method: 'plain' }],
    ['one without a method', { code_challenge_method: undefined }],
    ['one of an unknown method', { code_challenge_method: 'S512' }],
    ['one that is too short for a hash', { code_challenge: 'short' }],
  ])('a public application needs an S256 challenge: %s is refused', async (_what, parameters) => {
    const visit = await open(parameters, NATIVE);
    expect(answerOf(visit)).toMatchObject({ error: 'invalid_request', state: 'state-of-the-application' });
  });

  test('the metadata name S256 and nothing else', () => {
    expect(metadata.code_challenge_methods_supported).toEqual(['S256']);
  });

  test('a confidential application that used PKCE is held to it', async () => {
    const { searchParams } = new URL(authorizationUrl(platform, NATIVE));
    const parameters = {
      code_challenge: searchParams.get('code_challenge')!,
      code_challenge_method: 'S256',
    };
    const callback = await authorize(platform, { agent, parameters });
    expect(await redeem(platform, callback)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const again = await authorize(platform, { agent, parameters });
    expect(await redeem(platform, again, WEB, { code_verifier: VERIFIER })).toMatchObject({ status: 200 });
  });
});

describe('RFC 9700 section 2.1.2: implicit grant', () => {
  test.each(['token', 'id_token', 'id_token token', 'code token', 'code id_token', 'code id_token token', 'none'])(
    'response_type=%s issues nothing',
    async (response_type) => {
      const visit = await open({ response_type, nonce: 'n' });
      expect(answerOf(visit)).toMatchObject({ error: 'unsupported_response_type' });
      expect(visit.url.href).not.toMatch(/access_token|id_token=|code=/);
    },
  );

  test('the metadata name the code alone', () => {
    expect(metadata.response_types_supported).toEqual(['code']);
    expect(metadata.grant_types_supported).not.toContain('implicit');
  });
});

describe('RFC 9700 section 2.2: token replay prevention', () => {
  test('2.2.1: a sender-constrained access token is worth nothing to a thief', async () => {
    const [key, theirs] = await Promise.all([createProofKey(), createProofKey()]);
    const callback = await authorize(platform, { agent });
    const endpoint = `${platform.accountUrl}/connect/token`;
    const { body } = await requestTokens(
      platform,
      WEB,
      {
        grant_type: 'authorization_code',
        code: callback.searchParams.get('code')!,
        redirect_uri: WEB.redirectUri,
      },
      { dpop: await proofOf(key, { address: endpoint }) },
    );
    const token = body.access_token;
    const address = `${platform.apiUrl}/v2/userinfo`;
    const call = async (scheme: string, proofKey: typeof key | undefined) => {
      const dpop = proofKey && (await proofOf(proofKey, { method: 'GET', address, token }));
      const headers = { authorization: `${scheme} ${token}`, ...(dpop && { dpop }) };
      return (await fetch(address, { headers })).status;
    };
    expect(await call('Bearer', undefined)).toBe(401);
    expect(await call('DPoP', undefined)).toBe(401);
    expect(await call('DPoP', theirs)).toBe(401);
    expect(await call('DPoP', key)).toBe(200);
  });

  test('2.2.2: the refresh token of a public application changes at each use, and an old one ends the family', async () => {
    const first = await obtainTokens(platform, { agent, app: NATIVE, parameters: OFFLINE });
    const second = await refresh(platform, first.refresh_token, NATIVE);
    const third = await refresh(platform, second.body.refresh_token, NATIVE);
    expect(new Set([first, second.body, third.body].map(({ refresh_token }) => refresh_token)).size).toBe(3);
    expect(await refresh(platform, first.refresh_token, NATIVE)).toMatchObject({ status: 400 });
    expect(await refresh(platform, third.body.refresh_token, NATIVE)).toMatchObject({ status: 400 });
  });
});

describe('RFC 9700 section 2.3: access token privilege restriction', () => {
  test.each<[string, Forgery]>([
    ['for another API', { claims: { aud: 'https://other-api.example' } }],
    ['for the account origin', { claims: { aud: 'sandbox-web' } }],
    ['for nobody', { claims: { aud: undefined } }],
    ['of another issuer', { claims: { iss: 'https://account.evil.example' } }],
    ['that is expired', { claims: { exp: Math.floor(Date.now() / 1000) - 1 } }],
    ['that never expires', { claims: { exp: undefined } }],
    ['that belongs to no grant', { claims: { gid: undefined } }],
    ['of a grant that is not', { claims: { gid: 'made-up' } }],
    ["of another person's grant", { claims: { sub: 'sandbox-manager' } }],
    ["of another application's grant", { claims: { client_id: 'sandbox-native' } }],
    ['of another tenant', { claims: { tenant: 'other-clinic' } }],
    ['of no tenant', { claims: { tenant: undefined } }],
    ['of type JWT', { header: { typ: 'JWT' } }],
    ['of no type', { header: { typ: undefined } }],
    ['of type logout+jwt', { header: { typ: 'logout+jwt' } }],
    ['of an unknown key', { header: { kid: 'nobody' } }],
    ['of no key', { header: { kid: undefined } }],
    ['with the key of ID tokens', { algorithm: 'RS256' }],
  ])('a token %s is refused, though our own key signed it', async (_what, forgery) => {
    const { access_token } = await obtainTokens(platform, { agent });
    expect(await apiAnswer(platform, await signedAnew(platform, access_token))).toMatchObject({ status: 200 });
    const forged = await signedAnew(platform, access_token, forgery);
    expect(await apiAnswer(platform, forged)).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
  });

  test.each([
    ['no signature', unsigned],
    ['the public key for a secret', signedWithPublicKey],
    ['a signature cut short', async (_platform: Platform, token: string) => token.slice(0, -2)],
  ])('a token with %s is refused', async (_what, forge) => {
    const { access_token } = await obtainTokens(platform, { agent });
    expect(await apiAnswer(platform, await forge(platform, access_token))).toMatchObject({ status: 401 });
  });

  test('an ID token or a refresh token is no access token', async () => {
    const { id_token, refresh_token } = await obtainTokens(platform, { agent, parameters: OFFLINE });
    for (const token of [id_token!, refresh_token!]) {
      expect(await apiAnswer(platform, token)).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
    }
  });

  test('a token opens what its scope names, and no more', async () => {
    const { access_token } = await obtainTokens(platform, { agent, parameters: { scope: 'openid giponext.agenda' } });
    expect(await apiAnswer(platform, access_token)).toMatchObject({
      status: 403,
      body: { error: 'insufficient_scope' },
    });
  });
});

describe('RFC 9700 section 2.4: resource owner password credentials grant', () => {
  test('right credentials get nothing at the token endpoint', async () => {
    const person = { username: 'doctor@sandbox.test', password: 'corsia-sandbox', scope: 'giponext.patients' };
    expect(await requestTokens(platform, WEB, { grant_type: 'password', ...person })).toMatchObject({
      status: 400,
      body: { error: 'unsupported_grant_type' },
    });
    expect(metadata.grant_types_supported).not.toContain('password');
  });
});

describe('RFC 9700 section 2.5: client authentication', () => {
  test('what a confidential application may do, nobody may who has no secret of it', async () => {
    const callback = await authorize(platform, { agent, parameters: OFFLINE });
    const none = { client_secret: undefined };
    for (const extra of [none, { client_secret: '' }, { client_secret: 'sandbox-native' }]) {
      expect(await redeem(platform, callback, WEB, extra)).toMatchObject({
        status: 401,
        body: { error: 'invalid_client' },
      });
    }
    const { body } = await redeem(platform, callback);
    expect(await refresh(platform, body.refresh_token, WEB, none)).toMatchObject({ status: 401 });
    for (const path of ['revocation', 'introspect', 'par']) {
      const form = new URLSearchParams({ client_id: WEB.id, token: body.refresh_token! });
      const answer = await fetch(`${platform.accountUrl}/connect/${path}`, { method: 'POST', body: form });
      expect({ path, status: answer.status }).toEqual({ path, status: 401 });
    }
    expect(await refresh(platform, body.refresh_token)).toMatchObject({ status: 200 });
  });

  test('a secret in the address counts for nothing', async () => {
    const query = new URLSearchParams({ client_id: WEB.id, client_secret: WEB.secret });
    const answer = await fetch(`${platform.accountUrl}/connect/token?${query}`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x' }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' });
  });

  test('a secret cannot be used as a key for assertions', () => {
    expect(metadata.token_endpoint_auth_methods_supported).not.toContain('client_secret_jwt');
    expect(JSON.stringify(metadata)).not.toMatch(/"HS\d/);
  });
});

describe('RFC 9700 section 2.6: other recommendations', () => {
  test('the metadata are published at both addresses', async () => {
    const other = await fetch(`${platform.accountUrl}/.well-known/oauth-authorization-server`);
    expect(await other.json()).toEqual(metadata);
  });

  test('the authorization endpoint is not for scripts of other origins', async () => {
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await fetch(authorizationUrl(platform, NATIVE), {
        method,
        headers: { origin: 'http://localhost', 'access-control-request-method': 'GET' },
        redirect: 'manual',
      });
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  // Encryption from end to end is the operator's: https.database.test.ts shows what an https origin does.
});
