import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { SECRET } from '../harness/platform.ts';
import { freePorts } from '../harness/ports.ts';
import { runCli, type ServerProcess, spawnServer } from '../lifecycle/server-process.ts';
import { runSql } from '../medical-reports/sql.ts';
import { type Body, EXPORTS, holdTable } from './exporting.ts';

let database: TestDatabase;
let folder: string;
let environment: Record<string, string>;
let token: string;
const servers: ServerProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'corsia-export-processes-'));
  environment = {
    CORSIA_MODE: 'sandbox',
    CORSIA_DATA_DIR: folder,
    DATABASE_URL: database.applicationUrl,
    DATABASE_MIGRATION_URL: database.ownerUrl,
    ACCOUNT_URL: 'http://localhost:1',
    API_URL: 'http://localhost:2',
    ENCRYPTION_KEY: SECRET,
    RATE_LIMIT_PER_MINUTE: '0',
    TMPDIR: folder,
  };
  const cli = await runCli(
    ['sandbox', 'token', '--user', 'manager@sandbox.test', '--app', 'sandbox-web', '--json'],
    environment,
  );
  token = JSON.parse(cli.output.slice(cli.output.indexOf('{'))).access_token;
}, 120_000);
afterAll(async () => {
  for (const { child } of servers) child.kill('SIGKILL');
  await Promise.all(servers.map(({ ended }) => ended));
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

const sql = (text: string, values?: unknown[]) => runSql<Body>(database.superuserUrl, text, values);

/** Another process of the installation. @returns it, and how to call it */
async function start() {
  const [accountPort, apiPort] = await freePorts(2);
  const server = spawnServer({ ...environment, ACCOUNT_PORT: String(accountPort), API_PORT: String(apiPort) });
  servers.push(server);
  await server.ready;
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`http://localhost:${apiPort}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Body;
  };
  return { server, call };
}

test('what a process that was killed had begun is taken over by another, the unfinished file anew', async () => {
  const one = await start();
  // Read with the treatments, but not when they are counted.
  const release = await holdTable(database.superuserUrl, 'treatment_practitioners');
  const { id } = await one.call('POST', EXPORTS, { resources: ['rooms', 'treatments'] });
  const attempts = () =>
    sql('select resource, finished_at, store_key from export_files where export_id = $1 order by resource', [id]);
  while ((await attempts()).length < 2);
  one.server.child.kill('SIGKILL');
  await one.server.ended;
  const before = await attempts();
  expect(before.map(({ resource, finished_at }) => [resource, finished_at !== null])).toEqual([
    ['rooms', true],
    ['treatments', false],
  ]);

  const other = await start();
  // While the lease lasts nobody touches it.
  const [{ lease }] = await sql('select lease from export_jobs where export_id = $1', [id]);
  await sql(`update export_jobs set leased_until = now() - interval '1 second' where export_id = $1`, [id]);
  while ((await sql('select lease from export_jobs where export_id = $1', [id]))[0].lease === lease);
  await release();
  let body: Body;
  do {
    await sleep(20);
    body = await other.call('GET', `${EXPORTS}/${id}`);
  } while (body.status === 'running');
  expect(body).toMatchObject({ status: 'completed', files: [{ resource: 'rooms' }, { resource: 'treatments' }] });
  const after = await attempts();
  expect(after).toHaveLength(3);
  expect(after.find(({ resource }) => resource === 'rooms')).toEqual(
    before.find(({ resource }) => resource === 'rooms'),
  );
  const kept = (await readdir(join(folder, 'files'), { recursive: true })).filter((name) => name.length > 20);
  const finished = after.filter(({ finished_at }) => finished_at !== null).map(({ store_key }) => store_key);
  expect(kept.map((name) => name.slice(3)).sort()).toEqual(finished.sort());
}, 120_000);

test('of two processes each export is done by one, once', async () => {
  await start();
  const ids = (
    await sql(
      `with made as (
         insert into exports (tenant_id, user_id, client_id, grant_id, scopes, resources, actor)
         select tenant_id, user_id, client_id, grant_id, scopes, array['rooms', 'treatments'], actor
           from exports, generate_series(1, 20) returning tenant_id, id
       ) insert into export_jobs (tenant_id, export_id) select tenant_id, id from made returning export_id::int as id`,
    )
  ).map(({ id }) => id);
  const left = () => sql(`select 1 from exports where id = any ($1) and status <> 'completed'`, [ids]);
  while ((await left()).length > 0) await sleep(50);
  const attempts = await sql('select export_id from export_files where export_id = any ($1)', [ids]);
  expect(attempts).toHaveLength(2 * ids.length);
}, 120_000);
