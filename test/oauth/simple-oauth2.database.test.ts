import { AuthorizationCode } from 'simple-oauth2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { allow, apiAnswer, challengeOf, signIn, VERIFIER, WEB } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

/** What the library throws for an answer that is an error. */
const refused = (status: number, error: string) => ({ output: { statusCode: status }, data: { payload: { error } } });

test.each(['header', 'body'] as const)(
  'simple-oauth2 5, its secret in the %s, signs in with PKCE, refreshes and revokes; what was used is used up',
  async (authorizationMethod) => {
    const client = new AuthorizationCode({
      client: { id: WEB.id, secret: WEB.secret },
      auth: {
        tokenHost: platform.accountUrl,
        tokenPath: '/connect/token',
        authorizePath: '/connect/authorize',
        revokePath: '/connect/revocation',
      },
      options: { authorizationMethod },
    });
    const parameters = {
      redirect_uri: WEB.redirectUri,
      scope: ['openid', 'offline_access', 'giponext.patients'],
      state: 'of-simple-oauth2',
      code_challenge: challengeOf(VERIFIER),
      code_challenge_method: 'S256',
      prompt: 'consent',
    };
    const agent = new UserAgent(platform.accountUrl);
    const { url } = await allow(agent, await signIn(agent, await agent.open(client.authorizeURL(parameters))));
    expect(url.searchParams.get('state')).toBe('of-simple-oauth2');
    const code = url.searchParams.get('code')!;
    const exchange = { code, redirect_uri: WEB.redirectUri, code_verifier: VERIFIER };

    const first = await client.getToken(exchange);
    expect(first.expired()).toBe(false);
    expect(await apiAnswer(platform, String(first.token.access_token))).toMatchObject({ status: 200 });
    const second = await first.refresh();
    expect(second.token.refresh_token).not.toBe(first.token.refresh_token);
    expect(await apiAnswer(platform, String(second.token.access_token))).toMatchObject({ status: 200 });

    // The first refresh token, when no honest retry could come any more: its family ends.
    await sql(platform, `update oidc_artifacts set consumed_at = consumed_at - interval '31 seconds'`);
    await expect(first.refresh()).rejects.toMatchObject(refused(400, 'invalid_grant'));
    await expect(second.refresh()).rejects.toMatchObject({
      data: { payload: { error: 'invalid_grant', error_description: 'refresh token is expired' } },
    });
    await expect(client.getToken(exchange)).rejects.toMatchObject(refused(400, 'invalid_grant'));
  },
);

test('simple-oauth2 5 revokes both tokens, the access token too', async () => {
  const client = new AuthorizationCode({
    client: { id: WEB.id, secret: WEB.secret },
    auth: {
      tokenHost: platform.accountUrl,
      tokenPath: '/connect/token',
      authorizePath: '/connect/authorize',
      revokePath: '/connect/revocation',
    },
  });
  const agent = new UserAgent(platform.accountUrl);
  const parameters = { redirect_uri: WEB.redirectUri, scope: 'openid offline_access', prompt: 'consent' };
  const { url } = await allow(agent, await signIn(agent, await agent.open(client.authorizeURL(parameters))));
  const exchange = { code: url.searchParams.get('code')!, redirect_uri: WEB.redirectUri };
  const tokens = await client.getToken(exchange);
  const userInfo = async () => (await apiAnswer(platform, String(tokens.token.access_token), '/v2/userinfo')).status;
  expect(await userInfo()).toBe(200);
  await tokens.revokeAll();
  await expect(tokens.refresh()).rejects.toMatchObject(refused(400, 'invalid_grant'));
  await expect.poll(userInfo, { interval: 20, timeout: 1500 }).toBe(401);
});
