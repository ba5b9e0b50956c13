import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { DatabaseSetupError, migrate, provisionDatabase } from '../../src/platform/database/index.ts';
import { asSuperuser, databaseUrl } from '../harness/database.ts';
import { TEST_ROLES } from '../harness/database-server.ts';

const MIGRATIONS = join(import.meta.dirname, '../../migrations');

let folder: string;
let name: string;
let ownerUrl: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corsia-migrations-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  name = `corsia_test_${randomBytes(6).toString('hex')}`;
  ({ ownerUrl } = await provisionDatabase(inject('superuserUrl'), { database: name, ...TEST_ROLES }));
});
afterEach(() => asSuperuser(inject('superuserUrl'), `drop database ${name} with (force)`));

/** A folder of migrations: the real ones, with these files added or changed. */
async function migrationsWith(files: Record<string, string>): Promise<string> {
  const copy = await mkdtemp(join(folder, 'copy-'));
  await cp(MIGRATIONS, copy, { recursive: true });
  for (const [file, sql] of Object.entries(files)) await writeFile(join(copy, file), sql);
  return copy;
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: databaseUrl(name) });
  await client.connect();
  return client.query(sql).then(
    ({ rows }) => client.end().then(() => rows),
    (error) => client.end().then(() => Promise.reject(error)),
  );
}

/** The sentence for the operator. */
async function failureOf(migration: Promise<unknown>): Promise<string> {
  const error = await migration.then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(DatabaseSetupError);
  return error.message;
}

const versions = async () =>
  (await query('select version from schema_migrations order by version')).map((row) => row.version);

describe('migrate', () => {
  test('applies every file in order, and a second time none', async () => {
    const applied = await migrate(ownerUrl, MIGRATIONS);
    expect(applied).toBeGreaterThanOrEqual(4);
    const numbers = (await readdir(MIGRATIONS)).map((file) => Number(file.slice(0, 4))).sort((a, b) => a - b);
    expect(await versions()).toEqual(numbers);
    expect(applied).toBe(numbers.length);
    expect(await migrate(ownerUrl, MIGRATIONS)).toBe(0);
    expect(await versions()).toHaveLength(applied);
  });

  test('of several at once exactly one applies them', async () => {
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(ownerUrl, MIGRATIONS)));
    expect(applied.filter((count) => count > 0)).toHaveLength(1);
    expect(await versions()).toHaveLength(Math.max(...applied));
  });

  test('applies only what is new', async () => {
    const before = await migrate(ownerUrl, MIGRATIONS);
    const newer = await migrationsWith({ '9001_more.sql': 'create table more (id bigint)' });
    expect(await migrate(ownerUrl, newer)).toBe(1);
    expect(await versions()).toHaveLength(before + 1);
    expect(await query('select * from more')).toEqual([]);
  });

  test('takes no notice of other files', async () => {
    const before = await migrate(ownerUrl, MIGRATIONS);
    const notes = await migrationsWith({
      'README.md': 'x',
      '1_short.sql': 'nonsense',
      '9001_draft.sql.bak': 'nonsense',
    });
    expect(await migrate(ownerUrl, notes)).toBe(0);
    expect(await versions()).toHaveLength(before);
  });

  test('leaves nothing of a file that fails, and everything of those before it', async () => {
    const broken = await migrationsWith({
      '9001_good.sql': 'create table good (id bigint)',
      '9002_broken.sql': 'create table half (id bigint); select 1 / 0',
    });
    expect(await failureOf(migrate(ownerUrl, broken))).toBe('Migration 9002_broken.sql failed: division by zero.');
    expect((await versions()).at(-1)).toBe(9001);
    expect(await query('select * from good')).toEqual([]);
    await expect(query('select * from half')).rejects.toMatchObject({ code: '42P01' });
    const repaired = await migrationsWith({
      '9001_good.sql': 'create table good (id bigint)',
      '9002_broken.sql': 'create table half (id bigint)',
    });
    expect(await migrate(ownerUrl, repaired)).toBe(1);
  });
});

describe('migrate refuses, in one sentence', () => {
  test('a schema that is newer than the program', async () => {
    await migrate(ownerUrl, await migrationsWith({ '9001_future.sql': 'select 1' }));
    expect(await failureOf(migrate(ownerUrl, MIGRATIONS))).toMatch(
      /^The database has schema version 9001, newer than the \d+ this program knows; start a newer Corsia\.$/,
    );
  });

  test('a migration that was changed after it was applied', async () => {
    await migrate(ownerUrl, await migrationsWith({ '9001_more.sql': 'select 1' }));
    expect(await failureOf(migrate(ownerUrl, await migrationsWith({ '9001_more.sql': 'select 2' })))).toBe(
      'Migration 9001_more.sql was changed after it was applied to this database.',
    );
  });

  test('a role that may not make the schema', async () => {
    expect(await failureOf(migrate(databaseUrl(name, 'server'), MIGRATIONS))).toMatch(
      /^The database has no up-to-date schema and this role may not create it; run `corsia migrate`/,
    );
  });

  test('credentials that are wrong, without telling them', async () => {
    const url = new URL(ownerUrl);
    // A role that is not there is refused even by a server that trusts everybody.
    Object.assign(url, { username: 'corsia_nobody', password: 'wrong-secret' });
    const message = await failureOf(migrate(url.href, MIGRATIONS));
    expect(message).toMatch(/^PostgreSQL at \S+ refused the credentials: .+\.$/);
    expect(message).not.toContain('wrong-secret');
  });

  test('a database that does not exist', async () => {
    const missing = `${name}_missing`;
    expect(await failureOf(migrate(databaseUrl(missing, 'owner'), MIGRATIONS))).toMatch(
      new RegExp(`^PostgreSQL at \\S+ has no database "${missing}"\\.$`),
    );
  });

  test('a server that does not answer', async () => {
    // Port 1 is reserved (tcpmux); nothing listens there.
    expect(await failureOf(migrate('postgresql://a:secret@127.0.0.1:1/b', MIGRATIONS))).toMatch(
      /^Cannot reach PostgreSQL at 127\.0\.0\.1:1: .+\.$/,
    );
  });
});

test('the role of the server can start on a migrated database, whose schema it may not change', async () => {
  await migrate(ownerUrl, MIGRATIONS);
  expect(await migrate(databaseUrl(name, 'server'), MIGRATIONS)).toBe(0);
});
