import pg from 'pg';
import { APPLICATION_ROLE } from './migrate.ts';

export interface ProvisionedUrls {
  /** Owner of the schema: migrations. */
  ownerUrl: string;
  /** The server's own role, without ownership. */
  applicationUrl: string;
}

/**
 * Makes the two login roles and the database on a server that is ours (embedded, or a test server).
 * Safe to repeat. `password` serves both roles.
 */
export async function provisionDatabase(
  superuserUrl: string,
  database: string,
  password: string,
): Promise<ProvisionedUrls> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    for (const role of ['corsia_owner', APPLICATION_ROLE]) {
      await client.query(`
        do $$ begin create role ${role}; exception when duplicate_object or unique_violation then null; end $$;
        alter role ${role} login nosuperuser nobypassrls password ${pg.escapeLiteral(password)}`);
    }
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${pg.escapeIdentifier(database)} owner corsia_owner`);
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
  return { ownerUrl: url('corsia_owner'), applicationUrl: url(APPLICATION_ROLE) };
}
