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
  test('that comes a second time ends its whole family, access tokens included', async () => {
    const first = await tokens();
    const second = await refresh(platform, first.refresh_token);
    const other = await tokens();
    expect(outcome(await refresh(platform, first.refresh_token))).toEqual(EXPIRED);
    expect(outcome(await refresh(platform, second.body.refresh_token))).toEqual(EXPIRED);
    await expect
      .poll(async () => (await apiAnswer(platform, second.body.access_token)).status, { timeout: 5000 })
      .toBe(401);
    expect((await refresh(platform, other.refresh_token)).status).toBe(200);
  });

  test('has exactly one winner among 20 uses at once', async () => {
    const { refresh_token } = await tokens();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(platform, refresh_token)));
    const outcomes = answers.map(({ status, body }) => `${status} ${body.error ?? 'tokens'}`).sort();
    expect(outcomes).toEqual(['200 tokens', ...Array(19).fill('400 invalid_grant')]);
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

  test('of a token that never was is no error', async () => {
    expect((await revoke('made-up')).status).toBe(200);
  });
});
