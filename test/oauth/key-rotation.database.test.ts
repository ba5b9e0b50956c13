import { createRemoteJWKSet, decodeProtectedHeader, type JWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rotateSigningKeys } from '../../src/account/oidc/signing-keys.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { type CommandLine, openCommandLine } from './command-line.ts';
import { apiAnswer, authorize, redeem } from './flow.ts';
import { type SecondServer, startSecondServer } from './second-server.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

let platform: Platform;
let server: SecondServer;
let agent: UserAgent;
let corsia: CommandLine;

beforeAll(async () => {
  platform = await startPlatform();
  agent = new UserAgent(platform.accountUrl);
  server = await startSecondServer(platform);
  corsia = await openCommandLine(platform);
});
beforeEach(() => publishedFor('2 hours'));
afterAll(async () => {
  server.close();
  await corsia.close();
  await platform.close();
});

/** As if the next keys had been published so long ago. */
const publishedFor = (time: string) =>
  sql(platform, 'update signing_keys set created_at = now() - $1::interval where signs_from is null', [time]);
const signingFor = (time: string) =>
  sql(platform, 'update signing_keys set signs_from = now() - $1::interval where signs_from is not null', [time]);
const signers = async () =>
  (
    await sql<{ id: string }>(
      platform,
      'select id from signing_keys where signs_from is not null and retired_at is null order by id',
    )
  ).map(({ id }) => id);
const published = async () => {
  const response = await fetch(`${server.platform.accountUrl}/.well-known/jwks`);
  return ((await response.json()) as { keys: JWK[] }).keys.map(({ kid }) => kid!);
};
const rotate = () => rotateSigningKeys(platform.database, platform.sealer);

/** Tokens that the second server signed. */
async function signedTokens() {
  const { status, body } = await redeem(server.platform, await authorize(platform, { agent }));
  expect(status).toBe(200);
  const [access, id] = [body.access_token, body.id_token!].map((token) => decodeProtectedHeader(token).kid!);
  return { ...body, keys: [access!, id!].sort() };
}

