import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { apiAnswer, NATIVE, OFFLINE, obtainTokens, refresh, type TokenAnswer, WEB } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

const SCOPE = 'openid offline_access giponext.patients giponext.agenda';
/** What the documented platform answers, to the letter. */
const EXPIRED = { status: 400, body: { error: 'invalid_grant', error_description: 'refresh token is expired' } };

let platform: Platform;
let agent: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
  agent = new UserAgent(platform.accountUrl);
});
afterAll(() => platform.close());

const tokens = () => obtainTokens(platform, { agent, parameters: { scope: SCOPE } });
const retryTimeIsOver = () =>
  sql(
    platform,
    `update oidc_artifacts set consumed_at = consumed_at - interval '31 seconds' where kind = 'RefreshToken'`,
  );
const outcome = ({ status, body }: TokenAnswer) => ({ status, body });

describe('refreshing', () => {
  test('rotates the token, keeps the scopes, and goes on and on', async () => {
    let { refresh_token: current, scope } = await tokens();
    const seen = new Set([current]);
    for (let time = 1; time <= 5; time++) {
      const { status, body } = await refresh(platform, current);
      expect({ status, scope: body.scope }).toEqual({ status: 200, scope });
      expect(await apiAnswer(platform, body.access_token)).toMatchObject({ status: 200 });
      current = body.refresh_token;
      seen.add(current);
    }
    expect(seen.size).toBe(6);
  });

  test('slides: what is used has its whole life again, and the grant lives as long', async () => {
    const { refresh_token } = await tokens();
    const inDays = (days: number) => [`${days} days`];
    await sql(
      platform,
      `update oidc_artifacts set expires_at = now() + $1::interval where kind = 'RefreshToken'`,
      inDays(1),
    );
    await sql(platform, 'update grants set expires_at = now() + $1::interval', inDays(1));
    expect((await refresh(platform, refresh_token)).status).toBe(200);
    const lives = await sql<{ days: number }>(
      platform,
      `select round(extract(epoch from g.expires_at - now()) / 86400)::int as days
         from grants g join oidc_artifacts a on a.grant_id = g.id where a.kind = 'RefreshToken' and a.consumed_at is null
        order by a.created_at desc limit 1`,
    );
    expect(lives).toEqual([{ days: 30 }]);
  });

  test('works for a native application with nothing but its id', async () => {
    const { refresh_token } = await obtainTokens(platform, { app: NATIVE, agent, parameters: OFFLINE });
    expect((await refresh(platform, refresh_token, NATIVE)).status).toBe(200);
  });

  test('can narrow the scopes for one token, and not widen them', async () => {
    const { refresh_token } = await tokens();
    const narrow = await refresh(platform, refresh_token, WEB, { scope: 'openid giponext.agenda' });
    expect(narrow.body.scope).toBe('openid giponext.agenda');
    expect(await apiAnswer(platform, narrow.body.access_token)).toMatchObject({
      status: 403,
      body: { error: 'insufficient_scope', scope: 'giponext.patients' },
    });
    const wide = await refresh(platform, narrow.body.refresh_token, WEB, { scope: `${SCOPE} giponext.invoices` });
    expect(wide).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
    const whole = await refresh(platform, narrow.body.refresh_token);
    expect(whole.body.scope.split(' ').sort()).toEqual(SCOPE.split(' ').sort());
  });
});

