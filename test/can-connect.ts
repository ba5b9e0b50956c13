import pg from 'pg';

/** `node test/can-connect.ts <url>`: exit code 0 when a PostgreSQL server answers there. */
const client = new pg.Client({ connectionString: process.argv[2], connectionTimeoutMillis: 3000 });
try {
  await client.connect();
  await client.end();
} catch {
  process.exitCode = 1;
}
