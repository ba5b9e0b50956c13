import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Strategy } from 'passport-oauth2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { allow, apiAnswer, signIn, WEB } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

interface SignedIn {
  accessToken: string;
  refreshToken: string;
  scope: string;
}

let platform: Platform;
let application: Server;
let home: string;

beforeAll(async () => {
  platform = await startPlatform();
  application = createServer().listen(0, 'localhost');
  await once(application, 'listening');
  home = `http://localhost:${(application.address() as AddressInfo).port}`;
  await sql(platform, 'update clients set redirect_uris = redirect_uris || $1::text where id = $2', [
    `${home}/callback`,
    WEB.id,
  ]);
});
afterAll(async () => {
  application.close();
  await platform.close();
});

/** What passport itself does around a strategy, without Express: a session, the parsed query and four outcomes. */
function mount(strategy: Strategy): void {
  application.removeAllListeners('request');
  const session = {};
  application.on('request', (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, home);
    const outcome: Strategy = Object.create(strategy);
    outcome.redirect = (address) => response.writeHead(302, { location: address }).end();
    outcome.success = (user) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(user));
    outcome.fail = (challenge) => response.writeHead(403).end(JSON.stringify(challenge));
    outcome.error = (error) => response.writeHead(500).end(error.message);
    if (!['/login', '/callback'].includes(pathname)) return response.writeHead(404).end();
    return outcome.authenticate(Object.assign(request, { query: Object.fromEntries(searchParams), session }));
  });
}

test('passport-oauth2 signs in with the code flow, without PKCE', async () => {
  const discovery = await fetch(`${platform.accountUrl}/.well-known/openid-configuration`);
  const metadata = (await discovery.json()) as { authorization_endpoint: string; token_endpoint: string };
  mount(
    new Strategy(
      {
        authorizationURL: metadata.authorization_endpoint,
        tokenURL: metadata.token_endpoint,
        clientID: WEB.id,
        clientSecret: WEB.secret,
        callbackURL: `${home}/callback`,
        scope: ['openid', 'offline_access', 'giponext.patients', 'giponext.agenda'],
        state: true,
      },
      (accessToken, refreshToken, { scope }, _profile, done) => done(null, { accessToken, refreshToken, scope }),
    ),
  );

  const login = await fetch(`${home}/login`, { redirect: 'manual' });
  const agent = new UserAgent(platform.accountUrl);
  const signedIn = await signIn(agent, await agent.open(login.headers.get('location')!));
  const callback = await allow(agent, signedIn, ['giponext.agenda']);
  expect(callback.url.origin).toBe(home);
  const response = await fetch(callback.url);
  const answer = await response.text();
  expect(response.status, answer).toBe(200);
  const user = JSON.parse(answer) as SignedIn;
  expect(user).toMatchObject({
    refreshToken: expect.any(String),
    scope: expect.stringMatching(/^(?!.*agenda).*giponext\.patients/),
  });
  expect(await apiAnswer(platform, user.accessToken)).toMatchObject({ status: 200 });
});

test('passport-oauth2 learns that the person refused', async () => {
  const login = await fetch(`${home}/login`, { redirect: 'manual' });
  const agent = new UserAgent(platform.accountUrl);
  const signedIn = await signIn(agent, await agent.open(login.headers.get('location')!), 'billing@sandbox.test');
  const refused = await agent.submit(signedIn, { press: 'decision=refuse' });
  const response = await fetch(refused.url);
  expect({ status: response.status, body: await response.json() }).toEqual({
    status: 403,
    body: { message: 'the person refused' },
  });
});

test('passport-oauth2 signs in with PKCE, refreshes, and gets nothing for what was used', async () => {
  const strategy = new Strategy(
    {
      authorizationURL: `${platform.accountUrl}/connect/authorize`,
      tokenURL: `${platform.accountUrl}/connect/token`,
      clientID: WEB.id,
      clientSecret: WEB.secret,
      callbackURL: `${home}/callback`,
      scope: ['openid', 'offline_access', 'giponext.patients'],
      state: true,
      pkce: 'S256',
    },
    (accessToken, refreshToken, { scope }, _profile, done) => done(null, { accessToken, refreshToken, scope }),
  );
  mount(strategy);
  const login = await fetch(`${home}/login`, { redirect: 'manual' });
  const address = new URL(login.headers.get('location')!);
  expect(address.searchParams.get('code_challenge_method')).toBe('S256');
  const agent = new UserAgent(platform.accountUrl);
  const signedIn = await signIn(agent, await agent.open(address), 'manager@sandbox.test');
  const callback = await allow(agent, signedIn);
  const user = (await (await fetch(callback.url)).json()) as SignedIn;

  const ask = (token: string, parameters: { grant_type: string; redirect_uri?: string }) =>
    new Promise<{ refused?: { status: number; error: string }; accessToken?: string; refreshToken?: string }>(
      (resolve) =>
        strategy._oauth2.getOAuthAccessToken(token, parameters, (error, accessToken = '', refreshToken = '') =>
          resolve(
            error
              ? { refused: { status: error.statusCode, error: JSON.parse(error.data).error } }
              : { accessToken, refreshToken },
          ),
        ),
    );
  const refreshing = { grant_type: 'refresh_token' };
  const refused = { refused: { status: 400, error: 'invalid_grant' } };
  const refreshed = await ask(user.refreshToken, refreshing);
  expect(refreshed.refreshToken).not.toBe(user.refreshToken);
  expect(await apiAnswer(platform, refreshed.accessToken!)).toMatchObject({ status: 200 });
  await sql(platform, `update oidc_artifacts set consumed_at = consumed_at - interval '31 seconds'`);
  expect(await ask(user.refreshToken, refreshing)).toEqual(refused);
  expect(await ask(refreshed.refreshToken!, refreshing)).toEqual(refused);
  const code = callback.url.searchParams.get('code')!;
  expect(await ask(code, { grant_type: 'authorization_code', redirect_uri: `${home}/callback` })).toEqual(refused);
});
