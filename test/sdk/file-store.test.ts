import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryCursor, type TokenSet, TokenStoreError } from '@corsia/client';
import { encryptedFileStore, fileCursor } from '@corsia/client/node';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

let folder: string;
let path: string;
const key = randomBytes(32);
const TOKENS: TokenSet = {
  accessToken: 'access-secret',
  refreshToken: 'refresh-secret',
  expiresAt: 2,
  renewAt: 1,
  scopes: ['a'],
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corsia-store-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  path = join(folder, randomBytes(6).toString('hex'));
});

const store = () => encryptedFileStore({ path, key });
const files = async () => (await readdir(folder)).filter((name) => join(folder, name).startsWith(path)).sort();

describe('an encrypted file', () => {
  test('keeps tokens, readable for its owner and with the key alone', async () => {
    expect(await store().read()).toBeUndefined();
    await store().write(TOKENS);
    expect(await store().read()).toEqual(TOKENS);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).not.toContain('secret');
    const stranger = encryptedFileStore({ path, key: randomBytes(32) });
    await expect(stranger.read()).rejects.toBeInstanceOf(TokenStoreError);
    expect(await files()).toHaveLength(1);
  });

  test('is another one each time, and gone when forgotten', async () => {
    await store().write(TOKENS);
    const first = await readFile(path, 'utf8');
    await store().write(TOKENS);
    expect(await readFile(path, 'utf8')).not.toBe(first);
    await store().write(undefined);
    expect(await files()).toEqual([]);
  });

  test.each([
    ['cut short', (text: string) => text.slice(0, 30)],
    ['changed', (text: string) => `${text.slice(0, 40)}${text[40] === 'A' ? 'B' : 'A'}${text.slice(41)}`],
    ['of another version', (text: string) => text.replace('corsia-1', 'corsia-9')],
    ['empty', () => ''],
  ])('that is %s is refused', async (_kind, spoil) => {
    await store().write(TOKENS);
    await writeFile(path, spoil(await readFile(path, 'utf8')));
    await expect(store().read()).rejects.toMatchObject({ name: 'TokenStoreError' });
  });

  test('in a folder that is not there, or with a short key, is refused', async () => {
    await expect(encryptedFileStore({ path: join(path, 'a'), key }).write(TOKENS)).rejects.toBeInstanceOf(
      TokenStoreError,
    );
    await expect(encryptedFileStore({ path: join(path, 'a'), key }).exclusively(async () => 1)).rejects.toThrow();
    expect(() => encryptedFileStore({ path, key: randomBytes(31) })).toThrow(TokenStoreError);
  });
});

test('a key chain is given a key with the first tokens, and without it they are gone', async () => {
  const chain: string[] = [];
  const entry = {
    getPassword: async () => chain.at(-1) ?? null,
    setPassword: async (made: string) => void chain.push(made),
  };
  const kept = () => encryptedFileStore({ path, key: entry });
  expect(await kept().read()).toBeUndefined();
  await kept().write(TOKENS);
  await kept().write({ ...TOKENS, scopes: ['b'] });
  expect(await kept().read()).toEqual({ ...TOKENS, scopes: ['b'] });
  expect(chain.map((text) => Buffer.from(text, 'base64').length)).toEqual([32]);
  chain.pop();
  expect(await kept().read()).toBeUndefined();
});

describe('the lock', () => {
  /** Counts in a file without any care; only a lock makes it right. */
  const count = async (times: number) => {
    const mine = store();
    for (let time = 0; time < times; time++) {
      await mine.exclusively(async () => {
        const before = Number(await readFile(`${path}-count`, 'utf8').catch(() => 0));
        await new Promise((resolve) => setTimeout(resolve, 1));
        await writeFile(`${path}-count`, String(before + 1));
      });
    }
  };

  test('lets one in at a time, however many stores there are of a file', async () => {
    await Promise.all([count(10), count(10), count(10)]);
    expect(await readFile(`${path}-count`, 'utf8')).toBe('30');
    expect(await files()).toEqual([expect.stringMatching(/-count$/)]);
  });

  test('of a process that was killed is inherited by one of those who wait', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'close');
    const dead = { id: 'dead', pid: child.pid, host: hostname(), started: 0 };
    await writeFile(`${path}.lock`, JSON.stringify(dead));
    // Whoever inherited from it was killed, too.
    await writeFile(`${path}.lock.dead`, JSON.stringify({ ...dead, id: 'heir' }));
    await Promise.all([count(5), count(5), count(5)]);
    expect(await readFile(`${path}-count`, 'utf8')).toBe('15');
    expect(await files()).toEqual([expect.stringMatching(/-count$/)]);
  });

  test('of an earlier life of this process, as of a container that was restarted, is inherited', async () => {
    const before = { id: 'before', pid: process.pid, host: hostname(), started: 0 };
    await writeFile(`${path}.lock`, JSON.stringify(before));
    expect(await store().exclusively(async () => 'in')).toBe('in');
  });

  test('of another computer is inherited once it is older than any renewal', async () => {
    const lock = `${path}.lock`;
    await writeFile(lock, JSON.stringify({ id: 'far', pid: process.pid, host: 'another' }));
    let isIn = false;
    const entering = store().exclusively(async () => {
      isIn = true;
    });
    await expect.poll(async () => (await files()).some((name) => name.includes('ticket'))).toBe(true);
    expect(isIn).toBe(false);
    await utimes(lock, new Date(0), new Date(0));
    await entering;
    expect(await files()).toEqual([]);
  });

  test('is given back when the work fails', async () => {
    const failing = store().exclusively(() => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await store().exclusively(async () => 'yes')).toBe('yes');
  });

  test('that was inherited from a slow holder stays with the heir', async () => {
    await store().exclusively(async () => {
      const { id } = JSON.parse(await readFile(`${path}.lock`, 'utf8'));
      await writeFile(`${path}.lock.${id}`, JSON.stringify({ id: 'heir', pid: process.pid, host: hostname() }));
    });
    expect(await files()).toHaveLength(2);
  });

  test('that is not ours to read is an error', async () => {
    await writeFile(`${path}.lock`, 'no json');
    await expect(store().exclusively(async () => 1)).rejects.toMatchObject({ name: 'TokenStoreError' });
  });
});

describe('a cursor', () => {
  test('in a file is there after the program has ended', async () => {
    expect(await fileCursor(path).read()).toBeUndefined();
    await fileCursor(path).write('abc');
    expect(await fileCursor(path).read()).toBe('abc');
    await fileCursor(path).write(undefined);
    expect(await fileCursor(path).read()).toBeUndefined();
    await expect(fileCursor(folder).read()).rejects.toThrow(/EISDIR/);
  });

  test('in memory begins where it is told to', async () => {
    const cursor = memoryCursor('now');
    expect(await cursor.read()).toBe('now');
    await cursor.write('later');
    expect(await cursor.read()).toBe('later');
  });
});
