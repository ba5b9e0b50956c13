import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { SECRET } from '../harness/platform.ts';
import { runCli } from '../lifecycle/server-process.ts';
import { runSql } from '../medical-reports/sql.ts';

let database: TestDatabase;
let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'corsia-import-command-'));
  environment = {
    CORSIA_MODE: 'sandbox',
    CORSIA_DATA_DIR: folder,
    DATABASE_URL: database.applicationUrl,
    DATABASE_MIGRATION_URL: database.ownerUrl,
    ENCRYPTION_KEY: SECRET,
  };
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

const corsia = (...args: string[]) => runCli(['import', ...args], environment);
const path = (name: string) => join(folder, name);

test('imports, tells what it did, and ends with what became of it', async () => {
  await writeFile(path('rooms.csv'), 'externalId,name,locationId\nurn:x|1,Studio,LOCATION\nurn:x|2,,LOCATION\n');
  const [location] = await runSql<{ id: string }>(
    database.superuserUrl,
    `select min(id) as id from locations where tenant_id = 'sandbox-clinic'`,
  );
  await writeFile(path('rooms.csv'), (await readFile(path('rooms.csv'), 'utf8')).replaceAll('LOCATION', location!.id));

  const none = await corsia('rooms', path('rooms.csv'), '--tenant', 'sandbox-clinic');
  expect(none.code).toBe(3);
  expect(none.output).toContain('line 3: name is required (required)');
  expect(none.output).toContain('2 rows: 1 created, 0 updated, 0 unchanged, 1 rejected. Nothing was imported.');

  const some = await corsia(
    'rooms',
    path('rooms.csv'),
    '--tenant',
    'sandbox-clinic',
    '--skip-rejected',
    '--json',
    '--report',
    path('rejected.ndjson'),
  );
  expect(some.code).toBe(3);
  const rejection = { line: 3, field: 'name', code: 'required', message: 'is required' };
  expect(JSON.parse(some.output)).toEqual({
    read: 2,
    created: 1,
    updated: 0,
    unchanged: 0,
    rejected: 1,
    stored: true,
    rejections: [rejection],
  });
  expect(JSON.parse(await readFile(path('rejected.ndjson'), 'utf8'))).toEqual(rejection);

  await writeFile(path('rooms.ndjson'), '{"externalId":"urn:x|1","name":"Studio 1"}\n');
  const dry = await corsia('rooms', path('rooms.ndjson'), '--tenant', 'sandbox-clinic', '--dry-run');
  expect(dry).toEqual({
    code: 0,
    output: '1 rows: 0 created, 1 updated, 0 unchanged, 0 rejected. Nothing was stored (--dry-run).\n',
  });
  const all = await corsia('rooms', path('rooms.ndjson'), '--tenant', 'sandbox-clinic');
  expect(all).toEqual({ code: 0, output: '1 rows: 0 created, 1 updated, 0 unchanged, 0 rejected.\n' });
}, 60_000);

test('says what is wrong with its use', async () => {
  const wrong = async (...args: string[]) => {
    const { code, output } = await corsia(...args);
    return [code, output.split('\n')[0]];
  };
  await writeFile(path('x.csv'), 'externalId,name\n');
  expect(await wrong()).toEqual([2, 'A resource is needed.']);
  expect(await wrong('unicorns', path('x.csv'))).toEqual([2, '"unicorns" cannot be imported.']);
  expect(await wrong('rooms')).toEqual([2, 'One file is needed.']);
  expect(await wrong('rooms', path('x.csv'))).toEqual([2, '--tenant is needed.']);
  expect(await wrong('rooms', path('x.csv'), '--tenant', 'nobody')).toEqual([1, 'There is no clinic "nobody".']);
  const [code, message] = await wrong('rooms', path('missing.csv'), '--tenant', 'sandbox-clinic');
  expect([code, message]).toEqual([1, expect.stringContaining('The file cannot be read: ENOENT')]);
  const help = await corsia('--help');
  expect(help).toMatchObject({
    code: 0,
    output: expect.stringContaining('Examples:\n  corsia import patients pazienti.csv'),
  });
}, 60_000);

test('needs little memory, however large the file is', async () => {
  const row = `${JSON.stringify({ externalId: 'urn:x|1', firstName: 'A', lastName: 'x'.repeat(10_000) })}\n`;
  // More than the memory that it gets.
  const rows = Readable.from(Array.from({ length: 70 }, () => row.repeat(100)));
  await pipeline(rows, createWriteStream(path('large.ndjson')));
  const { code, output } = await runCli(
    ['import', 'patients', path('large.ndjson'), '--tenant', 'sandbox-clinic', '--report', path('large.report')],
    { ...environment, NODE_OPTIONS: '--max-old-space-size=64' },
  );
  expect(output).toContain('7000 rows: 0 created, 0 updated, 0 unchanged, 7000 rejected. Nothing was imported.');
  expect(code).toBe(3);
}, 120_000);
