import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { allow, NATIVE, signIn, WEB } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

let platform: Platform;
let server: oauth.AuthorizationServer;
const insecure = { [oauth.allowInsecureRequests]: true };

beforeAll(async () => {
  platform = await startPlatform();
  const issuer = new URL(platform.accountUrl);
  server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
});
afterAll(() => platform.close());

test.each([
  ['a confidential application', WEB, oauth.ClientSecretBasic(WEB.secret)],
  ['a native application', NATIVE, oauth.None()],
])('oauth4webapi with every check, as %s with pushed requests', async (_kind, app, authentication) => {
  const client: oauth.Client = { client_id: app.id, require_auth_time: true };
  const verifier = oauth.generateRandomCodeVerifier();
  const nonce = oauth.generateRandomNonce();
  const state = oauth.generateRandomState();
  const pushed = await oauth.processPushedAuthorizationResponse(
    server,
    client,
    await oauth.pushedAuthorizationRequest(
      server,
      client,
      authentication,
      new URLSearchParams({
        response_type: 'code',
        redirect_uri: app.redirectUri,
        scope: 'openid offline_access giponext.patients',
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        nonce,
        state,
        max_age: '300',
      }),
      insecure,
    ),
  );
  const address = new URL(server.authorization_endpoint!);
  address.search = String(new URLSearchParams({ client_id: app.id, request_uri: pushed.request_uri }));
  const agent = new UserAgent(platform.accountUrl);
  const visit = await allow(agent, await signIn(agent, await agent.open(address)));

  // Checks `iss` (RFC 9207), which the server's metadata promise, and `state`.
  expect(server.authorization_response_iss_parameter_supported).toBe(true);
  const callback = oauth.validateAuthResponse(server, client, visit.url, state);
  const exchange = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    authentication,
    callback,
    app.redirectUri,
    verifier,
    insecure,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, exchange, {
    expectedNonce: nonce,
    maxAge: 300,
    requireIdToken: true,
  });
  expect(tokens.scope?.split(' ').sort()).toEqual(['giponext.patients', 'offline_access', 'openid']);
  await oauth.validateApplicationLevelSignature(server, exchange, insecure);

  const { sub } = oauth.getValidatedIdTokenClaims(tokens)!;
  const userInfo = await oauth.userInfoRequest(server, client, tokens.access_token, insecure);
  expect(await oauth.processUserInfoResponse(server, client, sub, userInfo)).toMatchObject({ sub: 'sandbox-doctor' });

  const refreshed = await oauth.processRefreshTokenResponse(
    server,
    client,
    await oauth.refreshTokenGrantRequest(server, client, authentication, tokens.refresh_token!, insecure),
  );
  const request = new Request(server.userinfo_endpoint!, {
    headers: { authorization: `Bearer ${refreshed.access_token}` },
  });
  const claims = await oauth.validateJwtAccessToken(server, request, platform.apiUrl, insecure);
  expect(claims).toMatchObject({ client_id: app.id, sub, scope: tokens.scope });

  // Once more with the first refresh token, when no honest retry could come any more: its family ends.
  await sql(platform, `update oidc_artifacts set consumed_at = consumed_at - interval '31 seconds'`);
  for (const token of [tokens.refresh_token!, refreshed.refresh_token!]) {
    const answer = await oauth.refreshTokenGrantRequest(server, client, authentication, token, insecure);
    await expect(oauth.processRefreshTokenResponse(server, client, answer)).rejects.toMatchObject({
      error: 'invalid_grant',
      error_description: 'refresh token is expired',
    });
  }
  const { redirectUri } = app;
  const replayed = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    authentication,
    callback,
    redirectUri,
    verifier,
    insecure,
  );
  await expect(oauth.processAuthorizationCodeResponse(server, client, replayed)).rejects.toMatchObject({
    error: 'invalid_grant',
    status: 400,
  });
});

test('a pushed request is used once', async () => {
  const client: oauth.Client = { client_id: WEB.id };
  const response = await oauth.pushedAuthorizationRequest(
    server,
    client,
    oauth.ClientSecretPost(WEB.secret),
    new URLSearchParams({ response_type: 'code', redirect_uri: WEB.redirectUri, scope: 'openid' }),
    insecure,
  );
  const { request_uri } = await oauth.processPushedAuthorizationResponse(server, client, response);
  const address = `${server.authorization_endpoint}?${new URLSearchParams({ client_id: WEB.id, request_uri })}`;
  const agent = new UserAgent(platform.accountUrl);
  const first = await allow(agent, await signIn(agent, await agent.open(address), 'reception@sandbox.test'));
  expect(first.url.searchParams.get('code')).toEqual(expect.any(String));
  const second = await agent.open(address);
  expect(second).toMatchObject({ left: false, status: 400 });
});