describe('a rotation', () => {
  test('lets keys sign that everybody could know before; what was signed before stays valid, also at the API', async () => {
    const before = await signedTokens();
    const known = await published();
    expect(known).toHaveLength(4);
    expect(await rotate()).toEqual({ kind: 'rotated' });
    expect((await signedTokens()).keys).toEqual(before.keys);

    await server.refreshKeys(0);
    const after = await signedTokens();
    expect(after.keys).toEqual(await signers());
    expect(after.keys.filter((key) => before.keys.includes(key))).toEqual([]);
    for (const key of after.keys) expect(known).toContain(key);
    expect(await published()).toEqual(expect.arrayContaining(known));
    expect(await published()).toHaveLength(6);

    for (const { access_token, id_token } of [before, after]) {
      expect(await apiAnswer(platform, access_token)).toMatchObject({ status: 200 });
      const keySet = createRemoteJWKSet(new URL(`${server.platform.accountUrl}/.well-known/jwks`));
      expect((await jwtVerify(id_token!, keySet)).payload.iss).toBe(platform.accountUrl);
    }
  });

  test('waits until the next keys have been published for an hour', async () => {
    await publishedFor('59 minutes');
    const keys = await signers();
    expect(await rotate()).toEqual({ kind: 'too-soon', minutes: 1 });
    expect(await signers()).toEqual(keys);
    await publishedFor('61 minutes');
    expect(await rotate()).toEqual({ kind: 'rotated' });
  });

  test('happens once when two ask for it at once', async () => {
    const outcomes = await Promise.all([rotate(), rotate(), rotate()]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['rotated', 'too-soon', 'too-soon']);
  });

  test('removes keys two days after they signed for the last time, not sooner', async () => {
    await sql(
      platform,
      `update signing_keys set retired_at = now() - interval '47 hours' where retired_at is not null`,
    );
    const retired = async () =>
      (await sql<{ id: string }>(platform, 'select id from signing_keys where retired_at is not null')).map(
        ({ id }) => id,
      );
    const old = await retired();
    expect(old.length).toBeGreaterThan(0);
    await rotate();
    expect(await retired()).toEqual(expect.arrayContaining(old));
    await sql(platform, `update signing_keys set retired_at = now() - interval '49 hours' where id = any($1)`, [old]);
    await publishedFor('2 hours');
    await rotate();
    for (const id of old) expect(await retired()).not.toContain(id);
  });

  test('keeps private parts encrypted and out of the key set', async () => {
    const response = await fetch(`${server.platform.accountUrl}/.well-known/jwks`);
    for (const key of ((await response.json()) as { keys: object[] }).keys) {
      expect(Object.keys(key).filter((name) => ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'].includes(name))).toEqual([]);
    }
  });
});

describe('on a schedule', () => {
  test('keys that have been signing for so many days are followed by the next', async () => {
    const keys = await signers();
    await signingFor('89 days');
    await server.refreshKeys(90);
    expect(await signers()).toEqual(keys);
    await signingFor('91 days');
    await server.refreshKeys(90);
    const next = await signers();
    expect(next.filter((key) => keys.includes(key))).toEqual([]);
    expect((await signedTokens()).keys).toEqual(next);
    await server.refreshKeys(90);
    expect(await signers()).toEqual(next);
  });

  test('none are when the operator wants none, or when the next were published lately', async () => {
    const keys = await signers();
    await signingFor('1000 days');
    await server.refreshKeys(0);
    expect(await signers()).toEqual(keys);
    await publishedFor('10 minutes');
    await server.refreshKeys(90);
    expect(await signers()).toEqual(keys);
  });

  test('two processes that find them too old at once rotate once', async () => {
    const other = await startSecondServer(platform);
    const count = async () => (await sql(platform, 'select 1 from signing_keys')).length;
    await signingFor('91 days');
    const before = await count();
    await Promise.all([server.refreshKeys(90), other.refreshKeys(90)]);
    expect(await count()).toBe(before + 2);
    const tokens = await Promise.all([server, other].map(() => signedTokens()));
    for (const { keys } of tokens) expect(keys).toEqual(await signers());
    other.close();
  });
});

describe('corsia keys rotate', () => {
  test('refuses within the hour, rotates with --now, and running servers follow', async () => {
    await publishedFor('10 minutes');
    const keys = await signers();
    expect(await corsia.run('keys', 'rotate')).toEqual({
      code: 1,
      output: expect.stringContaining('Try again in 50 minutes, or use --now.'),
    });
    expect(await signers()).toEqual(keys);
    expect(await corsia.run('keys', 'rotate', '--now')).toMatchObject({ code: 0 });
    const next = await signers();
    expect(next.filter((key) => keys.includes(key))).toEqual([]);
    await server.refreshKeys(0);
    const { access_token, keys: used } = await signedTokens();
    expect(used).toEqual(next);
    expect(await apiAnswer(platform, access_token)).toMatchObject({ status: 200 });
  });

  test('rotates without --now after the hour', async () => {
    const keys = await signers();
    expect(await corsia.run('keys', 'rotate')).toMatchObject({ code: 0 });
    expect(await signers()).not.toEqual(keys);
  });

  test('is used wrongly with an option that is none', async () => {
    expect(await corsia.run('keys', 'rotate', '--force')).toMatchObject({
      code: 2,
      output: expect.stringContaining('Usage:'),
    });
  });
});

test('the API takes tokens of keys that were made after it started, within a second or so', async () => {
  for (let time = 0; time < 2; time++) {
    await publishedFor('2 hours');
    await rotate();
  }
  await server.refreshKeys(0);
  const { access_token } = await signedTokens();
  const status = async () => (await apiAnswer(platform, access_token)).status;
  await expect.poll(status, { interval: 100, timeout: 3000 }).toBe(200);
});
