import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type ProvisionedUrls, provisionDatabase } from '../../src/platform/database/index.ts';
import { isSignedIn, signInAt } from '../accounts/accounts.ts';
import { asSuperuser, databaseUrl } from '../harness/database.ts';
import { TEST_ROLES } from '../harness/database-server.ts';
import { callerOf, type Platform } from '../harness/platform.ts';
import { freePorts } from '../harness/ports.ts';
import { environmentOf } from '../harness/server-processes.ts';
import { runCli, type ServerProcess, spawnServer } from '../lifecycle/server-process.ts';
import { CLINIC, PNG, type ReportClinic, startReportClinic } from '../medical-reports/reports.ts';
import { UserAgent } from '../oauth/user-agent.ts';

const name = `corsia_test_restored_${process.pid}`;
let clinic: ReportClinic;
let folder: string;
let file: string;
let environment: Record<string, string>;
let restored: ProvisionedUrls;
let server: ServerProcess;
/** The restored installation, as a client of it sees it. */
let there: { call: Platform['call']; accountUrl: string };

/** What a client reads, by path; as it was when the copy was made. */
const answers = new Map<string, Buffer>();
let contentBefore: Map<string, string>;
let rulesBefore: unknown;
const cursors = { before: '', after: '' };

const PATIENCE = { timeout: 20_000 };
const NAMED = '/patients?limit=100&sort=lastName';

beforeAll(async () => {
  clinic = await startReportClinic();
  folder = await mkdtemp(join(tmpdir(), 'corsia-backup-'));
  file = join(folder, 'backup.tar.gz');
  environment = environmentOf(clinic.platform, join(folder, 'data'));
  restored = await provisionDatabase(inject('superuserUrl'), { database: name, ...TEST_ROLES });
});
afterAll(async () => {
  server?.child.kill('SIGTERM');
  await server?.ended;
  await asSuperuser(inject('superuserUrl'), `drop database ${name} with (force)`);
  await rm(folder, { recursive: true, force: true });
  await clinic.close();
});

const ofRestored = () => ({
  ...environment,
  CORSIA_DATA_DIR: join(folder, 'restored'),
  DATABASE_URL: restored.applicationUrl,
  DATABASE_MIGRATION_URL: restored.ownerUrl,
});

const inShell = (script: string) => promisify(execFile)('bash', ['-euc', script], { cwd: folder });

async function read(call: Platform['call'], path: string): Promise<Buffer> {
  const response = await call('GET', path.startsWith('/v2') ? path : CLINIC + path);
  const content = Buffer.from(await response.arrayBuffer());
  expect(response.status, `${path}: ${content}`).toBe(200);
  return content;
}
const readJson = async (call: Platform['call'], path: string) => JSON.parse((await read(call, path)).toString());

async function inDatabase<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** A digest of the rows of each table. */
const contentOf = (url: string) =>
  inDatabase(url, async (client) => {
    const digests = new Map<string, string>();
    const { rows } = await client.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
    );
    for (const { relname } of rows) {
      const { rows: found } = await client.query(
        `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from "${relname}" t`,
      );
      digests.set(relname, found[0].digest);
    }
    return digests;
  });

/** Everything that guards the rows. */
const rulesOf = (url: string) =>
  inDatabase(url, async (client) => {
    const rows = async (sql: string) => (await client.query({ text: sql, rowMode: 'array' })).rows;
    return [
      await rows(`select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint
                   where connamespace = 'public'::regnamespace and contype <> 'n' order by 1, 2`),
      await rows(
        `select tgrelid::regclass::text, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2`,
      ),
      await rows(`select relname, relrowsecurity, relforcerowsecurity from pg_class
                   where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`),
    ];
  });

test('a backup is one file for its owner alone, which tar and sha256sum understand', async () => {
  await mkdir(environment.CORSIA_DATA_DIR!);
  await symlink(clinic.platform.fileFolder, join(environment.CORSIA_DATA_DIR!, 'files'));
  const { call } = clinic.platform;
  cursors.before = (await readJson(call, '/changes?cursor=now')).nextCursor;
  const report = await clinic.draft();
  const attached = await clinic.upload('author', `/medical-reports/${report.id}/attachments`, PNG, 'scan.png');
  const signed = await clinic.signed();
  const hidden = await clinic.signed();
  const obscured = await clinic.as('author', 'POST', `/medical-reports/${hidden.id}/obscure`, {
    reason: 'patient_request',
  });
  expect(obscured.status, obscured.text).toBe(200);
  // A transaction of anybody on this server may keep changes back for a while.
  await expect
    .poll(async () => (await readJson(call, `/changes?cursor=${cursors.before}`)).items, PATIENCE)
    .toContainEqual(expect.objectContaining({ resource: 'medical_reports', id: hidden.id, op: 'deleted' }));
  for (const path of [
    NAMED,
    '/appointments?from=2020-01-01&to=2040-01-01&limit=100',
    '/medical-reports?limit=100',
    `/medical-reports/${signed.id}/pdf`,
    `/medical-reports/${report.id}/attachments/${attached.body.id}`,
    '/invoices?limit=100',
    '/episodes?limit=100',
    '/agendas',
    `/changes?cursor=${cursors.before}`,
  ])
    answers.set(path, await read(call, path));
  contentBefore = await contentOf(clinic.platform.superuserUrl);
  rulesBefore = await rulesOf(clinic.platform.superuserUrl);

  const { code, output } = await runCli(['backup', file, '--json'], environment);
  expect(code, output).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ file, gone: 0, files: expect.any(Number) });
  expect(JSON.parse(output).files).toBeGreaterThan(0);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await readdir(folder)).filter((entry) => entry.includes('.part'))).toEqual([]);
  await inShell(`mkdir out && tar xzf backup.tar.gz -C out && cd out && sha256sum --quiet --check SHA256SUMS`);

  const { nextCursor: now } = await readJson(call, '/changes?cursor=now');
  const lost = await clinic.as('author', 'POST', '/patients', { firstName: 'Perso', lastName: 'Poi' });
  expect(lost.status).toBe(201);
  const seen = async () => {
    const { items, nextCursor } = await readJson(call, `/changes?cursor=${now}`);
    cursors.after = nextCursor;
    return items;
  };
  await expect
    .poll(seen, PATIENCE)
    .toContainEqual(expect.objectContaining({ resource: 'patients', id: lost.body.id, op: 'created' }));
}, 120_000);

