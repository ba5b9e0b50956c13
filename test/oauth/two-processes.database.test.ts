import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { type ServerProcesses, startServerProcesses } from '../harness/server-processes.ts';
import { askForDevice, connect, poll, typeCode } from './device.ts';
import { authorizationUrl, authorize, OFFLINE, obtainTokens, redeem, refresh, type TokenAnswer, WEB } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

const REQUESTS = 50;

let platform: Platform;
/** The same installation, reached through the other process. */
let other: Platform;
let processes: ServerProcesses;
let agent: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
  processes = await startServerProcesses(platform, 1);
  other = processes.through[0]!;
  agent = new UserAgent(platform.accountUrl);
});
beforeEach(() => sql(platform, 'delete from sign_in_failures'));
afterAll(async () => {
  await processes?.close();
  await platform.close();
});

/** Every other request goes to the other process. */
const spread = <Result>(ask: (through: Platform) => Promise<Result>) =>
  Promise.all(Array.from({ length: REQUESTS }, (_, index) => ask(index % 2 ? other : platform)));
const outcome = ({ status, body }: TokenAnswer) => `${status} ${body.error ?? 'tokens'}`;

/** The API of either process. */
const apiStatus = async ({ apiUrl }: Platform, token: string) =>
  (await fetch(`${apiUrl}/v2/userinfo`, { headers: { authorization: `Bearer ${token}` } })).status;

test('both are one authorization server: issuer, keys and metadata', async () => {
  for (const path of ['/.well-known/openid-configuration', '/.well-known/jwks']) {
    const [here, there] = await Promise.all(
      [platform, other].map(async ({ accountUrl }) => (await fetch(accountUrl + path)).json()),
    );
    expect(there).toEqual(here);
  }
});

describe('50 at once, spread over both', () => {
  test('redemptions of one code: exactly one gets tokens', async () => {
    const callback = await authorize(platform, { agent });
    const answers = await spread((through) => redeem(through, callback));
    expect(answers.map(outcome).sort()).toEqual(['200 tokens', ...Array(REQUESTS - 1).fill('400 invalid_grant')]);
  });

  test('questions of one device: exactly one gets tokens', async () => {
    const { body } = await askForDevice(platform);
    await connect(agent, await typeCode(agent, body.user_code));
    const answers = await spread((through) => poll(through, body.device_code));
    expect(answers.map(outcome).sort()).toEqual(['200 tokens', ...Array(REQUESTS - 1).fill('400 invalid_grant')]);
  });

  test('uses of one refresh token: all successes are the same token, and one chain lives', async () => {
    const { refresh_token } = await obtainTokens(platform, { agent, parameters: OFFLINE });
    const answers = await spread((through) => refresh(through, refresh_token));
    const successes = answers.filter(({ status }) => status === 200);
    expect(successes.length).toBeGreaterThan(0);
    expect(new Set(successes.map(({ body }) => body.refresh_token)).size).toBe(1);
    const living = await sql(
      platform,
      `select 1 from oidc_artifacts where kind = 'RefreshToken' and consumed_at is null and grant_id =
         (select grant_id from oidc_artifacts where id_hash = sha256(convert_to('RefreshToken ' || $1, 'utf8')))`,
      [refresh_token],
    );
    expect(living).toHaveLength(1);
    expect(outcome(await refresh(other, successes[0]!.body.refresh_token))).toBe('200 tokens');
  });
});

test('who signed in at one is signed in at the other, and what was allowed is remembered', async () => {
  await obtainTokens(platform, { agent });
  const cookie = [...agent.cookies.values()].map(({ name, value }) => `${name}=${value}`).join('; ');
  const ask = (headers: Record<string, string>) =>
    fetch(authorizationUrl(other, WEB, { prompt: 'none' }), { headers, redirect: 'manual' });
  const answer = new URL((await ask({ cookie })).headers.get('location')!);
  expect(answer.searchParams.get('code')).toEqual(expect.any(String));
  expect(outcome(await redeem(platform, answer))).toBe('200 tokens');
  const stranger = new URL((await ask({})).headers.get('location')!);
  expect(stranger.searchParams.get('error')).toBe('login_required');
});

test('a refresh token of one is refreshed and revoked at the other; the API of both refuses within a second', async () => {
  const first = await obtainTokens(platform, { agent, parameters: OFFLINE });
  const { body } = await refresh(other, first.refresh_token);
  const both = () => Promise.all([platform, other].map((through) => apiStatus(through, body.access_token)));
  expect(await both()).toEqual([200, 200]);
  const revoked = await fetch(`${other.accountUrl}/connect/revocation`, {
    method: 'POST',
    body: new URLSearchParams({ token: body.refresh_token!, client_id: WEB.id, client_secret: WEB.secret }),
  });
  expect(revoked.status).toBe(200);
  const start = performance.now();
  await expect.poll(both, { interval: 20, timeout: 5000 }).toEqual([401, 401]);
  expect(performance.now() - start).toBeLessThan(1500);
  expect(outcome(await refresh(platform, body.refresh_token))).toBe('400 invalid_grant');
});

test('guesses of user codes are counted together', async () => {
  const guess = async ({ accountUrl }: Platform) =>
    (await fetch(`${accountUrl}/device`, { method: 'POST', body: new URLSearchParams({ user_code: 'BBBB-BBBB' }) }))
      .status;
  for (let time = 0; time < 5; time++) {
    expect(await guess(platform)).not.toBe(429);
    expect(await guess(other)).not.toBe(429);
  }
  expect(await guess(platform)).toBe(429);
  expect(await guess(other)).toBe(429);
});

test('passwords that were guessed at one are counted at the other', async () => {
  const counts = () => sql<{ count: number }>(platform, 'select count from sign_in_failures');
  const guess = async (through: Platform) => {
    const person = new UserAgent(platform.accountUrl);
    const page = await person.open(authorizationUrl(platform));
    const cookie = [...person.cookies.values()].map(({ name, value }) => `${name}=${value}`).join('; ');
    const xsrf = page.forms.flatMap(({ controls }) => controls).find(({ name }) => name === 'xsrf')!.value;
    const body = new URLSearchParams({ email: 'manager@sandbox.test', password: 'wrong', xsrf });
    return (await fetch(through.accountUrl + page.url.pathname, { method: 'POST', body, headers: { cookie } })).status;
  };
  const statuses = [];
  for (let time = 0; time < 6; time++) statuses.push(await guess(time % 2 ? other : platform));
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  expect((await counts()).length).toBeGreaterThan(0);
});
