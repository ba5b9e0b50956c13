import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SECRET } from '../harness/platform.ts';
import { freePorts } from '../harness/ports.ts';
import { type ServerProcess, spawnServer } from '../lifecycle/server-process.ts';
import { type Body, CLINIC, openTill, type Till } from './till.ts';

const AT_ONCE = 100;

let till: Till;
let servers: ServerProcess[] = [];
let urls: string[] = [];
let folder: string;
let superuser: pg.Client;
let token: string;

beforeAll(async () => {
  // The servers are processes of their own, on the real clock.
  till = await openTill(new Date().toISOString());
  token = await till.platform.token();
  folder = await mkdtemp(join(tmpdir(), 'corsia-numbers-'));
  const ports = await freePorts(4);
  const { applicationUrl, ownerUrl, accountUrl, apiUrl, superuserUrl } = till.platform;
  servers = [0, 2].map((first) =>
    spawnServer({
      CORSIA_MODE: 'sandbox',
      CORSIA_DATA_DIR: folder,
      DATABASE_URL: applicationUrl,
      DATABASE_MIGRATION_URL: ownerUrl,
      ACCOUNT_URL: accountUrl,
      API_URL: apiUrl,
      ENCRYPTION_KEY: SECRET,
      RATE_LIMIT_PER_MINUTE: '1000000',
      ACCOUNT_PORT: String(ports[first]),
      API_PORT: String(ports[first + 1]),
    }),
  );
  await Promise.all(servers.map(({ ready }) => ready));
  urls = [ports[1], ports[3]].map((port) => `http://localhost:${port}`);
  superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
}, 120_000);
afterAll(async () => {
  await superuser?.end();
  for (const { child } of servers) child.kill('SIGTERM');
  await Promise.all(servers.map(({ ended }) => ended));
  await till.close();
  await rm(folder, { recursive: true, force: true });
});

/** Sends all at once, each second one to the other process. */
function atOnce(paths: readonly string[], body?: object): Promise<{ status: number; body: Body }[]> {
  return Promise.all(
    paths.map(async (path, index) => {
      const response = await fetch(`${urls[index % 2]}${CLINIC}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    }),
  );
}

async function drafts(issuerId: number, count: number): Promise<number[]> {
  const patientId = (await till.patient()).id;
  const ids: number[] = [];
  for (let index = 0; index < count; index += 1) ids.push((await till.draft({ issuerId, patientId })).id);
  return ids;
}

const numbersOf = async (issuerId: number) =>
  (
    await superuser.query(
      `select number, (select count(*)::int from invoice_documents d where d.invoice_id = i.id) as files
         from invoices i where issuer_id = $1 and number is not null order by number`,
      [issuerId],
    )
  ).rows;
const contiguous = (count: number) => Array.from({ length: count }, (_, index) => ({ number: index + 1, files: 1 }));

test('100 invoices issued at once, some of which fail after their number was taken: no number is missing', async () => {
  const issuerId = await till.issuer();
  const ids = await drafts(issuerId, AT_ONCE);
  // The last step of every fifth fails; of some, the connection is lost instead.
  await superuser.query(`
    create function fail_sometimes() returns trigger language plpgsql as $$
    begin
      if new.invoice_id % 5 = 0 then raise exception 'the disk is full'; end if;
      if new.invoice_id % 17 = 0 then perform pg_terminate_backend(pg_backend_pid()); end if;
      return new;
    end $$;
    create trigger fail_sometimes before insert on invoice_documents for each row execute function fail_sometimes();
    grant execute on function pg_terminate_backend(integer, bigint) to public;
  `);
  const fails = (id: number) => id % 5 === 0 || id % 17 === 0;
  expect(ids.filter(fails).length).toBeGreaterThan(20);
  const issue = async (some: readonly number[]) => {
    const answers = await atOnce(some.map((id) => `/invoices/${id}/issue`));
    // Those that wait too long for a connection are told to come again.
    expect(answers.filter(({ status }) => ![200, 500, 503].includes(status))).toEqual([]);
    return some.filter((_, index) => answers[index]!.status !== 200);
  };
  const left = await issue(ids);
  expect(left).toEqual(expect.arrayContaining(ids.filter(fails)));
  expect(left.length).toBeLessThan(AT_ONCE);
  expect(await numbersOf(issuerId)).toEqual(contiguous(AT_ONCE - left.length));

  await superuser.query('drop trigger fail_sometimes on invoice_documents');
  for (let rest = left; rest.length > 0; ) {
    const after = await issue(rest);
    expect(after.length).toBeLessThan(rest.length);
    rest = after;
  }
  expect(await numbersOf(issuerId)).toEqual(contiguous(AT_ONCE));
}, 120_000);

test('one invoice issued 50 times at once has one number', async () => {
  const issuerId = await till.issuer();
  const [id] = await drafts(issuerId, 1);
  const answers = await atOnce(Array.from({ length: 50 }, () => `/invoices/${id}/issue`));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ body }) => body.error === 'invalid_transition')).toHaveLength(49);
  expect(await numbersOf(issuerId)).toEqual(contiguous(1));
}, 60_000);

test('one invoice credited 20 times at once is credited once', async () => {
  const issuerId = await till.issuer();
  const [id] = await drafts(issuerId, 1);
  await till.done('POST', `/invoices/${id}/issue`);
  const answers = await atOnce(
    Array.from({ length: 20 }, () => `/invoices/${id}/credit-notes`),
    { reason: 'Errore' },
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(await till.done('GET', `/invoices/${id}`)).toMatchObject({ status: 'credited', credited: 102 });
  expect(await numbersOf(issuerId)).toEqual(contiguous(2));
}, 60_000);
