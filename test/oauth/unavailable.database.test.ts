import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { authorizationUrl, OFFLINE, obtainTokens, refresh, type TokenBody } from './flow.ts';
import { UserAgent } from './user-agent.ts';

/** The database goes away and comes back only for other tests: this file ends with it. */
let platform: Platform;
let agent: UserAgent;
let tokens: TokenBody;

beforeAll(async () => {
  platform = await startPlatform();
  agent = new UserAgent(platform.accountUrl);
  tokens = await obtainTokens(platform, { agent, parameters: OFFLINE });
  await platform.database.close();
});
afterAll(() => platform.close());

const expectUnavailable = (answer: { status: number; headers: Headers }) => {
  expect(answer.status).toBe(503);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(answer.headers.get('cache-control')).toBe('no-store');
};

test('a refresh is told to come again, and its token is not lost', async () => {
  const answer = await refresh(platform, tokens.refresh_token);
  expectUnavailable(answer);
  expect(answer.body).toMatchObject({ error: 'temporarily_unavailable', error_description: expect.any(String) });
});

test.each(['/connect/revocation', '/connect/introspect', '/connect/deviceauthorization', '/connect/par'])(
  '%s says so in JSON',
  async (path) => {
    const response = await fetch(platform.accountUrl + path, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'sandbox-web', client_secret: 'sandbox-web-secret', token: 'x' }),
    });
    expectUnavailable(response);
    expect(await response.json()).toMatchObject({ error: 'temporarily_unavailable' });
  },
);

test.each([
  ['the authorization endpoint', () => authorizationUrl(platform)],
  ['the page for the code of a device', () => '/device'],
  ['the sign-in page of the account site', () => '/profile'],
])('%s says so on a page with its headers', async (_what, address) => {
  const visit = await agent.open(address());
  expectUnavailable(visit);
  expect(visit.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(visit.html).toContain('Something went wrong on our side');
  expect(visit.html).not.toMatch(/pool|postgres|\bat \//i);
});

test('a code that is typed meanwhile gets a page, too', async () => {
  const response = await fetch(`${platform.accountUrl}/device`, {
    method: 'POST',
    body: new URLSearchParams({ user_code: 'BCDF-GHJK', xsrf: 'x' }),
  });
  expectUnavailable(response);
  expect(await response.text()).toContain('Something went wrong on our side');
});
