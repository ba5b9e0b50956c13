import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignInNeededError } from '@corsia/client';
import { encryptedFileStore } from '@corsia/client/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { expire } from '../oauth/expiry.ts';
import { age, clientOf, observed, signedIn, WEB } from './sdk.ts';

let platform: Platform;
let folder: string;

beforeAll(async () => {
  platform = await startPlatform();
  folder = await mkdtemp(join(tmpdir(), 'corsia-sdk-'));
});
afterAll(async () => {
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

const ONE = { query: { limit: 1 } };
const isTokenRequest = ({ url }: Request) => url.endsWith('/connect/token');

/** A second client of the same store, which is watched. */
async function another(changes: Record<string, unknown>, spoil?: Parameters<typeof observed>[0]) {
  const { store } = await signedIn(platform);
  await age(store, changes);
  const watched = observed(spoil);
  const needed: SignInNeededError[] = [];
  const { corsia } = clientOf(platform, {
    store,
    fetch: watched.fetch,
    sleep: async () => {},
    onSignInNeeded: (error) => needed.push(error),
  });
  return { corsia, store, watched, needed };
}

const IN_AN_HOUR = () => Date.now() + 3_600_000;

describe('100 calls at once cause one renewal', () => {
  test('with an expired token', async () => {
    const { corsia, watched } = await another({});
    const answers = await Promise.all(Array.from({ length: 100 }, () => corsia.patients.list(ONE)));
    expect(answers.map(({ items }) => items.length)).toEqual(Array(100).fill(1));
    expect(watched.to('/connect/token')).toHaveLength(1);
  });

  test('with a token that the API does not accept', async () => {
    const [renewAt, expiresAt] = [IN_AN_HOUR(), IN_AN_HOUR()];
    const { corsia, watched } = await another({ renewAt, expiresAt, accessToken: 'not.a.token' });
    await Promise.all(Array.from({ length: 100 }, () => corsia.patients.list(ONE)));
    expect(watched.to('/connect/token')).toHaveLength(1);
    expect(watched.to('/patients').length).toBeLessThanOrEqual(200);
  });
});

describe('a renewal', () => {
  test('comes ahead of expiry, and keeps what the answer leaves out', async () => {
    const { corsia, store, watched } = await another({ expiresAt: Date.now() + 30_000 });
    const before = await store.read();
    await corsia.patients.list(ONE);
    expect(watched.to('/connect/token')).toHaveLength(1);
    const after = await store.read();
    expect(after).toMatchObject({ tenantId: 'sandbox-clinic', scopes: before!.scopes });
    expect(after!.renewAt).toBe(after!.expiresAt - 60_000);
    expect(after!.refreshToken).not.toBe(before!.refreshToken);
  });

  test('that fails ahead of expiry leaves the token in use for a while', async () => {
    const broken = (request: Request) => (isTokenRequest(request) ? new Response(null, { status: 503 }) : undefined);
    const { corsia, watched } = await another({ expiresAt: Date.now() + 50_000 }, broken);
    await corsia.patients.list(ONE);
    await corsia.patients.list(ONE);
    expect(watched.to('/connect/token')).toHaveLength(3);
    expect(watched.to('/patients')).toHaveLength(2);
  });

  test('whose answer was lost is asked for again, and the chain goes on', async () => {
    const { corsia, watched } = await another({}, async (request, count) => {
      if (!isTokenRequest(request) || count > 1) return undefined;
      await fetch(request);
      throw new TypeError('fetch failed');
    });
    await corsia.patients.list(ONE);
    expect(watched.to('/connect/token')).toHaveLength(2);
  });

  test('that never succeeds is a connection error, and can be tried again', async () => {
    let isDown = true;
    const { corsia, watched } = await another({}, (request) => {
      if (isDown && isTokenRequest(request)) throw new TypeError('fetch failed');
      return undefined;
    });
    await expect(corsia.patients.list(ONE)).rejects.toMatchObject({ name: 'ConnectionError' });
    isDown = false;
    await corsia.patients.list(ONE);
    expect(watched.to('/connect/token').length).toBeGreaterThan(3);
  });

  test('is tried once for a call: a token that is refused again is an error', async () => {
    const { corsia, watched } = await another({ renewAt: IN_AN_HOUR(), expiresAt: IN_AN_HOUR() }, ({ url }) =>
      url.includes('/patients') ? Response.json({ error: 'invalid_token' }, { status: 401 }) : undefined,
    );
    await expect(corsia.patients.list(ONE)).rejects.toMatchObject({ code: 'invalid_token', status: 401 });
    expect(watched.to('/patients')).toHaveLength(2);
    expect(watched.to('/connect/token')).toHaveLength(1);
  });
});

describe('when nothing can be renewed, a person has to sign in', () => {
  test('after the refresh token expired: told once, and the tokens are forgotten', async () => {
    const { corsia, store, needed } = await another({});
    await expire(platform, 'RefreshToken', (await store.read())!.refreshToken!);
    const calls = Array.from({ length: 10 }, () => corsia.patients.list(ONE).catch((error) => error));
    for (const error of await Promise.all(calls)) expect(error).toBeInstanceOf(SignInNeededError);
    expect(needed.map(({ reason }) => reason)).toEqual(['ended']);
    expect(await store.read()).toBeUndefined();
    await expect(corsia.patients.list(ONE)).rejects.toMatchObject({ reason: 'none' });
  });

  test('without a refresh token, once the access token has expired', async () => {
    const { store, enter } = clientOf(platform);
    await enter({ offline: false });
    await age(store, { expiresAt: Date.now() + 30_000 });
    const { corsia } = clientOf(platform, { store });
    await corsia.patients.list(ONE);
    await age(store);
    await expect(corsia.patients.list(ONE)).rejects.toMatchObject({ reason: 'ended' });
  });
});

describe('processes that share a store', () => {
  const start = async () => {
    const path = join(folder, randomBytes(6).toString('hex'));
    const key = randomBytes(32);
    const store = encryptedFileStore({ path, key });
    const { corsia } = await signedIn(platform, { store });
    const run = (...task: string[]) => {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'process.fixture.ts'), ...task], {
        env: {
          ISSUER: platform.accountUrl,
          CLIENT_ID: WEB.id,
          CLIENT_SECRET: WEB.secret,
          STORE: path,
          KEY: key.toString('base64'),
        },
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text) => (output += text));
      return once(child, 'close').then(([code, signal]) => ({ code, signal, output }));
    };
    return { corsia, store, path, run };
  };

  test('renew in turns and never lose the chain', async () => {
    const { corsia, store, run } = await start();
    const results = await Promise.all([run('renew', '15'), run('renew', '15')]);
    for (const { code, output } of results)
      expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^\{/) });
    const renewals = results.map(({ output }) => JSON.parse(output).renewals as number);
    expect(renewals.reduce((a, b) => a + b)).toBeGreaterThanOrEqual(15);
    await age(store);
    await clientOf(platform, { store }).corsia.patients.list(ONE);
    await corsia.patients.list(ONE);
  });

  test('go on when one is killed between the answer and the storing of it', async () => {
    const { store, path, run } = await start();
    await age(store);
    const before = await store.read();
    expect(await run('die')).toMatchObject({ signal: 'SIGKILL', output: '' });
    expect(await store.read()).toEqual(before);
    for (let time = 1; time <= 2; time++) {
      await clientOf(platform, { store }).corsia.patients.list(ONE);
      await age(store);
    }
    const left = (await readdir(folder)).filter((name) => name.startsWith(path.slice(folder.length + 1)));
    expect(left.filter((name) => name.includes('.lock') && !name.includes('ticket'))).toEqual([]);
  });
});
