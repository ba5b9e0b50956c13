import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetOldUsage } from '../../src/api/usage/usage.queries.ts';
import { createUsageLog } from '../../src/api/usage/usage-log.ts';
import { statement } from '../../src/platform/database/index.ts';
import { createRateLimiter } from '../../src/platform/rate-limit/index.ts';
import { asSuperuser } from '../harness/database.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent } from '../oauth/user-agent.ts';
import { DEVELOPER, signedIn } from './console.ts';

let platform: Platform;
let developer: UserAgent;

beforeAll(async () => {
  const rateLimiter = await createRateLimiter({ limit: 5, windowSeconds: 60 }, undefined, () => {});
  platform = await startPlatform({ rateLimiter });
  developer = await signedIn(platform, DEVELOPER);
});
afterAll(() => platform.close());

const APP = '/developer/applications/sandbox-web';
const counted = async () =>
  (
    await sql<{ requests: number; errors: number; throttled: number; people: number }>(
      platform,
      `select coalesce(sum(requests), 0)::int as requests, coalesce(sum(errors), 0)::int as errors,
              coalesce(sum(throttled), 0)::int as throttled, (select count(*)::int from api_usage_people) as people from api_usage`,
    )
  )[0];

test('requests, errors, refusals beyond the limit and people are counted, and listed without ids of patients', async () => {
  const patients = '/v2/tenants/sandbox-clinic/patients';
  for (const path of [`${patients}?limit=1`, `${patients}/999999999`, '/v2/userinfo']) await platform.call('GET', path);
  const doctor = await platform.token({ email: 'doctor@sandbox.test' });
  const named = { token: doctor, headers: { 'x-request-id': 'the-one-i-look-for' } };
  await platform.call('GET', `${patients}?limit=1`, named);
  await platform.call('GET', patients, { token: doctor });
  expect((await platform.call('GET', patients)).status).toBe(429);
  await expect.poll(counted, { timeout: 10_000 }).toEqual({ requests: 6, errors: 1, throttled: 1, people: 2 });

  const { html: usage } = await developer.open(`${APP}/usage`);
  expect(usage).toMatch(/<figcaption><span class="soft">Requests<\/span><strong>6<\/strong>/);
  expect(usage).toMatch(/People per day<\/span><strong>at most 2<\/strong>/);
  const { html: log } = await developer.open(`${APP}/requests`);
  expect(log).toMatch(/GET \/v2\/tenants\/\{tenantId\}\/patients\/\{\w+\}</);
  expect(log).not.toContain('999999999');
  const found = await developer.open(`${APP}/requests?q=the-one-i-look-for`);
  expect(found.html.match(/<tr>/g)).toHaveLength(2);
  const refused = await developer.open(`${APP}/requests?status=4`);
  expect(refused.html.match(/<tr>/g)).toHaveLength(3);
});

test('what cannot be stored is kept for the next time, and counted once', async () => {
  let broken = true;
  const usage = createUsageLog({
    batch: (work) => (broken ? Promise.reject(new Error('away')) : platform.database.batch(work)),
  });
  const seen = { clientId: 'sandbox-native', userId: 'x', method: 'GET', route: '/v2', requestId: 'r', duration: 1 };
  usage.note({ ...seen, status: 200, at: Date.now() });
  await expect(usage.flush()).rejects.toThrow('away');
  usage.note({ ...seen, status: 500, at: Date.now() });
  broken = false;
  await usage.flush();
  await usage.flush();
  const rows = await sql(
    platform,
    `select sum(requests)::int as requests, sum(errors)::int as errors,
            (select count(*)::int from api_requests where client_id = 'sandbox-native') as listed
       from api_usage where client_id = 'sandbox-native'`,
  );
  expect(rows).toEqual([{ requests: 2, errors: 1, listed: 2 }]);
});

test('old requests, hours and people are forgotten, and no others', async () => {
  await asSuperuser(
    platform.superuserUrl,
    `insert into api_requests select (extract(epoch from now())::bigint / 86400 + 1) % 8, now() - interval '7 days', 'old', 'GET', '/', 200, 'r', 1;
     insert into api_usage values ('old', now() - interval '41 days', 1, 0, 0), ('young', now() - interval '29 days', 1, 0, 0);
     insert into api_usage_people values ('old', current_date - 41, 'x'), ('young', current_date - 29, 'x')`,
  );
  await forgetOldUsage(platform.database);
  const left = await platform.database.query(
    statement<{ client_id: string }>(
      'test_usage_left',
      `select client_id from api_usage where client_id in ('old', 'young')
       union all select client_id from api_usage_people where client_id in ('old', 'young')
       union all select client_id from api_requests where client_id = 'old' and extract(hour from now() at time zone 'UTC') between 1 and 22`,
    ),
  );
  expect(left.map(({ client_id }) => client_id)).toEqual(['young', 'young']);
  expect((await sql(platform, `select from api_requests where client_id = 'sandbox-web'`)).length).toBe(6);
});
