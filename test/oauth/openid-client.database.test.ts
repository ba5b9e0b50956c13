import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { allow, NATIVE, signIn, WEB } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

const expired = { error: 'invalid_grant', error_description: 'refresh token is expired' };
const wholeScope = 'openid offline_access profile email giponext.patients giponext.invoices';

describe.each([
  ['a confidential application with the secret in the body', WEB, client.ClientSecretPost(WEB.secret)],
  ['a confidential application with HTTP Basic', WEB, client.ClientSecretBasic(WEB.secret)],
  ['a native application with PKCE alone', NATIVE, client.None()],
])('openid-client 6 as %s', (_kind, app, authentication) => {
  test('signs in, verifies the ID token, calls the API, refreshes and revokes', async () => {
    const config = await client.discovery(new URL(platform.accountUrl), app.id, undefined, authentication, {
      execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
    });
    expect(config.serverMetadata().supportsPKCE()).toBe(true);
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedState = client.randomState();
    const expectedNonce = client.randomNonce();
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: app.redirectUri,
      scope: wholeScope,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
      nonce: expectedNonce,
      max_age: '600',
      prompt: 'consent',
    });
    const agent = new UserAgent(platform.accountUrl);
    const callback = await allow(agent, await signIn(agent, await agent.open(address)), ['giponext.invoices']);

    const tokens = await client.authorizationCodeGrant(config, callback.url, {
      pkceCodeVerifier,
      expectedState,
      expectedNonce,
      maxAge: 600,
      idTokenExpected: true,
    });
    expect(new Set(tokens.scope?.split(' '))).toEqual(
      new Set(['openid', 'offline_access', 'profile', 'email', 'giponext.patients']),
    );
    expect(tokens.claims()).toMatchObject({
      sub: 'sandbox-doctor',
      name: 'Dario Medici',
      email: 'doctor@sandbox.test',
      aud: app.id,
      auth_time: expect.any(Number),
      amr: ['pwd'],
    });
    const userInfo = await client.fetchUserInfo(config, tokens.access_token, tokens.claims()!.sub);
    expect(userInfo).toMatchObject({ name: 'Dario Medici', tenants: [{ id: 'sandbox-clinic' }], clientId: app.id });

    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token!);
    expect(refreshed.scope).toBe(tokens.scope);
    expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
    const patients = new URL('/v2/tenants/sandbox-clinic/patients', config.serverMetadata().userinfo_endpoint);
    const listed = await client.fetchProtectedResource(config, refreshed.access_token, patients, 'GET');
    expect(listed.status).toBe(200);

    await sql(platform, `update oidc_artifacts set consumed_at = consumed_at - interval '31 seconds'`);
    const again = client.authorizationCodeGrant(config, callback.url, {
      pkceCodeVerifier,
      expectedState,
      expectedNonce,
    });
    await expect(again).rejects.toMatchObject({ error: 'invalid_grant', status: 400 });
    // The replay of the code ended what it was exchanged for (RFC 6749 section 4.1.2).
    await expect(client.refreshTokenGrant(config, refreshed.refresh_token!)).rejects.toMatchObject(expired);
  });

  test('ends the family of a refresh token that comes back, and revokes', async () => {
    const { config, tokens } = await obtain();
    const second = await client.refreshTokenGrant(config, tokens.refresh_token!);
    await sql(platform, `update oidc_artifacts set consumed_at = consumed_at - interval '31 seconds'`);
    await expect(client.refreshTokenGrant(config, tokens.refresh_token!)).rejects.toMatchObject(expired);
    await expect(client.refreshTokenGrant(config, second.refresh_token!)).rejects.toMatchObject(expired);

    const { tokens: refreshed } = await obtain();
    await client.tokenRevocation(config, refreshed.refresh_token!);
    await expect(client.refreshTokenGrant(config, refreshed.refresh_token!)).rejects.toMatchObject(expired);
  });

  async function obtain() {
    const config = await client.discovery(new URL(platform.accountUrl), app.id, undefined, authentication, {
      execute: [client.allowInsecureRequests],
    });
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: app.redirectUri,
      scope: 'openid offline_access',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      prompt: 'consent',
    });
    const agent = new UserAgent(platform.accountUrl);
    const callback = await allow(agent, await signIn(agent, await agent.open(address)));
    return { config, tokens: await client.authorizationCodeGrant(config, callback.url, { pkceCodeVerifier }) };
  }
});

test('openid-client 6 with pushed authorization requests keeps offline_access', async () => {
  const config = await client.discovery(new URL(platform.accountUrl), WEB.id, WEB.secret, undefined, {
    execute: [client.allowInsecureRequests],
  });
  const address = await client.buildAuthorizationUrlWithPAR(config, {
    redirect_uri: WEB.redirectUri,
    scope: 'openid offline_access giponext.patients',
    state: 'pushed',
  });
  expect([...address.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
  const agent = new UserAgent(platform.accountUrl);
  const callback = await allow(agent, await signIn(agent, await agent.open(address), 'reception@sandbox.test'));
  const tokens = await client.authorizationCodeGrant(config, callback.url, { expectedState: 'pushed' });
  expect(tokens.refresh_token).toEqual(expect.any(String));
});
