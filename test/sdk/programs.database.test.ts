import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { items, memoryStore, type Patient } from '@corsia/client';
import { encryptedFileStore, keyFile, openBrowser } from '@corsia/client/node';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { asksToSignIn } from '../oauth/flow.ts';
import { UserAgent } from '../oauth/user-agent.ts';
import { all, clientOf, observed, signedIn } from './sdk.ts';

let platform: Platform;
let folder: string;

beforeAll(async () => {
  platform = await startPlatform();
  folder = await mkdtemp(join(tmpdir(), 'corsia-programs-'));
});
afterAll(async () => {
  await platform.close();
  await rm(folder, { recursive: true });
});

const ONE = { query: { limit: 1 } };
const HOUR = 3_600_000;

describe('a web server', () => {
  test('has a client for each session, and asks once where the platform is', async () => {
    const watched = observed();
    const { corsia } = clientOf(platform, { fetch: watched.fetch });
    const { store } = await signedIn(platform);
    const [mine, nobodys] = [corsia.withStore(store), corsia.withStore(memoryStore())];
    expect((await mine.patients.list(ONE)).items).toHaveLength(1);
    await expect(nobodys.patients.list(ONE)).rejects.toMatchObject({ reason: 'none' });
    await corsia.startSignIn({ redirectUri: 'http://localhost:3000/callback', scopes: [] });
    expect(watched.to('/openid-configuration')).toHaveLength(1);
  });

  test('ends the session at the account origin, too, and has the browser back', async () => {
    const agent = new UserAgent(platform.accountUrl);
    const { corsia, enter } = clientOf(platform);
    await enter({}, { agent });
    await corsia.signOut();
    const question = await agent.open(await corsia.signOutUrl('http://localhost:3000/'));
    const done = await agent.submit(question, { press: 'logout=yes' });
    expect(done).toMatchObject({ left: true, url: { href: 'http://localhost:3000/' } });
    const { url } = await corsia.startSignIn({ redirectUri: 'http://localhost:3000/callback', scopes: [] });
    expect(asksToSignIn(await agent.open(url))).toBe(true);
    expect((await corsia.signOutUrl()).search).toBe('?client_id=sandbox-web');
  });
});

describe('a program that calls seldom', () => {
  /** Hours on paper; in each wait `during` may spoil something. */
  const hours = async (count: number, during: (hour: number) => unknown = () => {}) => {
    let now = Date.now();
    const end = now + count * HOUR;
    const stop = new AbortController();
    const spoil: { answer?: () => Response | undefined } = {};
    const watched = observed(({ url }) => (url.endsWith('/connect/token') ? spoil.answer?.() : undefined));
    const { store } = await signedIn(platform);
    const { corsia } = clientOf(platform, {
      store,
      fetch: watched.fetch,
      now: () => now,
      sleep: async (milliseconds, signal) => {
        now += milliseconds;
        if (now > end) stop.abort();
        await during(count - (end - now) / HOUR);
        signal?.throwIfAborted();
      },
    });
    const staying = corsia.staySignedIn({ signal: stop.signal }).catch((error) => error);
    return { staying, store, watched, spoil, now: () => now };
  };

  test('stays signed in: tokens are renewed a minute ahead of each hour', async () => {
    const { staying, store, watched, now } = await hours(5);
    expect(await staying).toMatchObject({ name: 'AbortError' });
    expect(watched.to('/connect/token')).toHaveLength(5);
    expect((await store.read())!.expiresAt).toBeGreaterThan(now());
  });

  test('waits when the platform is away, and goes on afterwards', async () => {
    let isDown = false;
    const { staying, watched, spoil } = await hours(3, (hour) => {
      isDown = hour > 0.9 && hour < 1.5;
    });
    spoil.answer = () => (isDown ? new Response(null, { status: 503 }) : undefined);
    expect(await staying).toMatchObject({ name: 'AbortError' });
    expect(watched.to('/connect/token').length).toBeGreaterThan(6);
  });

  test('is told when somebody has to sign in', async () => {
    const { staying, spoil } = await hours(3);
    spoil.answer = () => Response.json({ error: 'invalid_grant' }, { status: 400 });
    expect(await staying).toMatchObject({ name: 'SignInNeededError', reason: 'ended' });
  });
});

describe('a copy', () => {
  const copying = async (spoil?: Parameters<typeof observed>[0]) => {
    const { store } = await signedIn(platform);
    const watched = observed(spoil);
    const sleep = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
    return { watched, ...clientOf(platform, { store, fetch: watched.fetch, sleep }) };
  };

  test('is what the list has, and leaves no export behind', async () => {
    const { corsia, watched } = await copying();
    await corsia.patients.create({ body: { firstName: 'Zoë', lastName: `Ünal ${randomUUID()}` } });
    const copied: Patient[] = await all(corsia.copyOf('patients'));
    expect(copied).toEqual(await all(items((window) => corsia.patients.list({ query: window }))));
    expect(copied.length).toBeGreaterThan(50);
    expect(watched.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
    const { pathname } = new URL(watched.requests.find(({ method }) => method === 'DELETE')!.url);
    const gone = await platform.call('GET', pathname, { token: await corsia.accessToken() });
    expect([gone.status, await gone.text()]).toEqual([404, expect.anything()]);
  });

  test('that is not whole is an error', async () => {
    const { corsia } = await copying(({ url }) =>
      url.endsWith('.ndjson')
        ? new Response('{"id":1}\n{"id":2}', { headers: { 'content-type': 'application/x-ndjson' } })
        : undefined,
    );
    await expect(all(corsia.copyOf('patients'))).rejects.toThrow(/has \d+ items, and 2 came/);
  });

  test('that failed says why', async () => {
    const job = { id: 1, files: [], error: { code: 'internal_error', message: 'The disk is full.' } };
    const { corsia } = await copying(({ method, url }) => {
      if (method === 'DELETE') return new Response(null, { status: 404 });
      return url.includes('/exports')
        ? Response.json({ ...job, status: method === 'POST' ? 'queued' : 'failed' })
        : undefined;
    });
    await expect(all(corsia.copyOf('patients'))).rejects.toThrow('The disk is full.');
  });
});

describe('on a computer', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('a key is made in a file of its own, and found there again', async () => {
    const path = join(folder, 'key');
    const shared = { path: join(folder, 'tokens'), key: keyFile(path) };
    await signedIn(platform, { store: encryptedFileStore(shared) });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const tokens = await encryptedFileStore({ ...shared, key: keyFile(path) }).read();
    expect(tokens).toMatchObject({ tenantId: 'sandbox-clinic' });
    expect(await readFile(shared.path, 'utf8')).not.toContain(tokens!.accessToken);
    await expect(encryptedFileStore({ ...shared, key: keyFile(folder) }).read()).rejects.toThrow(/cannot be read/);
  });

  test.runIf(process.platform === 'linux')("the person's browser is opened, if there is one", async () => {
    const opened = join(folder, 'opened');
    await writeFile(
      join(folder, 'xdg-open'),
      `#!/bin/sh\nprintf %s "$1" > '${opened}.new' && mv '${opened}.new' '${opened}'\n`,
    );
    await chmod(join(folder, 'xdg-open'), 0o755);
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
    openBrowser(new URL('http://localhost:1/?a=1&b=2'));
    await expect
      .poll(() => readFile(opened, 'utf8').catch(() => ''), { timeout: 20_000 })
      .toBe('http://localhost:1/?a=1&b=2');
    vi.stubEnv('PATH', '/nowhere');
    openBrowser(new URL('http://localhost:1/'));
  });
});
