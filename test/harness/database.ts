import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/platform/database/index.ts';
import { TEST_PASSWORD } from './database-server.ts';

export interface TestDatabase {
  database: Database;
  applicationUrl: string;
  ownerUrl: string;
  superuserUrl: string;
  drop(): Promise<void>;
}

/** A copy of the seeded template, for one test file. */
export async function createTestDatabase(
  options: { preparedStatements?: boolean; poolSize?: number } = {},
): Promise<TestDatabase> {
  const name = `corsia_test_${randomBytes(6).toString('hex')}`;
  const server = inject('superuserUrl');
  await asSuperuser(server, `create database ${name} template "${inject('templateDatabase')}" owner corsia_owner`);
  const url = (role?: string) => {
    const address = new URL(server);
    address.pathname = `/${name}`;
    if (role) Object.assign(address, { username: role, password: TEST_PASSWORD });
    return address.href;
  };
  const applicationUrl = url('corsia_app');
  const database = openDatabase({
    url: applicationUrl,
    poolSize: options.poolSize ?? 10,
    preparedStatements: options.preparedStatements ?? true,
  });
  return {
    database,
    applicationUrl,
    ownerUrl: url('corsia_owner'),
    superuserUrl: url(),
    drop: async () => {
      await database.close();
      await asSuperuser(server, `drop database ${name} with (force)`);
    },
  };
}

async function asSuperuser(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
