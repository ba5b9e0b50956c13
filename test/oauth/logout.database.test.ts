import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { asksToSignIn, authorizationUrl, OFFLINE, obtainTokens, refresh, type TokenBody, WEB } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

const HOME = 'http://localhost:3000/';

let platform: Platform;
let agent: UserAgent;
let tokens: TokenBody;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  agent = new UserAgent(platform.accountUrl);
  tokens = await obtainTokens(platform, { agent, parameters: OFFLINE });
});

const endSession = (parameters: Record<string, string>) =>
  agent.open(`${platform.accountUrl}/connect/endsession?${new URLSearchParams(parameters)}`);
const request = () => ({
  id_token_hint: tokens.id_token!,
  post_logout_redirect_uri: HOME,
  state: 'of the application',
});

describe('signing out at the wish of an application (OpenID Connect RP-Initiated Logout)', () => {
  test('asks the person, ends the session, and goes back with the state', async () => {
    const question = await endSession(request());
    expect(question).toMatchObject({ left: false, status: 200 });
    const done = await agent.submit(question, { press: 'logout=yes' });
    expect(done.left).toBe(true);
    expect(done.url.href).toBe(`${HOME}?state=of+the+application`);
    expect(asksToSignIn(await agent.open(authorizationUrl(platform)))).toBe(true);
  });

  test('goes back to where the application lives, without a registration of its own for that', async () => {
    await sql(platform, `update clients set post_logout_redirect_uris = '{}' where id = 'sandbox-web'`);
    for (const address of [HOME, WEB.redirectUri]) {
      agent = new UserAgent(platform.accountUrl);
      tokens = await obtainTokens(platform, { agent, parameters: OFFLINE });
      const question = await endSession({ ...request(), post_logout_redirect_uri: address });
      const done = await agent.submit(question, { press: 'logout=yes' });
      expect(done.url.href).toBe(`${address}?state=of+the+application`);
    }
  });

  test('leaves what was allowed to stay connected, as its page says', async () => {
    const question = await endSession(request());
    expect(question.html).toContain('keep working after you sign out');
    await agent.submit(question, { press: 'logout=yes' });
    expect((await refresh(platform, tokens.refresh_token)).status).toBe(200);
  });

  test.each([
    ['an address that is not registered', { client_id: WEB.id, post_logout_redirect_uri: 'https://evil.example/' }],
    ['an address that begins like the registered one', { client_id: WEB.id, post_logout_redirect_uri: `${HOME}evil` }],
    [
      'an address of another application',
      { client_id: 'sandbox-native', post_logout_redirect_uri: 'https://oauth.pstmn.io/' },
    ],
    ['a hint that is no token', { id_token_hint: 'made up', post_logout_redirect_uri: HOME }],
  ])('never leads to %s', async (_what, parameters) => {
    const visit = await endSession(parameters);
    expect(visit).toMatchObject({ left: false, status: 400 });
    expect(asksToSignIn(await agent.open(authorizationUrl(platform)))).toBe(false);
  });

  test('changes nothing for somebody who stays', async () => {
    await agent.submit(await endSession(request()), { press: '=' });
    expect(asksToSignIn(await agent.open(authorizationUrl(platform)))).toBe(false);
  });
});
