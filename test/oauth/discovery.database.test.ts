import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_SCOPES, SCOPES } from '../../src/catalogue/scopes.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { obtainTokens, WEB } from './flow.ts';

let platform: Platform;
let metadata: Record<string, unknown>;

beforeAll(async () => {
  platform = await startPlatform();
  const response = await fetch(`${platform.accountUrl}/.well-known/openid-configuration`);
  metadata = (await response.json()) as typeof metadata;
});
afterAll(() => platform.close());

describe('discovery (OpenID Connect Discovery section 3, RFC 8414)', () => {
  test('says what the platform does, no more and no less', () => {
    const { accountUrl, apiUrl } = platform;
    expect(metadata).toMatchObject({
      issuer: accountUrl,
      authorization_endpoint: `${accountUrl}/connect/authorize`,
      token_endpoint: `${accountUrl}/connect/token`,
      revocation_endpoint: `${accountUrl}/connect/revocation`,
      end_session_endpoint: `${accountUrl}/connect/endsession`,
      userinfo_endpoint: `${apiUrl}/v2/userinfo`,
      jwks_uri: expect.stringContaining(accountUrl),
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      ui_locales_supported: ['en', 'it'],
      id_token_signing_alg_values_supported: ['RS256'],
    });
    expect(metadata.scopes_supported).toEqual([...SCOPES, 'fhirUser']);
    expect(metadata.grant_types_supported).toEqual(
      expect.arrayContaining(['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code']),
    );
    for (const refused of ['client_credentials', 'password', 'implicit']) {
      expect(metadata.grant_types_supported).not.toContain(refused);
    }
    expect(metadata.token_endpoint_auth_methods_supported).toEqual(
      expect.arrayContaining(['none', 'client_secret_basic', 'client_secret_post']),
    );
  });

  test('is the same at the address of RFC 8414', async () => {
    const response = await fetch(`${platform.accountUrl}/.well-known/oauth-authorization-server`);
    expect(await response.json()).toEqual(metadata);
  });

  test('may be read by web pages of any origin', async () => {
    const response = await fetch(`${platform.accountUrl}/.well-known/openid-configuration`, {
      headers: { origin: 'https://tool.example' },
    });
    expect(response.headers.get('access-control-allow-origin')).toMatch(/^(\*|https:\/\/tool\.example)$/);
  });

  const endpoints = [
    ['authorization_endpoint', 'GET', 400, 'text/html'],
    ['token_endpoint', 'POST', 400, 'application/json'],
    ['revocation_endpoint', 'POST', 400, 'application/json'],
    ['device_authorization_endpoint', 'POST', 400, 'application/json'],
    ['introspection_endpoint', 'POST', 400, 'application/json'],
    ['pushed_authorization_request_endpoint', 'POST', 400, 'application/json'],
    ['end_session_endpoint', 'GET', 200, 'text/html'],
    ['userinfo_endpoint', 'GET', 401, 'application/json'],
    ['jwks_uri', 'GET', 200, 'application/jwk-set+json'],
  ] as const;

  test('every endpoint is among those tried here', () => {
    const named = Object.keys(metadata).filter((name) => /_(endpoint|uri)$/.test(name));
    expect(named.sort()).toEqual(endpoints.map(([name]) => name).sort());
  });

  test.each(endpoints)('%s answers', async (name, method, status, type) => {
    const response = await fetch(String(metadata[name]), {
      method,
      headers: { accept: type === 'text/html' ? 'text/html' : '*/*' },
    });
    expect({ status: response.status, type: response.headers.get('content-type') }).toEqual({
      status,
      type: expect.stringContaining(type),
    });
  });
});

describe('the key set', () => {
  test('holds public keys only, each with its use, algorithm and id', async () => {
    const response = await fetch(String(metadata.jwks_uri));
    const { keys } = (await response.json()) as { keys: Record<string, string>[] };
    expect(keys.map(({ alg }) => alg).sort()).toEqual(['ES256', 'ES256', 'RS256', 'RS256']);
    for (const key of keys) {
      expect(key).toMatchObject({ use: 'sig', kid: expect.any(String) });
      expect(
        Object.keys(key).filter((member) => ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth'].includes(member)),
      ).toEqual([]);
    }
  });

  test('has the keys that tokens name', async () => {
    const { keys } = (await (await fetch(String(metadata.jwks_uri))).json()) as { keys: { kid: string }[] };
    const tokens = await obtainTokens(platform);
    const headers = [tokens.access_token, tokens.id_token!].map(
      (token) => JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as { kid: string; typ?: string },
    );
    expect(headers[0]).toMatchObject({ typ: 'at+jwt', alg: 'ES256' });
    for (const { kid } of headers) expect(keys.map((key) => key.kid)).toContain(kid);
  });
});

test('an access token holds what RFC 9068 asks for, and no personal data', async () => {
  const { access_token } = await obtainTokens(platform, {
    email: 'billing@sandbox.test',
    parameters: { scope: ['openid', 'profile', 'email', ...API_SCOPES].join(' ') },
  });
  const claims = JSON.parse(Buffer.from(access_token.split('.')[1]!, 'base64url').toString());
  expect(claims).toEqual({
    iss: platform.accountUrl,
    aud: platform.apiUrl,
    sub: 'sandbox-billing',
    client_id: WEB.id,
    scope: expect.stringContaining('giponext.patients'),
    tenant: 'sandbox-clinic',
    gid: expect.any(String),
    jti: expect.any(String),
    iat: expect.any(Number),
    exp: claims.iat + 3600,
  });
});
