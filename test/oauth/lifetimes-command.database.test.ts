import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { type CommandLine, openCommandLine } from './command-line.ts';
import { NATIVE, OFFLINE, obtainTokens, refresh, WEB } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

let platform: Platform;
let agent: UserAgent;
let corsia: CommandLine;

beforeAll(async () => {
  platform = await startPlatform();
  agent = new UserAgent(platform.accountUrl);
  corsia = await openCommandLine(platform);
});
afterAll(async () => {
  await corsia.close();
  await platform.close();
});

const lifetimes = (...args: string[]) => corsia.run('applications', 'lifetimes', ...args);
const stored = () =>
  sql(
    platform,
    'select access_token_seconds, refresh_idle_seconds, refresh_absolute_seconds from clients where id = $1',
    [WEB.id],
  );

describe('corsia applications lifetimes', () => {
  test('sets how long the next tokens of one application live, without a restart', async () => {
    const { code, output } = await lifetimes(
      WEB.id,
      '--access-token',
      '15m',
      '--refresh-idle',
      '90d',
      '--refresh-max',
      '1000d',
    );
    expect({ code, output: output.trim().split('\n') }).toEqual({
      code: 0,
      output: ['access token:          15m', 'refresh token, unused: 90d', 'refresh token, at all: 1000d'],
    });
    const tokens = await obtainTokens(platform, { agent, parameters: OFFLINE });
    expect(tokens.expires_in).toBe(900);
    const { iat, exp } = decodeJwt(tokens.access_token);
    expect(exp! - iat!).toBe(900);
    const { body } = await refresh(platform, tokens.refresh_token);
    expect(body.expires_in).toBe(900);
    const [row] = await sql<{ days: number }>(
      platform,
      `select extract(epoch from max(expires_at) - now())::float8 / 86400 as days from oidc_artifacts where kind = 'RefreshToken'`,
    );
    expect(row!.days).toBeGreaterThan(89);
    expect((await obtainTokens(platform, { agent, app: NATIVE })).expires_in).toBe(3600);
  });

  test('changes what is named, shows the rest, and takes "default" back', async () => {
    await lifetimes(WEB.id, '--access-token', '2h', '--refresh-idle', '7d', '--refresh-max', '30d');
    const { output } = await lifetimes(WEB.id, '--refresh-idle', 'default');
    expect(output.trim().split('\n')).toEqual([
      'access token:          2h',
      'refresh token, unused: default',
      'refresh token, at all: 30d',
    ]);
    expect((await lifetimes(WEB.id)).output).toBe(output);
    expect(await stored()).toEqual([
      { access_token_seconds: 7200, refresh_idle_seconds: null, refresh_absolute_seconds: 30 * 86400 },
    ]);
  });

  test.each([
    ['no application', [], 2],
    ['two applications', [WEB.id, NATIVE.id], 2],
    ['an access token that lives longer than keys verify', [WEB.id, '--access-token', '2d'], 2],
    ['an access token of no time', [WEB.id, '--access-token', '0m'], 2],
    ['a refresh token of a minute', [WEB.id, '--refresh-idle', '1m'], 2],
    ['a time without a unit', [WEB.id, '--refresh-max', '30'], 2],
    ['a time below zero', [WEB.id, '--refresh-max=-5d'], 2],
    ['an option that is none', [WEB.id, '--forever'], 2],
    ['an unknown application', ['nobody', '--access-token', '15m'], 1],
  ])('with %s changes nothing', async (_what, args, code) => {
    const before = await stored();
    const answer = await lifetimes(...args);
    expect(answer).toEqual({ code, output: expect.stringMatching(code === 2 ? /Usage:/ : /no application nobody/) });
    expect(await stored()).toEqual(before);
  });
});
