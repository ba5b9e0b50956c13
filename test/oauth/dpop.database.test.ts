import { request } from 'node:http';
import { decodeJwt, exportJWK, generateSecret, SignJWT } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DPOP_ALGORITHMS } from '../../src/api/access/dpop.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { createProofKey, type ProofKey, type ProofWish, proofOf } from './dpop.ts';
import { allow, authorize, NATIVE, OFFLINE, type Parameters, requestTokens, signIn, VERIFIER, WEB } from './flow.ts';
import { UserAgent } from './user-agent.ts';

const PATH = '/v2/tenants/sandbox-clinic/patients';
const now = () => Math.floor(Date.now() / 1000);

let platform: Platform;
let agent: UserAgent;
let key: ProofKey;
let otherKey: ProofKey;
let token: string;
let refreshToken: string;

beforeAll(async () => {
  platform = await startPlatform();
  agent = new UserAgent(platform.accountUrl);
  [key, otherKey] = await Promise.all([createProofKey(), createProofKey()]);
  const { body } = await redeemWith(key);
  expect(body).toMatchObject({ token_type: 'DPoP' });
  token = body.access_token;
  refreshToken = body.refresh_token!;
});
afterAll(() => platform.close());

const tokenEndpoint = () => `${platform.accountUrl}/connect/token`;

async function redeemWith(proofKey: ProofKey, wish: Partial<ProofWish> = {}) {
  const callback = await authorize(platform, { app: NATIVE, agent, parameters: OFFLINE });
  const parameters = {
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code')!,
    redirect_uri: NATIVE.redirectUri,
    code_verifier: VERIFIER,
  };
  return askForTokens(parameters, await proofOf(proofKey, { address: tokenEndpoint(), ...wish }));
}

const askForTokens = (parameters: Parameters, dpop: string) => requestTokens(platform, NATIVE, parameters, { dpop });

/** Exactly these headers; an array is as many header lines. */
function callApi(headers: Record<string, string | string[]>, path = PATH) {
  const { hostname, port } = new URL(platform.apiUrl);
  return new Promise<{ status: number; challenge: string | undefined; body: string }>((resolve, reject) => {
    request({ hostname, port, path, headers }, async (response) => {
      let body = '';
      for await (const chunk of response.setEncoding('utf8')) body += chunk;
      resolve({ status: response.statusCode!, challenge: response.headers['www-authenticate'], body });
    })
      .on('error', reject)
      .end();
  });
}

const proof = (wish: Partial<ProofWish> = {}, proofKey = key) =>
  proofOf(proofKey, { method: 'GET', address: `${platform.apiUrl}${PATH}`, token, ...wish });

describe.each([
  ['a confidential application', WEB, client.ClientSecretBasic(WEB.secret)],
  ['a native application', NATIVE, client.None()],
])('openid-client 6 with DPoP as %s', (_kind, app, authentication) => {
  test('signs in, calls the API, refreshes and calls again', async () => {
    const config = await client.discovery(new URL(platform.accountUrl), app.id, undefined, authentication, {
      execute: [client.allowInsecureRequests],
    });
    expect(config.serverMetadata().dpop_signing_alg_values_supported).toContain('ES256');
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: app.redirectUri,
      scope: 'openid offline_access giponext.patients',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      dpop_jkt: await DPoP.calculateThumbprint(),
    });
    const person = new UserAgent(platform.accountUrl);
    const { url } = await allow(person, await signIn(person, await person.open(address)));
    const tokens = await client.authorizationCodeGrant(config, url, { pkceCodeVerifier }, undefined, { DPoP });
    expect(tokens.token_type).toBe('dpop');
    expect(decodeJwt(tokens.access_token).cnf).toEqual({ jkt: await DPoP.calculateThumbprint() });

    const patients = new URL(`${platform.apiUrl}${PATH}`);
    const call = async (accessToken: string) =>
      (await client.fetchProtectedResource(config, accessToken, patients, 'GET', null, undefined, { DPoP })).status;
    expect(await call(tokens.access_token)).toBe(200);
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token!, undefined, { DPoP });
    expect(refreshed.token_type).toBe('dpop');
    expect(await call(refreshed.access_token)).toBe(200);
  });
});

