import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setRateLimit } from '../../src/account/oidc/own-rate-limit.ts';
import { createRateLimiter, type RateLimiter } from '../../src/platform/rate-limit/index.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';

const allowance = { limit: 5, windowSeconds: 3600 };
const redisUrl = process.env.TEST_REDIS_URL;

describe('requests are limited per application', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform({ rateLimiter: await createRateLimiter(allowance, undefined, () => {}) });
  });
  afterAll(() => platform.close());

  const userinfo = async (email: string, clientId: string) =>
    platform.call('GET', '/v2/userinfo', { token: await platform.token({ email, clientId }) });

  test('over all its users, with the documented answer and how much is left on every other', async () => {
    const first = await userinfo('doctor@sandbox.test', 'sandbox-web');
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'ratelimit-policy': '"requests";q=5;w=3600',
      ratelimit: expect.stringMatching(/^"requests";r=4;t=\d+$/),
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '4',
      'x-ratelimit-reset': expect.stringMatching(/^\d+$/),
    });
    for (let i = 0; i < 4; i++) expect((await userinfo('manager@sandbox.test', 'sandbox-web')).status).toBe(200);

    const refused = await userinfo('reception@sandbox.test', 'sandbox-web');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect(await refused.json()).toMatchObject({
      error: 'rate_limit_exceeded',
      message: 'Too many requests. Please retry after the indicated time.',
    });
    expect((await userinfo('doctor@sandbox.test', 'sandbox-native')).status).toBe(200);
  });

  test('with a value of its own, which an administrator sets and takes back while the server runs', async () => {
    const limit = async () =>
      (await userinfo('doctor@sandbox.test', 'sandbox-native')).headers.get('x-ratelimit-limit');
    await setRateLimit(platform.database, 'sandbox-native', 50);
    await expect.poll(limit, { interval: 200, timeout: 5000 }).toBe('50');
    const answer = await userinfo('doctor@sandbox.test', 'sandbox-native');
    expect(answer.headers.get('ratelimit-policy')).toBe('"requests";q=50;w=3600');
    await setRateLimit(platform.database, 'sandbox-native', 1);
    await expect
      .poll(async () => (await userinfo('doctor@sandbox.test', 'sandbox-native')).status, {
        interval: 200,
        timeout: 5000,
      })
      .toBe(429);
    await setRateLimit(platform.database, 'sandbox-native', null);
    await expect.poll(limit, { interval: 200, timeout: 5000 }).toBe('5');
  });

  test.each([0, -1, 1.5, 1_000_001])('%d is no value', async (value) => {
    await expect(setRateLimit(platform.database, 'sandbox-native', value)).rejects.toMatchObject({
      code: 'validation_failed',
    });
  });

  test('an application that does not exist has no value', async () => {
    await expect(setRateLimit(platform.database, 'nobody', 5)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('with Redis', () => {
  const shareable = (url: string): Promise<RateLimiter> => createRateLimiter(allowance, url, () => {});

  test.runIf(redisUrl)('processes share one count, whose last place goes to one of them', async () => {
    const [one, two] = await Promise.all([shareable(redisUrl!), shareable(redisUrl!)]);
    await expect.poll(() => one.isShared() && two.isShared()).toBe(true);
    const key = `test-${process.pid}-${Date.now()}`;
    const verdicts = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? one : two).take(key)));
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(5);
    await Promise.all([one.close(), two.close()]);
  });

  test('that is away, each process limits for itself and says so', async () => {
    const limiter = await shareable('redis://127.0.0.1:1');
    expect(limiter.isShared()).toBe(false);
    const verdicts = await Promise.all(Array.from({ length: 7 }, () => limiter.take('app')));
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(5);
    await limiter.close();
  });
});
