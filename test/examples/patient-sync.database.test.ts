import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Corsia, Patient } from '@corsia/client';
import { items } from '@corsia/client';
import { encryptedFileStore, keyFile } from '@corsia/client/node';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mirror, openMirror } from '../../examples/patient-sync/mirror.ts';
import { sync } from '../../examples/patient-sync/sync.ts';
import { createRateLimiter } from '../../src/platform/rate-limit/index.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { all, clientOf, NATIVE, observed, signedIn } from '../sdk/sdk.ts';
import { runProgram, runToEnd } from './programs.ts';

const PATIENTS = '/v2/tenants/sandbox-clinic/patients';
const POLL_MS = 60_000;
/** Of tests with hundreds of requests, or with processes, on a machine that has other work. */
const PATIENCE_MS = 90_000;
const HOUR_MS = 3_600_000;

let platform: Platform;
let folder: string;
let days = 0;

beforeAll(async () => {
  const allowance = { limit: 1_000_000, windowSeconds: 1 };
  platform = await startPlatform({
    rateLimiter: await createRateLimiter(allowance, undefined, () => {}),
    clock: () => Temporal.Now.instant().add({ hours: 24 * days }),
  });
  folder = await mkdtemp(join(tmpdir(), 'corsia-sync-'));
});
afterAll(async () => {
  await platform.close();
  await rm(folder, { recursive: true });
});

const listed = (corsia: Corsia): Promise<Patient[]> => all(items((window) => corsia.patients.list({ query: window })));

/** @returns undefined when it was refused, as it happens when several people work on one patient */
async function call(method: string, path: string, body?: object): Promise<Patient | undefined> {
  const answer = await platform.call(method, PATIENTS + path, body && { body });
  const text = await answer.text();
  if (answer.status >= 500) throw new Error(text);
  return answer.ok ? (JSON.parse(text || '{}') as Patient) : undefined;
}

const create = async (firstName: string) => (await call('POST', '', { firstName, lastName: 'Prova' }))!;

/** The same numbers at every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** People at work: they create, change, archive, merge and delete patients, several at once. */
function writers(seed: number) {
  const pick = random(seed);
  const living: number[] = [];
  const counts = { create: 0, change: 0, archive: 0, merge: 0, delete: 0 };
  const take = () => living.splice(pick(living.length), 1)[0]!;
  const any = () => living[pick(living.length)]!;
  const acts: Record<keyof typeof counts, () => Promise<Patient | undefined>> = {
    create: async () => {
      const patient = await create(`Numero ${counts.create}`);
      living.push(patient.id);
      return patient;
    },
    change: () => call('PATCH', `/${any()}`, { email: `${pick(999)}@example.org` }),
    archive: () => call('POST', `/${any()}/${pick(2) ? 'archive' : 'unarchive'}`),
    merge: () => call('POST', `/${take()}/merge`, { intoId: any() }),
    delete: () => call('DELETE', `/${take()}`),
  };
  const work = async () => {
    const names = Object.keys(acts) as (keyof typeof counts)[];
    const name = living.length < 6 ? 'create' : names[pick(names.length)]!;
    if (await acts[name]()) counts[name]++;
  };
  return { counts, work };
}

/** Follows until the mirror has what is created now: the feed tells nothing while an older transaction is running. */
async function catchUp(corsia: Corsia, mirror: Mirror): Promise<void> {
  const { id } = await create('Ultima');
  await expect.poll(() => sync(corsia, mirror).then(() => mirror.versionOf(id)), { timeout: 20_000 }).toBe(1);
}

