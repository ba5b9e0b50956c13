import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { DatabaseSetupError, describeConnectionFailure } from './setup-error.ts';

/** The role whose rights the server has; migrations grant to it by name. */
export const APPLICATION_ROLE = 'corsia_app';

/** One lock for all migrators of a cluster, so that several processes may start at once. */
const MIGRATION_LOCK = 0x636f7273;

interface Migration {
  version: number;
  name: string;
  sql: string;
  checksum: string;
}

/**
 * Brings the schema up to date: numbered, forward-only files, each in its own transaction.
 * @returns how many were applied
 * @throws DatabaseSetupError with one sentence for the operator
 */
export async function migrate(url: string, folder: string): Promise<number> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'corsia-migrate',
  });
  client.on('error', () => {});
  try {
    await client.connect().catch((error: Error) => {
      throw describeConnectionFailure(url, error);
    });
    if ((await pending(client, migrations)).length === 0) return 0;
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const waiting = await pending(client, migrations);
    if (waiting.length > 0) await prepare(client);
    for (const migration of waiting) await apply(client, migration);
    return waiting.length;
  } finally {
    await client.end().catch(() => {});
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      return { version: Number(name.slice(0, 4)), name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function pending(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
  const { rows: tables } = await client.query(`select to_regclass('schema_migrations') is not null as present`);
  if (!tables[0].present) return migrations;
  const { rows } = await client.query<{ version: number; checksum: string }>(
    'select version, checksum from schema_migrations order by version',
  );
  const known = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const { version, checksum } of rows) {
    const migration = known.get(version);
    if (!migration) {
      throw new DatabaseSetupError(
        `The database has schema version ${rows.at(-1)?.version}, newer than the ${migrations.at(-1)?.version} this program knows; start a newer Corsia.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new DatabaseSetupError(`Migration ${migration.name} was changed after it was applied to this database.`);
    }
  }
  const applied = new Set(rows.map((row) => row.version));
  return migrations.filter((migration) => !applied.has(migration.version));
}

async function prepare(client: pg.Client): Promise<void> {
  try {
    await client.query(`
      do $$ begin
        if not exists (select from pg_roles where rolname = '${APPLICATION_ROLE}') then
          create role ${APPLICATION_ROLE} nologin;
        end if;
      exception when duplicate_object or unique_violation then null;
      end $$`);
  } catch (error) {
    throw new DatabaseSetupError(
      `The role ${APPLICATION_ROLE} is missing and DATABASE_MIGRATION_URL may not create it; run "create role ${APPLICATION_ROLE}" as a superuser.`,
      error,
    );
  }
  await client
    .query(`
    create table if not exists schema_migrations (
      version integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now()
    );
    grant select on schema_migrations to ${APPLICATION_ROLE};
    grant usage on schema public to ${APPLICATION_ROLE}`)
    .catch((error: Error) => {
      throw new DatabaseSetupError(
        'The database has no up-to-date schema and this role may not create it; run `corsia migrate` with DATABASE_MIGRATION_URL.',
        error,
      );
    });
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.sql);
    await client.query('insert into schema_migrations (version, name, checksum) values ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw new DatabaseSetupError(`Migration ${migration.name} failed: ${(error as Error).message}.`, error);
  }
}
