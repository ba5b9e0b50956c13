import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

export const SUPERUSER = 'postgres';

/** Inside the cluster, so that both appear in one rename. */
export const PASSWORD_FILE = 'superuser-password';

export async function readPassword(cluster: string): Promise<string> {
  try {
    return await readFile(join(cluster, PASSWORD_FILE), 'utf8');
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The file ${PASSWORD_FILE} of ${cluster} cannot be read: bring it back or set CORSIA_DATA_DIR to another folder.`,
      cause,
    );
  }
}

export function superuserUrl(password: string, port: number): string {
  // sslmode, so that a PGSSLMODE of the user's shell does not reach our connections
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres?sslmode=disable`;
}

/** A connection that does not crash the process when the server goes away. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'corsia embedded-postgres',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end();
    throw error;
  }
}