describe('a mirror of the patients', () => {
  const mirror = openMirror(':memory:');
  afterAll(() => mirror.close());

  test(
    'that is followed for an hour, while people work, is identical in the end',
    async () => {
      let now = Date.now();
      const end = now + HOUR_MS;
      const stop = new AbortController();
      const { counts, work } = writers(7);
      const watched = observed();
      const { store } = await signedIn(platform);
      const { corsia } = clientOf(platform, {
        store,
        fetch: watched.fetch,
        now: () => now,
        sleep: async (milliseconds, signal) => {
          now += milliseconds;
          await Promise.all([work(), work(), work()]);
          // While it is copying at first, the server writes the export.
          if (milliseconds < POLL_MS) await new Promise((resolve) => setTimeout(resolve, 50));
          if (now > end) stop.abort();
          signal?.throwIfAborted();
        },
      });
      const following = sync(corsia, mirror, { pollEvery: POLL_MS, signal: stop.signal });
      await expect(following).rejects.toMatchObject({ name: 'AbortError' });
      await catchUp(corsia, mirror);

      expect(mirror.all()).toEqual(await listed(corsia));
      for (const [what, count] of Object.entries(counts))
        expect({ what, often: count > 9 }).toEqual({ what, often: true });
      expect(watched.to('/changes').length).toBeGreaterThan(50);
      expect(watched.to('/connect/token').length).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );

  test('knows who became one with another, and leaves out who is gone', async () => {
    const { corsia } = await signedIn(platform);
    const [stays, goes, deleted] = await Promise.all(['Resta', 'Va', 'Sparisce'].map(create));
    await catchUp(corsia, mirror);
    const present = () => [stays, goes, deleted].map((patient) => mirror.versionOf(patient!.id) > 0);
    expect(present()).toEqual([true, true, true]);
    await call('POST', `/${goes!.id}/merge`, { intoId: stays!.id });
    await call('DELETE', `/${deleted!.id}`);
    await catchUp(corsia, mirror);
    expect(present()).toEqual([true, false, false]);
    expect(mirror.mergedInto(goes!.id)).toBe(stays!.id);
  });

  test('that was off for longer than the feed goes back is copied anew', async () => {
    const { corsia } = await signedIn(platform);
    const { id } = await create('Dopo');
    const lines: string[] = [];
    days = 91;
    await sync(corsia, mirror, { log: (line) => lines.push(line) }).finally(() => {
      days = 0;
    });
    // What changed meanwhile may follow.
    expect(lines.slice(0, 3)).toEqual([
      expect.stringContaining('too old'),
      expect.anything(),
      expect.stringMatching(/^copied \d+/),
    ]);
    expect(mirror.versionOf(id)).toBe(1);
    expect(mirror.all()).toEqual(await listed(corsia));
  });
});

test(
  'a program that is killed while it copies, and while it follows, ends identical',
  async () => {
    const key = join(folder, 'key');
    const { corsia, enter } = clientOf(
      platform,
      { store: encryptedFileStore({ path: join(folder, 'tokens'), key: keyFile(key) }) },
      NATIVE,
    );
    await enter();
    const env = {
      ISSUER: platform.accountUrl,
      CLIENT_ID: NATIVE.id,
      DATA: folder,
      TOKEN_KEY_FILE: key,
      POLL_SECONDS: '0.05',
    };
    const start = (...args: string[]) => runProgram('patient-sync/patient-sync.ts', env, args);

    const copying = start();
    await copying.printed(/copying/);
    copying.child.kill('SIGKILL');
    expect(await copying.ended).toMatchObject({ signal: 'SIGKILL' });

    const following = start();
    await following.printed(/copied \d+ patients/);
    const { work } = writers(11);
    for (let time = 0; time < 10; time++) await Promise.all([work(), work(), work()]);
    await following.printed(/created \d+/);
    following.child.kill('SIGKILL');
    expect(await following.ended).toMatchObject({ signal: 'SIGKILL' });
    for (let time = 0; time < 5; time++) await work();

    const { id } = await create('Ultima');
    const last = start();
    await last.printed(new RegExp(`created ${id}\\n`));
    last.child.kill('SIGTERM');
    expect(await last.ended).toEqual({ code: 0, signal: null });
    expect(last.output()).not.toContain('copy');
    const mirror = openMirror(join(folder, 'patients.sqlite'));
    expect(mirror.all()).toEqual(await listed(corsia));
    mirror.close();
    expect(await runToEnd('patient-sync/patient-sync.ts', env, ['--once'])).toBe('');
  },
  PATIENCE_MS,
);
