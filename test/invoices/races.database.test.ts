import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcesses, startServerProcesses } from '../harness/server-processes.ts';
import { type Body, CLINIC, openTill, type Till } from './till.ts';

const AT_ONCE = 100;

let till: Till;
let servers: ServerProcesses;
let superuser: pg.Client;

beforeAll(async () => {
  // The servers are processes of their own, on the real clock.
  till = await openTill(new Date().toISOString());
  servers = await startServerProcesses(till.platform, 2);
  superuser = new pg.Client({ connectionString: till.platform.superuserUrl });
  await superuser.connect();
}, 120_000);
afterAll(async () => {
  await superuser?.end();
  await servers?.close();
  await till.close();
});

/** Sends all at once, each second one to the other process. */
function atOnce(paths: readonly string[], body?: object): Promise<{ status: number; body: Body }[]> {
  return Promise.all(
    paths.map(async (path, index) => {
      const response = await servers.through[index % 2]!.call('POST', CLINIC + path, { body });
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
    // The ones whose step fails, and whose connection is lost.
    expect(answers.filter(({ status }) => ![200, 500, 503].includes(status))).toEqual([]);
    return some.filter((_, index) => answers[index]!.status !== 200);
  };
  const left = await issue(ids);
  // Nobody else is kept waiting for a connection until it is too late.
  expect(left).toEqual(ids.filter(fails));
  expect(await numbersOf(issuerId)).toEqual(contiguous(AT_ONCE - left.length));

  await superuser.query('drop trigger fail_sometimes on invoice_documents');
  for (let rest = left; rest.length > 0; ) {
    const after = await issue(rest);
    expect(after.length).toBeLessThan(rest.length);
    rest = after;
  }
  expect(await numbersOf(issuerId)).toEqual(contiguous(AT_ONCE));
}, 120_000);

test('an appointment is not reopened while its invoice is being issued', async () => {
  const [appointment] = (
    await superuser.query(
      `select a.id::int, a.patient_id::int from appointments a
        where a.tenant_id = 'sandbox-clinic' and a.status = 'completed' and a.deleted_at is null
          and not exists (select from invoices i where i.tenant_id = a.tenant_id and i.appointment_id = a.id)
        order by a.id limit 1`,
    )
  ).rows;
  const issuerId = await till.issuer();
  await till.done('POST', `/invoices/${(await drafts(issuerId, 1))[0]}/issue`);
  const lines = [{ description: 'Visita', unitPrice: 100 }];
  const of = { issuerId, patientId: appointment.patient_id, appointmentId: appointment.id, lines };
  const draft = await till.done('POST', '/invoices', of);
  const waiting = async (action: string) =>
    (
      await superuser.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike $1`,
        [`%${action}%`],
      )
    ).rowCount;
  const somebody = new pg.Client({ connectionString: till.platform.superuserUrl });
  await somebody.connect();
  await somebody.query('begin');
  await somebody.query('select from invoice_series where issuer_id = $1 for update', [issuerId]);
  // The number is the last that the issue needs.
  const issued = till.send('POST', `/invoices/${draft.id}/issue`);
  await expect.poll(() => waiting('invoice_series'), { timeout: 10_000 }).toBe(1);
  const reopened = till.send('POST', `/appointments/${appointment.id}/reopen`);
  const answered = reopened.then(() => 1);
  await expect
    .poll(async () => (await waiting('from appointments r')) || Promise.race([answered, 0]), { timeout: 10_000 })
    .toBe(1);
  await somebody.query('rollback');
  await somebody.end();
  expect((await issued).status).toBe(200);
  expect(await reopened).toMatchObject({
    status: 422,
    body: { error: 'invalid_transition', from: 'completed', to: 'in_progress' },
  });
  expect(await till.done('GET', `/appointments/${appointment.id}`)).toMatchObject({ status: 'completed' });
}, 60_000);

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
