import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/platform/database/index.ts';
import { TEST_ROLES } from './database-server.ts';

export interface TestDatabase {
  database: Database;
  applicationUrl: string;
  ownerUrl: string;
  superuserUrl: string;
  drop(): Promise<void>;
}

/** Where a database of the test server is reached, as the superuser or as one of our roles. */
export function databaseUrl(name: string, role?: 'server' | 'owner'): string {
  const address = new URL(inject('superuserUrl'));
  address.pathname = `/${name}`;
  if (role) Object.assign(address, { username: `${TEST_ROLES.prefix}_${role}`, password: TEST_ROLES.password });
  return address.href;
}

/** A copy of the seeded template, for one test file. */
export async function createTestDatabase(
  options: { preparedStatements?: boolean; poolSize?: number } = {},
): Promise<TestDatabase> {
  const name = `corsia_test_${randomBytes(6).toString('hex')}`;
  const server = inject('superuserUrl');
  await asSuperuser(
    server,
    `create database ${name} template "${inject('templateDatabase')}" owner ${TEST_ROLES.prefix}_owner`,
  );
  const applicationUrl = databaseUrl(name, 'server');
  const database = openDatabase({
    url: applicationUrl,
    poolSize: options.poolSize ?? 10,
    preparedStatements: options.preparedStatements ?? true,
  });
  return {
    database,
    applicationUrl,
    ownerUrl: databaseUrl(name, 'owner'),
    superuserUrl: databaseUrl(name),
    drop: async () => {
      await database.close();
      await asSuperuser(server, `drop database ${name} with (force)`);
    },
  };
}

/** Runs one command on a connection of its own; `connectionString` decides the role and the database. */
export async function asSuperuser(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
