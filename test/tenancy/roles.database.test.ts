import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, roleProblem } from '../../src/platform/database/index.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { TEST_ROLES } from '../harness/database-server.ts';

const suffix = randomBytes(4).toString('hex');
const PASSWORD = 'corsia-test-role';
/** Roles belong to the whole server, so each run has its own. */
const role = (name: string) => `test_${name}_${suffix}`;
const ROLES: Record<string, string> = {
  plain: 'nosuperuser',
  member: 'in role corsia_app',
  superuser: 'superuser in role corsia_app',
  bypass: 'bypassrls in role corsia_app',
  owner: `in role corsia_app, ${TEST_ROLES.prefix}_owner`,
  behind_superuser: `in role corsia_app, ${role('superuser')}`,
  behind_bypass: `noinherit in role corsia_app, ${role('bypass')}`,
};

let db: TestDatabase;
let superuser: pg.Client;
beforeAll(async () => {
  db = await createTestDatabase();
  superuser = new pg.Client({ connectionString: db.superuserUrl });
  await superuser.connect();
  for (const [name, attributes] of Object.entries(ROLES))
    await superuser.query(`create role ${role(name)} login password '${PASSWORD}' ${attributes}`);
});
afterAll(async () => {
  for (const name of Object.keys(ROLES).reverse()) await superuser.query(`drop role ${role(name)}`);
  await superuser.end();
  await db.drop();
});

async function problemOf(url: string, actAs?: string): Promise<string | undefined> {
  const database = openDatabase({ url, poolSize: 1, preparedStatements: true, ...(actAs && { actAs }) });
  return roleProblem(database).finally(() => database.close());
}

function urlOf(name: string): string {
  const url = new URL(db.superuserUrl);
  return Object.assign(url, { username: role(name), password: PASSWORD }).href;
}

describe('a role that may do just what it should', () => {
  test('the application role has no problem', async () => {
    expect(await problemOf(db.applicationUrl)).toBeUndefined();
  });

  test('nor has a member of it', async () => {
    expect(await problemOf(urlOf('member'))).toBeUndefined();
  });

  test('nor has a superuser who steps down to it', async () => {
    expect(await problemOf(db.superuserUrl, 'corsia_app')).toBeUndefined();
  });
});

describe('a role that may do more, or less', () => {
  test.each([
    ['superuser', 'is a superuser'],
    ['behind_superuser', 'is a superuser or a member of one'],
    ['bypass', 'has BYPASSRLS'],
    ['behind_bypass', 'has BYPASSRLS or is a member of one that has'],
    ['owner', 'owns the tables'],
    ['plain', 'is not a member of corsia_app'],
  ])('%s: %s', async (name, problem) => {
    expect(await problemOf(urlOf(name))).toContain(`its role "${role(name)}" ${problem}`);
  });

  test('the owner of the schema owns the tables', async () => {
    expect(await problemOf(db.ownerUrl)).toBe(`its role "${TEST_ROLES.prefix}_owner" owns the tables`);
  });
});
