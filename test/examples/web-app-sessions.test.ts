import { randomBytes } from 'node:crypto';
import type { TokenSet } from '@corsia/client';
import { afterEach, expect, test, vi } from 'vitest';
import { memoryRecords, type Records } from '../../examples/web-app/records.ts';
import { createSessions } from '../../examples/web-app/sessions.ts';

const TOKENS: TokenSet = { accessToken: 'the-access-token', expiresAt: 0, renewAt: 0, scopes: [] };
const HOUR_MS = 3_600_000;

/** The memory, and what is in it. */
function watchedRecords() {
  const records = memoryRecords();
  const kept = new Map<string, string>();
  const watched: Records = {
    ...records,
    write: (key, sealed, expiresAt) => {
      kept.set(key, sealed);
      return records.write(key, sealed, expiresAt);
    },
    remove: (key) => {
      kept.delete(key);
      return records.remove(key);
    },
  };
  return { kept, watched };
}

afterEach(() => vi.useRealTimers());

test('what is kept of a session tells nothing, and is of use nowhere else', async () => {
  const { kept, watched } = watchedRecords();
  const sessions = createSessions({ records: watched, key: randomBytes(32) });
  const [mine, theirs] = [await sessions.open(undefined), await sessions.open(undefined)];
  await mine.tokens.write(TOKENS);
  expect(kept.size).toBe(3);
  expect(JSON.stringify([...kept])).not.toMatch(new RegExp(`${TOKENS.accessToken}|${mine.id}|${mine.data.csrfToken}`));
  const place = [...kept.keys()].find((key) => key.endsWith('.tokens'))!;
  await theirs.tokens.write({ ...TOKENS, accessToken: 'another' });
  const other = [...kept.keys()].find((key) => key.endsWith('.tokens') && key !== place)!;
  await watched.write(other, kept.get(place)!, Date.now() + HOUR_MS);
  expect(await theirs.tokens.read()).toBeUndefined();
  expect(await mine.tokens.read()).toEqual(TOKENS);
  const elsewhere = createSessions({ records: watched, key: randomBytes(32) });
  expect((await elsewhere.open(mine.id)).id).not.toBe(mine.id);
});

test('a session that got another id took everything along, and the old id is nobody', async () => {
  const { kept, watched } = watchedRecords();
  const sessions = createSessions({ records: watched, key: randomBytes(32) });
  const session = await sessions.open(undefined);
  const before = { id: session.id, csrfToken: session.data.csrfToken };
  await session.tokens.write(TOKENS);
  await session.change({ person: { name: 'Anna', clinic: 'Poliambulatorio' } });
  await session.renewId();
  const again = await sessions.open(session.id);
  expect(again).toMatchObject({ id: session.id, data: { person: { name: 'Anna' } } });
  expect(await again.tokens.read()).toEqual(TOKENS);
  expect(again.data.csrfToken).not.toBe(before.csrfToken);
  expect((await sessions.open(before.id)).data.person).toBeUndefined();
  await again.end();
  expect((await sessions.open(session.id)).id).not.toBe(session.id);
  expect([...kept.keys()].filter((key) => key.endsWith('.tokens'))).toEqual([]);
});

test('a session ends by itself, and what shares it takes turns', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const sessions = createSessions({ records: memoryRecords(), key: randomBytes(32) });
  const session = await sessions.open(undefined);
  const same = await sessions.open(session.id);
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(`${name} ends`);
  };
  await Promise.all([session.tokens.exclusively(work('one')), same.tokens.exclusively(work('two'))]);
  expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  await session.renewId();
  vi.advanceTimersByTime(7 * HOUR_MS);
  expect((await sessions.open(session.id)).id).toBe(session.id);
  vi.advanceTimersByTime(2 * HOUR_MS);
  expect((await sessions.open(session.id)).id).not.toBe(session.id);
});
