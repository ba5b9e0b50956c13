import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openDatabase, provisionDatabase, statement } from '../../src/platform/database/index.ts';
import { asSuperuser } from '../harness/database.ts';
import { TEST_ROLES } from '../harness/database-server.ts';
import { freePorts } from '../harness/ports.ts';
import { type ServerProcess, spawnServer } from './server-process.ts';

const name = `corsia_test_together_${process.pid}`;
let folder: string;
let servers: ServerProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corsia-together-'));
});
afterAll(async () => {
  for (const { child } of servers) child.kill('SIGTERM');
  await Promise.all(servers.map(({ ended }) => ended));
  await asSuperuser(inject('superuserUrl'), `drop database if exists ${name} with (force)`);
  await rm(folder, { recursive: true, force: true });
});

test('two processes that start at once on an empty database agree on schema, seed, keys and secrets', async () => {
  const { ownerUrl, applicationUrl } = await provisionDatabase(inject('superuserUrl'), {
    database: name,
    ...TEST_ROLES,
  });
  const ports = await freePorts(4);
  servers = [0, 2].map((first) =>
    spawnServer({
      CORSIA_MODE: 'sandbox',
      CORSIA_DATA_DIR: folder,
      DATABASE_URL: applicationUrl,
      DATABASE_MIGRATION_URL: ownerUrl,
      ACCOUNT_PORT: String(ports[first]),
      API_PORT: String(ports[first + 1]),
    }),
  );
  await Promise.all(servers.map(({ ready }) => ready));

  const keySets = await Promise.all(
    [ports[0], ports[2]].map(async (port) => (await fetch(`http://localhost:${port}/.well-known/jwks`)).json()),
  );
  expect(keySets[0]).toEqual(keySets[1]);
  const database = openDatabase({ url: applicationUrl, poolSize: 1, preparedStatements: true });
  const count = statement<{ patients: number }>(
    'together_count',
    'select count(*) as patients from patients where merged_into_id is null',
  );
  expect(await database.forTenant({ tenantId: 'sandbox-clinic', timeZone: 'UTC' }).query(count)).toEqual([
    { patients: 2000 },
  ]);
  expect(await database.forTenant({ tenantId: 'other-clinic', timeZone: 'UTC' }).query(count)).toEqual([
    { patients: 50 },
  ]);
  await database.close();
  // Two first starts, of which one fills the clinics.
}, 90_000);
