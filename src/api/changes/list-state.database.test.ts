import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts';
import { type Database, statement } from '../../platform/database/index.ts';
import { createListState } from './list-state.ts';

const SANDBOX = { tenantId: 'sandbox-clinic', timeZone: 'UTC' };
const change = statement<unknown>(
  'test_list_state_change',
  'update patients set version = version + 1 where id = (select min(id) from patients)',
);

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

/** A database whose readings reach us only when we let them: each has read already, and waits on the way back. */
function heldBack() {
  const readings: { of: number; read: Promise<void>; release: () => void }[] = [];
  const acrossTenants: Database['acrossTenants'] = async (work) => {
    const read = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    readings.push({ of: work.length, read: read.promise, release: released.resolve });
    const rows = await db.database.acrossTenants(work);
    read.resolve();
    await released.promise;
    return rows;
  };
  return { readings, listState: createListState({ ...db.database, acrossTenants }) };
}

const etag = (listState: ReturnType<typeof createListState>) => listState.etag('sandbox-clinic', 'patients');

test('who asks after a change never gets a reading from before it', async () => {
  const { readings, listState } = heldBack();
  const before = etag(listState);
  await readings[0]!.read;
  await db.database.forTenant(SANDBOX).query(change);
  const after = etag(listState);
  readings[0]!.release();
  const old = await before;
  await expect.poll(() => readings.length).toBe(2);
  await readings[1]!.read;
  readings[1]!.release();
  expect(await after).not.toBe(old);
});

test('all who ask while one reading is under way share the next one', async () => {
  const { readings, listState } = heldBack();
  const first = etag(listState);
  const others = Array.from({ length: 20 }, () => etag(listState));
  await readings[0]!.read;
  readings[0]!.release();
  await first;
  await expect.poll(() => readings.length).toBe(2);
  readings[1]!.release();
  expect(new Set(await Promise.all(others)).size).toBe(1);
  expect(readings).toHaveLength(2);
});

test('each list and clinic has a state of its own, and those asked for meanwhile share a reading', async () => {
  const { readings, listState } = heldBack();
  const asked = [
    listState.etag('sandbox-clinic', 'patients'),
    listState.etag('sandbox-clinic', 'patients'),
    listState.etag('other-clinic', 'patients'),
    listState.etag('sandbox-clinic', 'appointments'),
  ];
  readings[0]!.release();
  await expect.poll(() => readings.length).toBe(2);
  readings[1]!.release();
  const [first, ...others] = await Promise.all(asked);
  expect(others[0]).toBe(first);
  expect(new Set(others).size).toBe(3);
  expect(readings.map(({ of }) => of)).toEqual([1, 3]);
});

test('a reading that fails fails for who asked, and the next one is made', async () => {
  let broken = true;
  const acrossTenants: Database['acrossTenants'] = async (work) => {
    if (broken) throw new Error('no connection');
    return db.database.acrossTenants(work);
  };
  const listState = createListState({ ...db.database, acrossTenants });
  const failing = [etag(listState), etag(listState)];
  for (const answer of failing) await expect(answer).rejects.toThrow('no connection');
  broken = false;
  expect(await etag(listState)).toMatch(/^W\/"/);
});
