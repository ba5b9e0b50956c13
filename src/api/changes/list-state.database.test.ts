import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts';
import { type Database, type Statement, statement } from '../../platform/database/index.ts';
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
  const readings: { read: Promise<void>; release: () => void }[] = [];
  const forTenant: Database['forTenant'] = (context) => {
    const tenant = db.database.forTenant(context);
    return {
      ...tenant,
      query: async <Row>(sql: Statement<Row>, values?: readonly unknown[]) => {
        const read = Promise.withResolvers<void>();
        const released = Promise.withResolvers<void>();
        readings.push({ read: read.promise, release: released.resolve });
        const rows = await tenant.query(sql, values);
        read.resolve();
        await released.promise;
        return rows;
      },
    };
  };
  return { readings, listState: createListState({ ...db.database, forTenant }) };
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

test('each list and clinic has readings of its own', async () => {
  const { readings, listState } = heldBack();
  const asked = [
    listState.etag('sandbox-clinic', 'patients'),
    listState.etag('other-clinic', 'patients'),
    listState.etag('sandbox-clinic', 'appointments'),
  ];
  for (const { release } of readings) release();
  expect(new Set(await Promise.all(asked)).size).toBe(3);
  expect(readings).toHaveLength(3);
});

test('a reading that fails fails for who asked, and the next one is made', async () => {
  let broken = true;
  const forTenant: Database['forTenant'] = (context) => {
    if (broken) throw new Error('no connection');
    return db.database.forTenant(context);
  };
  const listState = createListState({ ...db.database, forTenant });
  const failing = [etag(listState), etag(listState)];
  for (const answer of failing) await expect(answer).rejects.toThrow('no connection');
  broken = false;
  expect(await etag(listState)).toMatch(/^W\/"/);
});