test('a backup that was cut or changed, or of another key, is refused and leaves nothing', async () => {
  const whole = await readFile(file);
  const cut = join(folder, 'cut.tar.gz');
  await writeFile(cut, whole.subarray(0, whole.length - 2000));
  await inShell(
    `mkdir changed && cd changed && tar xzf ../backup.tar.gz && sed -i '0,/Łucja/s//Lucja/' tables/patients/*.copy
     names=$(tar tzf ../backup.tar.gz) && tar czf ../changed.tar.gz $names`,
  );
  const [ofCut, ofChanged, ofOther, missing] = [
    await runCli(['restore', cut], ofRestored()),
    await runCli(['restore', join(folder, 'changed.tar.gz')], ofRestored()),
    await runCli(['restore', file], {
      ...ofRestored(),
      ENCRYPTION_KEY: 'another key that has more than 32 characters',
    }),
    await runCli(['restore', join(folder, 'none')], ofRestored()),
  ];
  expect(ofCut).toEqual({ code: 1, output: `${cut} is no backup, or was cut or changed.\n` });
  expect(ofChanged).toEqual({
    code: 1,
    output: `${join(folder, 'changed.tar.gz')} is no backup, or was cut or changed.\n`,
  });
  expect(ofOther).toMatchObject({
    code: 1,
    output: expect.stringMatching(/^The backup was made with another ENCRYPTION_KEY/),
  });
  expect(missing).toEqual({ code: 1, output: `${join(folder, 'none')} cannot be read (ENOENT).\n` });
  const left = await readdir(join(folder, 'restored'), { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile() && entry.parentPath.includes('files'))).toEqual([]);
  expect(await rulesOf(databaseUrl(name))).toEqual(rulesBefore);
}, 120_000);

test('what is restored are the same rows under the same rules', async () => {
  const { code, output } = await runCli(['restore', file], ofRestored());
  expect(code, output).toBe(0);
  expect(output).toMatch(/^\d+ tables and \d+ files are as they were on \d{4}-/);
  const content = await contentOf(databaseUrl(name));
  // What is read while nobody acts is in the audit and in the counts of requests.
  const living = [
    'api_usage',
    'api_usage_people',
    'audit_events',
    'change_log',
    'change_log_gaps',
    'schema_migrations',
  ];
  const differing = [...contentBefore]
    .filter(([table, digest]) => content.get(table) !== digest)
    .map(([table]) => table);
  expect(differing.filter((table) => !living.includes(table) && !table.startsWith('api_requests'))).toEqual([]);
  expect([...content].filter(([table]) => contentBefore.has(table))).toHaveLength(contentBefore.size);
  expect(await rulesOf(databaseUrl(name))).toEqual(rulesBefore);
  expect(await runCli(['restore', file], ofRestored())).toEqual({
    code: 1,
    output: 'The database is in use already; a backup is restored into an empty one.\n',
  });
}, 120_000);

test('a server answers from it as the first one did, its tokens and passwords included', async () => {
  const [account, api] = await freePorts(2);
  server = spawnServer({
    ...ofRestored(),
    HOST: 'localhost',
    ACCOUNT_PORT: String(account),
    API_PORT: String(api),
    LOG_LEVEL: 'error',
  });
  await server.ready;
  there = {
    call: callerOf(`http://localhost:${api}`, clinic.platform.token),
    accountUrl: `http://localhost:${account}`,
  };
  for (const [path, content] of answers) {
    if (path.startsWith('/changes')) continue;
    expect((await read(there.call, path)).equals(content), path).toBe(true);
  }
  const agent = new UserAgent(there.accountUrl, {});
  await signInAt(agent);
  expect(await isSignedIn(agent)).toBe(true);
}, 120_000);

test('polling goes on where it stood, and whoever saw what is lost begins anew', async () => {
  const path = `/changes?cursor=${cursors.before}`;
  const before = JSON.parse(answers.get(path)!.toString());
  const after = await readJson(there.call, path);
  expect(before.items.length).toBeGreaterThan(3);
  expect(after.items).toEqual(before.items);
  const lost = await there.call('GET', `${CLINIC}/changes?cursor=${cursors.after}`);
  expect(lost.status).toBe(410);
  expect(await lost.json()).toMatchObject({ error: 'cursor_expired' });

  const made = await there.call('POST', `${CLINIC}/patients`, { body: { firstName: 'Dopo', lastName: 'Ancora' } });
  const patient = (await made.json()) as { id: number };
  expect(made.status).toBe(201);
  const patients = (await readJson(there.call, NAMED)).items as { id: number }[];
  expect(patient.id).toBeGreaterThan(1_000_000);
  expect(patients.map(({ id }) => id)).toContain(patient.id);
  const created = { resource: 'patients', id: patient.id, op: 'created' };
  for (const cursor of [after.nextCursor, cursors.before]) {
    const found = async () => (await readJson(there.call, `/changes?cursor=${cursor}`)).items;
    await expect.poll(found, PATIENCE).toContainEqual(expect.objectContaining(created));
  }
}, 120_000);
