import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { authorize, obtainTokens, redeem } from '../oauth/flow.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent } from '../oauth/user-agent.ts';
import { approvedApplication, COMPLETE, DEVELOPER, revealSecret, signedIn } from './console.ts';

let platform: Platform;
let developer: UserAgent;
let id: string;
let first: string;

beforeAll(async () => {
  platform = await startPlatform();
  developer = await signedIn(platform, DEVELOPER);
  id = await approvedApplication(platform, { name: 'Chiavi' });
  first = await revealSecret(developer, id);
});
afterAll(() => platform.close());

const here = () => `/developer/applications/${id}/secrets`;
/** What the token endpoint answers to a code that is redeemed with this secret. */
async function answerTo(secret: string): Promise<number> {
  const app = { id, secret, redirectUri: COMPLETE.redirectUris };
  const callback = await authorize(platform, { app, parameters: { scope: 'openid giponext.patients' } });
  return (await redeem(platform, callback, app)).status;
}
const numbers = async () =>
  (await sql<{ id: number }>(platform, 'select id from client_secrets where client_id = $1 order by id', [id])).map(
    (row) => row.id,
  );

test('a secret is shown once, to its developer, and stored as a hash', async () => {
  expect(await answerTo(first)).toBe(200);
  const [number] = await numbers();
  const again = await developer.open(`${here()}/${number}`);
  expect(again.html).toContain('It was shown already');
  expect(again.html).not.toContain(first);
  const page = await developer.open(here());
  expect(page.html).toContain(`…${first.slice(-4)}`);
  expect(page.html).not.toContain(first);
  const [row] = await sql<{ all: string }>(
    platform,
    'select client_secrets::text as all from client_secrets where id = $1',
    [number],
  );
  expect(row!.all).not.toContain(first);
});

test('of two who ask for it at once, one sees it', async () => {
  await developer.submit(await developer.open(here()), { fields: { description: 'Twice', days: '90' } });
  const number = (await numbers()).at(-1);
  const path = `${here()}/${number}`;
  const page = await developer.open(path);
  const answers = await Promise.all([1, 2, 3].map(() => developer.submit(page, { action: path })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(answers.filter(({ html }) => /<code>[\w-]{43}<\/code>/.test(html))).toHaveLength(1);
  await developer.submit(await developer.open(`${path}/delete`), { action: `${path}/delete` });
});

test('a rotated secret lives on beside the new one until it ends; a deleted one ends at once', async () => {
  const [old] = await numbers();
  const rotate = `${here()}/${old}/rotate`;
  const made = await developer.submit(await developer.open(rotate), { fields: { hours: '24', days: '365' } });
  const path = made.url.pathname;
  const shown = await developer.submit(made, { action: path });
  const second = /<code>([\w-]{43})<\/code>/.exec(shown.html)![1]!;
  expect(await answerTo(first)).toBe(200);
  expect(await answerTo(second)).toBe(200);
  expect((await developer.open(here())).html).not.toContain('>never</div>');

  await sql(platform, `update client_secrets set expires_at = now() where id = $1`, [old]);
  expect(await answerTo(first)).toBe(401);
  expect((await developer.open(here())).html).toContain('Ended');
  await developer.submit(await developer.open(`${path}/delete`), { action: `${path}/delete` });
  expect(await answerTo(second)).toBe(401);
});

test('there are at most ten, whoever makes them at once', async () => {
  const page = await developer.open(here());
  const answers = await Promise.all(
    Array.from({ length: 14 }, (_none, index) =>
      developer.submit(page, { fields: { description: `Nr ${index}`, days: '0' } }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
  expect(answers.filter(({ html }) => html.includes('There are 10 living secrets'))).toHaveLength(4);
});

describe('what administrators do with an application', () => {
  async function act(path: string, fields: Record<string, string>) {
    const administrator = await signedIn(platform, 'admin@sandbox.test');
    return administrator.submit(await administrator.open(path), { fields });
  }
  const administered = () => `/administration/applications/${id}`;

  test('suspending ends its tokens, reinstating lets people in again, revoking is for good', async () => {
    const secret = 'a secret that the test brings';
    await sql(platform, `insert into client_secrets (client_id, hash) values ($1, sha256($2::bytea))`, [id, secret]);
    const app = { id, secret, redirectUri: COMPLETE.redirectUris };
    const tokens = await obtainTokens(platform, { app, parameters: { scope: 'openid giponext.patients' } });
    const use = async () => (await platform.call('GET', '/v2/userinfo', { token: tokens.access_token })).status;
    expect(await use()).toBe(200);
    const done = await act(`${administered()}/suspend`, { reason: 'Too many complaints.' });
    expect(done.html).toContain('It is suspended.');
    await expect.poll(use, { timeout: 5000 }).toBe(401);
    expect((await developer.open(`/developer/applications/${id}`)).html).toContain('Too many complaints.');
    expect((await act(`${administered()}/suspend`, { reason: 'Again.' })).status).toBe(409);
    await act(`${administered()}/reinstate`, { reason: 'Solved.' });
    expect(await answerTo(secret)).toBe(200);
    await act(`${administered()}/revoke`, { reason: 'Ended by contract.' });
    expect((await act(`${administered()}/reinstate`, { reason: 'No.' })).status).toBe(409);
    const rows = await sql(
      platform,
      `select action, reason from console_actions where client_id = $1 and acting_as = 'administrator' order by id`,
      [id],
    );
    expect(rows.slice(1)).toEqual([
      { action: 'application.suspended', reason: 'Too many complaints.' },
      { action: 'application.reinstated', reason: 'Solved.' },
      { action: 'application.revoked', reason: 'Ended by contract.' },
    ]);
  });

  test('limits are numbers in their range, and nothing without a reason', async () => {
    const limits = { requestsPerMinute: '50', accessMinutes: '5', refreshIdleDays: '', refreshAbsoluteDays: '90' };
    const wrong = await act(`${administered()}/limits`, { ...limits, accessMinutes: '1e3', reason: '' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('A whole number from 1 to 1440');
    await act(`${administered()}/limits`, { ...limits, reason: 'Agreed.' });
    expect(
      await sql(
        platform,
        `select requests_per_minute, access_token_seconds, refresh_idle_seconds, refresh_absolute_seconds from clients where id = $1`,
        [id],
      ),
    ).toEqual([
      {
        requests_per_minute: 50,
        access_token_seconds: 300,
        refresh_idle_seconds: null,
        refresh_absolute_seconds: 90 * 86_400,
      },
    ]);
  });
});
