import { expect, test } from 'vitest';
import { DEFAULT_ROLES, PERMISSIONS } from '../../src/catalogue/permissions.ts';
import { statement } from '../../src/platform/database/index.ts';
import { createTestDatabase } from '../harness/database.ts';

test('the database and the program know the same permissions', async () => {
  const db = await createTestDatabase();
  const rows = await db.database.query(statement<{ key: string }>('test_permissions', 'select key from permissions'));
  await db.drop();
  expect(rows.map(({ key }) => key).sort()).toEqual([...PERMISSIONS].sort());
});

test('every role that a new clinic gets consists of known permissions, without repetition', () => {
  expect(Object.keys(DEFAULT_ROLES)).toEqual(['manager', 'practitioner', 'receptionist', 'billing', 'integrator']);
  for (const { permissions } of Object.values(DEFAULT_ROLES)) {
    expect(PERMISSIONS).toEqual(expect.arrayContaining([...permissions]));
    expect(new Set(permissions).size).toBe(permissions.length);
  }
});