describe('a bound access token at the API (RFC 9449 section 7)', () => {
  test('works with a proof, each time with another one, whatever the query says', async () => {
    for (const path of [PATH, `${PATH}?limit=1`]) {
      expect(await callApi({ authorization: `DPoP ${token}`, dpop: await proof() }, path)).toMatchObject({
        status: 200,
      });
    }
  });

  const refused = async (headers: Record<string, string | string[]>, description: string) => {
    const answer = await callApi(headers);
    expect(answer).toMatchObject({
      status: 401,
      challenge: `DPoP error="invalid_token", error_description="${description}", algs="${DPOP_ALGORITHMS.join(' ')}"`,
    });
    expect(JSON.parse(answer.body)).toMatchObject({ error: 'invalid_token' });
  };

  test.each([
    ['as Bearer without a proof', async () => ({ authorization: `Bearer ${token}` })],
    ['as Bearer with its proof', async () => ({ authorization: `Bearer ${token}`, dpop: await proof() })],
  ])('is refused %s (section 7.2)', async (_what, headers) => {
    await refused(await headers(), 'The access token was not sent in the way it is bound.');
  });

  test('is what a plain token is not', async () => {
    const plain = await platform.token();
    const headers = { authorization: `DPoP ${plain}`, dpop: await proof({ token: plain }) };
    await refused(headers, 'The access token was not sent in the way it is bound.');
  });

  test.each<[string, () => Promise<string | string[] | undefined>]>([
    ['no proof', async () => undefined],
    ['two proofs', async () => [await proof(), await proof()]],
    ['the same proof in two lines', async () => Array(2).fill(await proof())],
  ])('is refused with %s', async (_what, dpop) => {
    const value = await dpop();
    await refused({ authorization: `DPoP ${token}`, ...(value && { dpop: value }) }, 'One DPoP proof is required.');
  });

  test.each<[string, () => Promise<string>]>([
    ['another type', () => proof({ header: { typ: 'jwt' } })],
    ['no key', () => proof({ header: { jwk: undefined } })],
    ['a private key', async () => proof({ header: { jwk: await exportJWK(key.privateKey) } })],
    [
      'the signature of another key',
      () =>
        proofOf(
          { ...otherKey, publicJwk: key.publicJwk },
          { method: 'GET', address: `${platform.apiUrl}${PATH}`, token },
        ),
    ],
    [
      'a shared secret',
      async () =>
        new SignJWT(decodeJwt(await proof()))
          .setProtectedHeader({ alg: 'HS256', typ: 'dpop+jwt', jwk: key.publicJwk })
          .sign(await generateSecret('HS256')),
    ],
    [
      'no signature',
      async () => `${encode({ alg: 'none', typ: 'dpop+jwt', jwk: key.publicJwk })}.${(await proof()).split('.')[1]}.`,
    ],
    ['nonsense', async () => 'nonsense'],
  ])('is refused with a proof of %s', async (_what, dpop) => {
    await refused({ authorization: `DPoP ${token}`, dpop: await dpop() }, 'The DPoP proof is not valid.');
  });

  test.each<[string, () => Promise<string>]>([
    ['another key', () => proof({}, otherKey)],
    ['another method', () => proof({ method: 'POST' })],
    ['a method in small letters', () => proof({ method: 'get' })],
    ['another path', () => proof({ address: `${platform.apiUrl}/v2/userinfo` })],
    ['another host', () => proof({ address: `https://evil.example${PATH}` })],
    ['no address', () => proof({ claims: { htu: undefined } })],
    ['an address that is none', () => proof({ claims: { htu: PATH } })],
    ['another token', async () => proof({ token: await platform.token() })],
    ['no token', () => proof({ claims: { ath: undefined } })],
    ['ten minutes ago', () => proof({ claims: { iat: now() - 600 } })],
    ['ten minutes ahead', () => proof({ claims: { iat: now() + 600 } })],
    ['no time', () => proof({ claims: { iat: undefined } })],
    ['no id', () => proof({ claims: { jti: undefined } })],
    ['an empty id', () => proof({ claims: { jti: '' } })],
    ['an id that is no text', () => proof({ claims: { jti: 7 } })],
  ])('is refused with a proof for %s', async (_what, dpop) => {
    await refused(
      { authorization: `DPoP ${token}`, dpop: await dpop() },
      'The DPoP proof does not belong to this request.',
    );
  });

  test('is refused when its proof was used before (section 11.1)', async () => {
    const headers = { authorization: `DPoP ${token}`, dpop: await proof() };
    expect(await callApi(headers)).toMatchObject({ status: 200 });
    await refused(headers, 'The DPoP proof was used before.');
  });

  test('has one winner among 20 requests with one proof', async () => {
    const headers = { authorization: `DPoP ${token}`, dpop: await proof() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => callApi(headers)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(401)]);
  });
});

