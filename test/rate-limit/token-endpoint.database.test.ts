import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRateLimiter, type RateLimiter } from '../../src/platform/rate-limit/index.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { askForDevice, connect, DEVICE, poll, typeCode } from '../oauth/device.ts';
import {
  type App,
  authorize,
  NATIVE,
  OFFLINE,
  obtainTokens,
  redeem,
  refresh,
  requestTokens,
  type TokenAnswer,
  WEB,
} from '../oauth/flow.ts';
import { type SecondServer, startSecondServer } from '../oauth/second-server.ts';
import { sql } from '../oauth/sql.ts';
import { UserAgent } from '../oauth/user-agent.ts';

const LIMIT = 3;
const OF_AN_ADDRESS = 10 * LIMIT;
const redisUrl = process.env.TEST_REDIS_URL;

let platform: Platform;
/** With a limit, and counts that are those of the test. */
let limited: SecondServer;
let through: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  await sql(platform, 'delete from sign_in_failures');
  limited = await startLimited();
  through = limited.platform;
});
afterEach(() => limited.close());

const limiters: RateLimiter[] = [];
afterAll(() => Promise.all(limiters.map((limiter) => limiter.close())));

async function startLimited(redis?: string): Promise<SecondServer> {
  const rateLimiter = await createRateLimiter({ limit: LIMIT, windowSeconds: 3600 }, redis, () => {});
  limiters.push(rateLimiter);
  await expect.poll(() => rateLimiter.isShared()).toBe(true);
  return startSecondServer(platform, { rateLimiter });
}

const outcome = ({ status, body }: TokenAnswer) => `${status} ${body.error ?? 'tokens'}`;
const times = async <Result>(count: number, ask: () => Promise<Result>): Promise<Result[]> => {
  const answers = [];
  for (let i = 0; i < count; i++) answers.push(await ask());
  return answers;
};
/** As an application that exchanges what it got, again and again. */
async function refreshed(app: App, count: number): Promise<TokenAnswer[]> {
  let { refresh_token } = await obtainTokens(platform, { app, parameters: OFFLINE });
  return times(count, async () => {
    const answer = await refresh(through, refresh_token, app);
    refresh_token = answer.body.refresh_token ?? refresh_token;
    return answer;
  });
}

describe.each([
  ['with a secret', WEB],
  ['without one', NATIVE],
])('the exchanges of an application %s are counted', (_what, app) => {
  test('and every answer says how many are left, until it is refused', async () => {
    const answers = await refreshed(app, LIMIT + 1);
    expect(answers.map(outcome)).toEqual([...Array(LIMIT).fill('200 tokens'), '429 rate_limit_exceeded']);
    expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['2', '1', '0', '0']);
    const refused = answers[LIMIT]!;
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'ratelimit-policy': '"requests";q=3;w=3600',
      'x-ratelimit-limit': '3',
      'retry-after': expect.stringMatching(/^[1-9]\d*$/),
      'cache-control': 'no-store',
      'content-type': expect.stringMatching(/^application\/json/),
    });
    expect(refused.body.error_description).toMatch(/^Too many requests/);
  });

  test('over all ways to get tokens, and a refused code or token is as good as before', async () => {
    const { refresh_token } = await obtainTokens(platform, { app, parameters: OFFLINE });
    const callback = await authorize(platform, { app });
    await refreshed(app, LIMIT);
    expect(outcome(await redeem(through, callback, app))).toBe('429 rate_limit_exceeded');
    expect(outcome(await refresh(through, refresh_token, app))).toBe('429 rate_limit_exceeded');
    expect(outcome(await redeem(platform, callback, app))).toBe('200 tokens');
    expect(outcome(await refresh(platform, refresh_token, app))).toBe('200 tokens');
  });
});

test('the scripts of a page may read how long to wait', async () => {
  const origin = new URL(NATIVE.redirectUri).origin;
  const { refresh_token } = await obtainTokens(platform, { app: NATIVE, parameters: OFFLINE });
  await refreshed(NATIVE, LIMIT);
  const parameters = { grant_type: 'refresh_token', refresh_token: refresh_token! };
  const { status, headers } = await requestTokens(through, NATIVE, parameters, { origin });
  expect(status).toBe(429);
  expect(headers.get('access-control-allow-origin')).toBe(origin);
  const exposed = headers.get('access-control-expose-headers')!.split(', ');
  expect(exposed).toEqual(
    expect.arrayContaining(['Retry-After', 'RateLimit', 'X-RateLimit-Remaining', 'X-Request-Id']),
  );
  const elsewhere = await requestTokens(through, NATIVE, parameters, { origin: 'https://elsewhere.example' });
  expect(elsewhere.headers.get('access-control-expose-headers')).not.toContain('Retry-After');
});

