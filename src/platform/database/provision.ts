import pg from 'pg';
import { APPLICATION_ROLE } from './migrate.ts';

export interface ProvisionedUrls {
  /** Owner of the schema: migrations. */
  ownerUrl: string;
  /** The server's own role, without ownership. */
  applicationUrl: string;
}

/**
 * Makes the database and two login roles on a server that is ours (embedded, or a test server). Safe to repeat.
 * @param prefix of the roles `<prefix>_owner` and `<prefix>_server`; roles belong to the whole server, not to a database
 */
export async function provisionDatabase(
  superuserUrl: string,
  { database, password, prefix }: { database: string; password: string; prefix: string },
): Promise<ProvisionedUrls> {
  const owner = `${prefix}_owner`;
  const server = `${prefix}_server`;
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    // PostgreSQL refuses to change a role that somebody else is changing; the lock ends with the connection.
    await client.query(`select pg_advisory_lock(hashtextextended('corsia roles', 0))`);
    for (const role of [APPLICATION_ROLE, owner, server]) {
      await client.query(`
        do $$ begin
          if not exists (select from pg_roles where rolname = '${role}') then create role ${role}; end if;
        exception when duplicate_object or unique_violation then null; end $$`);
    }
    for (const role of [owner, server]) {
      await client.query(`alter role ${role} login nosuperuser nobypassrls password ${pg.escapeLiteral(password)}`);
    }
    await client.query(`grant ${APPLICATION_ROLE} to ${server}`);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${pg.escapeIdentifier(database)} owner ${owner}`);
  } finally {
    await client.end();
  }
  const url = (role: string) => {
    const address = new URL(superuserUrl);
    address.username = role;
    address.password = password;
    address.pathname = `/${database}`;
    return address.href;
  };
  return { ownerUrl: url(owner), applicationUrl: url(server) };
}