describe('the token endpoint with DPoP (RFC 9449 section 5)', () => {
  test.each<[string, ProofWish]>([
    ['another method', { address: 'endpoint', method: 'GET' }],
    ['another address', { address: 'https://evil.example/connect/token' }],
    ['an hour ago', { address: 'endpoint', claims: { iat: now() - 3600 } }],
    ['another type', { address: 'endpoint', header: { typ: 'jwt' } }],
  ])('refuses a proof for %s', async (_what, wish) => {
    const address = wish.address === 'endpoint' ? tokenEndpoint() : wish.address;
    const { status, body } = await redeemWith(key, { ...wish, address });
    expect({ status, error: body.error }).toEqual({ status: 400, error: 'invalid_dpop_proof' });
  });

  test('takes a proof once, also of 20 at once', async () => {
    const used = await proofOf(key, { address: tokenEndpoint() });
    const callbacks = [];
    for (let count = 0; count < 20; count++) callbacks.push(await authorize(platform, { agent }));
    const answers = await Promise.all(
      callbacks.map((callback) =>
        requestTokens(
          platform,
          WEB,
          {
            grant_type: 'authorization_code',
            code: callback.searchParams.get('code')!,
            redirect_uri: WEB.redirectUri,
          },
          { dpop: used },
        ),
      ),
    );
    const outcomes = answers.map(({ status, body }) => `${status} ${body.error ?? 'tokens'}`).sort();
    expect(outcomes).toEqual(['200 tokens', ...Array(19).fill('400 invalid_grant')]);
  });

  test('gives the holder of a native refresh token nothing without the key (section 5)', async () => {
    const parameters = { grant_type: 'refresh_token', refresh_token: refreshToken };
    const expired = { status: 400, body: { error: 'invalid_grant', error_description: 'refresh token is expired' } };
    const theirs = await proofOf(otherKey, { address: tokenEndpoint() });
    expect(await askForTokens(parameters, theirs)).toMatchObject(expired);
    expect(await requestTokens(platform, NATIVE, parameters)).toMatchObject(expired);
    const ours = await proofOf(key, { address: tokenEndpoint() });
    expect(await askForTokens(parameters, ours)).toMatchObject({ status: 200, body: { token_type: 'DPoP' } });
  });

  test('redeems a code that was asked for with dpop_jkt for that key alone (section 10)', async () => {
    const redeem = async (proofKey: ProofKey) => {
      const parameters = { ...OFFLINE, dpop_jkt: key.thumbprint };
      const callback = await authorize(platform, { app: NATIVE, agent, parameters });
      return askForTokens(
        {
          grant_type: 'authorization_code',
          code: callback.searchParams.get('code')!,
          redirect_uri: NATIVE.redirectUri,
          code_verifier: VERIFIER,
        },
        await proofOf(proofKey, { address: tokenEndpoint() }),
      );
    };
    expect(await redeem(otherKey)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await redeem(key)).toMatchObject({ status: 200 });
  });
});

function encode(header: object): string {
  return Buffer.from(JSON.stringify(header)).toString('base64url');
}