test('another application has a count of its own', async () => {
  await refreshed(WEB, LIMIT + 1);
  expect((await refreshed(NATIVE, 1)).map(outcome)).toEqual(['200 tokens']);
});

describe('who only knows a client_id', () => {
  test.each([
    ['and guesses refresh tokens', { grant_type: 'refresh_token', refresh_token: 'guessed' }],
    ['and guesses codes', { grant_type: 'authorization_code', code: 'guessed', redirect_uri: NATIVE.redirectUri }],
    ['and sends nonsense', { grant_type: 'password' }],
  ])('%s takes nothing from its users', async (_what, parameters) => {
    const answers = await times(LIMIT + 1, () => requestTokens(through, NATIVE, parameters));
    for (const { status, headers } of answers) {
      expect(status).toBe(400);
      expect(headers.has('x-ratelimit-limit')).toBe(false);
    }
    expect((await refreshed(NATIVE, 1)).map(outcome)).toEqual(['200 tokens']);
  });

  test('and has the token of another application, or one that was used, takes nothing either', async () => {
    const { refresh_token } = await obtainTokens(platform, { app: WEB, parameters: OFFLINE });
    await times(LIMIT + 1, () => refresh(through, refresh_token, NATIVE));
    const callback = await authorize(platform, { app: NATIVE });
    await redeem(platform, callback, NATIVE);
    await times(LIMIT + 1, () => redeem(through, callback, NATIVE));
    expect((await refreshed(NATIVE, 1)).map(outcome)).toEqual(['200 tokens']);
  });

  test('or not even the secret, uses up what the address may do, and that alone', async () => {
    const wrong = () => requestTokens(through, { ...WEB, secret: 'wrong' }, { grant_type: 'refresh_token' });
    const answers = await times(OF_AN_ADDRESS + 1, wrong);
    expect(answers.slice(0, -1).map(({ status }) => status)).toEqual(Array(OF_AN_ADDRESS).fill(401));
    const refused = answers.at(-1)!;
    expect(outcome(refused)).toBe('429 rate_limit_exceeded');
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect(refused.headers.get('x-ratelimit-limit')).toBe(String(OF_AN_ADDRESS));
  });
});

describe('devices', () => {
  test('that wait for their person are counted neither for the application nor for the address', async () => {
    const { body } = await askForDevice(platform);
    const question = async () => {
      await sql(platform, `update device_polls set polled_at = polled_at - interval '1 hour'`);
      return poll(through, body.device_code);
    };
    const answers = await times(OF_AN_ADDRESS + 1, question);
    expect(new Set(answers.map(outcome))).toEqual(new Set(['400 authorization_pending']));
    const agent = new UserAgent(platform.accountUrl);
    await connect(agent, await typeCode(agent, body.user_code));
    expect(outcome(await question())).toBe('200 tokens');
  });

  test('that were allowed while the application has used up its exchanges are told to ask again', async () => {
    const devices = await times(LIMIT + 1, async () => {
      const { body } = await askForDevice(platform);
      const agent = new UserAgent(platform.accountUrl);
      await connect(agent, await typeCode(agent, body.user_code));
      return body.device_code;
    });
    const outcomes = [];
    for (const code of devices) outcomes.push(outcome(await poll(through, code)));
    expect(outcomes).toEqual([...Array(LIMIT).fill('200 tokens'), '429 slow_down']);
    expect(outcome(await poll(platform, devices[LIMIT]!))).toBe('200 tokens');
  });

  test('can only be begun so often from one address', async () => {
    const answers = await times(OF_AN_ADDRESS + 1, () => askForDevice(through, 'openid', DEVICE.id));
    expect(answers.map(({ status }) => status)).toEqual([...Array(OF_AN_ADDRESS).fill(200), 429]);
    expect(answers.at(-1)!.body.error).toBe('rate_limit_exceeded');
  });
});

test.runIf(redisUrl)('processes with Redis share the count of an application', async () => {
  // The Redis outlives the run: the count is that of an application that nobody else has.
  const app = { ...NATIVE, id: `shared-${process.pid}-${Date.now()}` };
  await sql(
    platform,
    `insert into clients (id, name, application_type, public, grant_types, redirect_uris, scopes)
     select $1, name, application_type, public, grant_types, redirect_uris, scopes from clients where id = $2`,
    [app.id, NATIVE.id],
  );
  const servers = [await startLimited(redisUrl), await startLimited(redisUrl)];
  const callbacks = await times(LIMIT + 1, () => authorize(platform, { app }));
  const outcomes = [];
  for (const [index, callback] of callbacks.entries())
    outcomes.push(outcome(await redeem(servers[index % 2]!.platform, callback, app)));
  expect(outcomes).toEqual([...Array(LIMIT).fill('200 tokens'), '429 rate_limit_exceeded']);
  for (const server of servers) server.close();
});
