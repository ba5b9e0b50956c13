import { type Queryable, statement } from '../../platform/database/index.ts';

const server = statement<{ version: number; seconds: number }>(
  'doctor_server',
  `select current_setting('server_version_num')::int as version, extract(epoch from clock_timestamp())::float8 as seconds`,
);

/** The version as in 180001 for 18.1, and the clock in seconds since 1970. */
export const describeServer = async (db: Queryable) => (await db.query(server))[0]!;

const applied = statement<{ name: string }>('doctor_migrations', 'select name from schema_migrations order by version');

export const appliedMigrations = async (db: Queryable): Promise<string[]> =>
  (await db.query(applied)).map(({ name }) => name);
