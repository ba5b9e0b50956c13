import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts';
import { createSealer } from '../../platform/crypto.ts';
import { statement } from '../../platform/database/index.ts';
import { loadSigningKeys } from './signing-keys.ts';

const sealer = createSealer('the encryption key of this installation');
const countKeys = statement<{ count: number }>('test_count_keys', 'select count(*)::int as count from signing_keys');

let testDatabase: TestDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

test('processes that start at once agree on one set of keys', async () => {
  const sets = await Promise.all(Array.from({ length: 8 }, () => loadSigningKeys(testDatabase.database, sealer)));
  const ids = sets.map(({ keys }) => keys.map(({ kid }) => kid).sort());
  expect(ids[0]).toHaveLength(4);
  for (const other of ids) expect(other).toEqual(ids[0]);
  expect(await testDatabase.database.query(countKeys)).toEqual([{ count: 4 }]);
});

test('a wrong encryption key is an error, and makes no new keys', async () => {
  await expect(loadSigningKeys(testDatabase.database, createSealer('another key'))).rejects.toThrow();
  expect(await testDatabase.database.query(countKeys)).toEqual([{ count: 4 }]);
});
