import { scryptSync } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate, openDatabase, provisionDatabase, statement } from '../../src/platform/database/index.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { SANDBOX_PASSWORD } from '../../src/sandbox/accounts.ts';
import { sandboxFor, seedSandbox } from '../../src/sandbox/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    superuserUrl: string;
    templateDatabase: string;
  }
}

/** Roles belong to the whole server: those of the tests are not those of an installation. */
export const TEST_ROLES = { prefix: 'corsia_test', password: 'corsia-test' };

/**
 * One server for the whole run (TEST_DATABASE_URL, or an embedded one) with a template that holds the seeded sandbox;
 * each test file copies it.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const embedded = given ? undefined : await startTestServer();
  const superuserUrl = given ?? embedded!.superuserUrl;
  try {
    const templateDatabase = await createTemplate(superuserUrl);
    project.provide('superuserUrl', superuserUrl);
    project.provide('templateDatabase', templateDatabase);
    return async () => {
      const client = new pg.Client({ connectionString: superuserUrl });
      await client.connect();
      await client.query(`drop database if exists "${templateDatabase}" with (force)`);
      await client.end();
      await embedded?.stop();
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function startTestServer(): Promise<{ superuserUrl: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'corsia-test-'));
  // The server may run as another user than root, who made the folder for itself alone.
  await chmod(folder, 0o755);
  const { superuserUrl, stop } = await startEmbeddedPostgres({ dataDir: folder, durable: false, use: 'own' });
  return {
    superuserUrl,
    stop: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createTemplate(superuserUrl: string): Promise<string> {
  const templateDatabase = `corsia_template_${process.pid}_${Date.now()}`;

  const { ownerUrl, applicationUrl } = await provisionDatabase(superuserUrl, {
    database: templateDatabase,
    ...TEST_ROLES,
  });
  await migrate(ownerUrl, join(import.meta.dirname, '../../migrations'));
  const database = openDatabase({ url: applicationUrl, poolSize: 5, preparedStatements: true });
  await seedSandbox(database, { ...sandboxFor({ apiUrl: 'http://localhost:5002' }), size: 'small' }, () => {});
  await database.query(cheapen, [cheapHash(SANDBOX_PASSWORD)]);
  await database.close();
  return templateDatabase;
}

/** Hundreds of sign-ins in these tests would otherwise cost a fifth of a second each; a hash says itself what it cost. */
function cheapHash(password: string): string {
  const salt = Buffer.alloc(16, 'sandbox');
  const hash = scryptSync(password, salt, 32, { N: 2 ** 4, r: 8, p: 1 });
  return `$scrypt$ln=4,r=8,p=1$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

const cheapen = statement<unknown>('test_cheapen_passwords', 'update users set password_hash = $1');