describe('a refresh token', () => {
  test('that comes back after the time for retries ends its whole family, access tokens included', async () => {
    const first = await tokens();
    const second = await refresh(platform, first.refresh_token);
    await retryTimeIsOver();
    const other = await tokens();
    expect(outcome(await refresh(platform, first.refresh_token))).toEqual(EXPIRED);
    expect(outcome(await refresh(platform, second.body.refresh_token))).toEqual(EXPIRED);
    await expect
      .poll(async () => (await apiAnswer(platform, second.body.access_token)).status, { timeout: 5000 })
      .toBe(401);
    expect((await refresh(platform, other.refresh_token)).status).toBe(200);
  });

  test('that comes back at once, as a client does that never got its answer, is answered with the same token', async () => {
    const first = await tokens();
    const answered = await refresh(platform, first.refresh_token);
    const repeated = await refresh(platform, first.refresh_token);
    expect(repeated).toMatchObject({ status: 200, body: { refresh_token: answered.body.refresh_token } });
    expect(await apiAnswer(platform, repeated.body.access_token)).toMatchObject({ status: 200 });
    expect((await refresh(platform, repeated.body.refresh_token)).status).toBe(200);
  });

  test('that comes back after its successor was used ends the family, however soon', async () => {
    const first = await tokens();
    const second = await refresh(platform, first.refresh_token);
    const third = await refresh(platform, second.body.refresh_token);
    expect(outcome(await refresh(platform, first.refresh_token))).toEqual(EXPIRED);
    expect(outcome(await refresh(platform, third.body.refresh_token))).toEqual(EXPIRED);
  });

  test('makes one chain of 50 uses at once', async () => {
    const { refresh_token } = await tokens();
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(platform, refresh_token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const successors = new Set(answers.map(({ body }) => body.refresh_token));
    expect(successors.size).toBe(1);
    const living = await sql(
      platform,
      `select 1 from oidc_artifacts a where kind = 'RefreshToken' and consumed_at is null and grant_id =
         (select grant_id from oidc_artifacts where id_hash = sha256(convert_to('RefreshToken ' || $1, 'utf8')))`,
      [refresh_token],
    );
    expect(living).toHaveLength(1);
  });

  test('is one of ten at most for a person and an application: the oldest is dropped', async () => {
    const first = await tokens();
    const others = [];
    for (let count = 0; count < 10; count++) others.push(await tokens());
    expect(outcome(await refresh(platform, first.refresh_token))).toEqual(EXPIRED);
    for (const { refresh_token } of others) expect((await refresh(platform, refresh_token)).status).toBe(200);
  });

  test('ends with an absolute lifetime, however much it is used, when an administrator set one', async () => {
    await sql(platform, 'update clients set refresh_absolute_seconds = 3600 where id = $1', [WEB.id]);
    try {
      const { refresh_token } = await tokens();
      const second = await refresh(platform, refresh_token);
      const [stored] = await sql<{ seconds: number }>(
        platform,
        `select extract(epoch from expires_at - now())::int as seconds from oidc_artifacts
          where id_hash = sha256(convert_to('RefreshToken ' || $1, 'utf8'))`,
        [second.body.refresh_token],
      );
      expect(stored!.seconds).toBeGreaterThan(3500);
      expect(stored!.seconds).toBeLessThanOrEqual(3600);
    } finally {
      await sql(platform, 'update clients set refresh_absolute_seconds = null where id = $1', [WEB.id]);
    }
  });

  test('and its access token have the lifetimes that an administrator gave the application', async () => {
    await sql(platform, 'update clients set refresh_idle_seconds = 600, access_token_seconds = 120 where id = $1', [
      WEB.id,
    ]);
    try {
      const { expires_in, refresh_token } = await tokens();
      expect(expires_in).toBe(120);
      expect((await refresh(platform, refresh_token)).body.expires_in).toBe(120);
    } finally {
      await sql(platform, 'update clients set refresh_idle_seconds = null, access_token_seconds = null where id = $1', [
        WEB.id,
      ]);
    }
  });

  test('is worth nothing to another application', async () => {
    const { refresh_token } = await tokens();
    expect(outcome(await refresh(platform, refresh_token, NATIVE))).toEqual(EXPIRED);
    expect((await refresh(platform, refresh_token)).status).toBe(200);
  });

  test('that never was is answered as documented', async () => {
    expect(outcome(await refresh(platform, 'made-up'))).toEqual(EXPIRED);
  });
});

describe('revocation (RFC 7009)', () => {
  const revoke = (token: string, app: { id: string; secret?: string } = WEB) =>
    fetch(`${platform.accountUrl}/connect/revocation`, {
      method: 'POST',
      body: new URLSearchParams({ token, client_id: app.id, ...(app.secret && { client_secret: app.secret }) }),
    });

  test('of a refresh token ends the access tokens of its grant', async () => {
    const { refresh_token, access_token } = await tokens();
    expect((await revoke(refresh_token!)).status).toBe(200);
    expect(outcome(await refresh(platform, refresh_token))).toEqual(EXPIRED);
    await expect.poll(async () => (await apiAnswer(platform, access_token)).status, { timeout: 5000 }).toBe(401);
  });

  test("of another application's token changes nothing", async () => {
    const { refresh_token } = await tokens();
    await revoke(refresh_token!, NATIVE);
    expect((await refresh(platform, refresh_token)).status).toBe(200);
  });

  test('of an access token ends its grant', async () => {
    const { refresh_token, access_token } = await tokens();
    expect((await revoke(access_token)).status).toBe(200);
    expect(outcome(await refresh(platform, refresh_token))).toEqual(EXPIRED);
    await expect.poll(async () => (await apiAnswer(platform, access_token)).status, { timeout: 5000 }).toBe(401);
  });

  test.each([
    ['of another application', (token: string) => revoke(token, NATIVE)],
    ['with a broken signature', (token: string) => revoke(`${token.slice(0, -4)}AAAA`)],
  ])('of an access token %s changes nothing', async (_what, send) => {
    const { refresh_token, access_token } = await tokens();
    expect((await send(access_token)).status).toBe(200);
    expect((await refresh(platform, refresh_token)).status).toBe(200);
  });

  test('of a token that never was is no error', async () => {
    expect((await revoke('made-up')).status).toBe(200);
  });
});
