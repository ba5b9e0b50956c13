import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CheckedCall, checkedCalls } from '../contract/checked-calls.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { settle } from '../polling/poller.ts';
import { tenantTables } from '../tenancy/tenant-tables.ts';

// biome-ignore lint/suspicious/noExplicitAny: the shape of every answer is held against the published document
type Body = any;

const CLINIC = 'sandbox-clinic';
const RESET = `/v2/tenants/${CLINIC}/sandbox/reset`;
/** What stays, and what tells of what happened. */
const NO_RECORDS = new Set(['audit_events', 'change_log', 'exports', 'export_files', 'export_jobs', 'forsaken_files']);

let platform: Platform;
let client: pg.Client;
let call: CheckedCall<Body>;
let seeded: Record<string, number>;
beforeAll(async () => {
  platform = await startPlatform();
  call = await checkedCalls<Body>(platform);
  client = new pg.Client({ connectionString: platform.superuserUrl });
  await client.connect();
  seeded = await counts();
});
afterAll(async () => {
  await client.end();
  await platform.close();
});

const rows = async (sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows;

/** How many rows of the clinic each table has. */
async function counts(): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const table of await tenantTables(client)) {
    if (NO_RECORDS.has(table)) continue;
    const [row] = await rows(`select count(*)::int as rows from ${table} where tenant_id = $1`, [CLINIC]);
    counted[table] = row.rows;
  }
  return counted;
}

/** Every byte of the other clinic. */
async function otherClinic(): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  for (const table of await tenantTables(client)) {
    const [row] = await rows(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, ';' order by t::text)), '') as print from ${table} t where tenant_id = 'other-clinic'`,
    );
    prints[table] = row.print;
  }
  return prints;
}

/** What the clinic says of itself, without the ids, which are new each time. */
async function content(): Promise<unknown[]> {
  const texts = [
    `select first_name, last_name, fiscal_code, birth_date::text from patients`,
    `select starts_at, ends_at, status from appointments`,
    `select title, status from episodes`,
    `select status, loinc, confidentiality, held_patient_id is null as hidden from medical_reports`,
    `select formatted_number, status, total_cents, issue_date::text from invoices`,
    `select role_key, permission from role_permissions`,
    `select details, user_id from practitioners`,
  ];
  const all: unknown[] = [];
  for (const text of texts) {
    const found = await rows(`select to_jsonb(r)::text as row from (${text} where tenant_id = $1) r order by 1`, [
      CLINIC,
    ]);
    all.push(found.map(({ row }) => row));
  }
  return all;
}

/** Follows the feed to its end. */
async function follow(start: string): Promise<{ items: Body[]; cursor: string }> {
  const items: Body[] = [];
  let cursor = start;
  await settle(platform);
  for (;;) {
    const query = new URLSearchParams({ limit: '200', cursor });
    const { body } = await call('GET', `/v2/tenants/${CLINIC}/changes?${query}`);
    items.push(...body.items);
    cursor = body.nextCursor as string;
    if (!body.hasMore) return { items, cursor };
  }
}

test('only the manager of a sandbox may reset it', async () => {
  const before = await counts();
  for (const email of ['doctor@sandbox.test', 'integrator@sandbox.test']) {
    const { status, body } = await call('POST', RESET, { token: await platform.token({ email }) });
    expect({ status, error: body.error }).toEqual({ status: 403, error: 'insufficient_permission' });
  }
  await rows(`insert into tenants (id, name, sandbox) values ('real-clinic', 'Centro Vero', false)`);
  await rows(`insert into roles (tenant_id, key, name) values ('real-clinic', 'manager', 'Manager')`);
  await rows(
    `insert into users (id, email, name, tenant_id, role_key) values ('real-manager', 'manager@real.test', 'Vera', 'real-clinic', 'manager')`,
  );
  const token = await platform.token({ email: 'manager@real.test' });
  const { status, body } = await call('POST', '/v2/tenants/real-clinic/sandbox/reset', { token });
  expect({ status, error: body.error }).toEqual({ status: 403, error: 'not_a_sandbox' });
  expect(await counts()).toEqual(before);
});

test('the database itself empties no production clinic, and lets none become a sandbox', async () => {
  const server = new pg.Client({ connectionString: platform.applicationUrl });
  await server.connect();
  try {
    await server.query(`select set_config('corsia.tenant_id', 'real-clinic', false)`);
    await expect(server.query('select empty_sandbox_clinic()')).rejects.toThrow('only a sandbox can be emptied');
    await expect(server.query(`update tenants set sandbox = true where id = 'real-clinic'`)).rejects.toThrow(
      'a clinic is a sandbox from the beginning, or never',
    );
    await server.query(`select set_config('corsia.tenant_id', $1, false)`, [CLINIC]);
    await expect(server.query(`delete from medical_reports where status = 'signed'`)).rejects.toThrow('never deleted');
    await expect(server.query(`delete from invoices where status <> 'draft'`)).rejects.toThrow('cannot be deleted');
  } finally {
    await server.end();
  }
});

test('after a reset with any scope the clinic is as in the beginning, and the other one untouched to the byte', async () => {
  const [original, other] = [await content(), await otherClinic()];
  const { cursor } = await follow('now');
  const [before] = await rows('select array_agg(id) as ids from patients where tenant_id = $1', [CLINIC]);
  const exported = await call('POST', `/v2/tenants/${CLINIC}/exports`, { body: { resources: ['patients'] } });
  const added = await call('POST', `/v2/tenants/${CLINIC}/patients`, {
    body: { firstName: 'Nuova', lastName: 'Arrivata', birthDate: '1990-01-01', sex: 'F' },
  });
  expect(added.status).toBe(201);
  await rows(`delete from role_permissions where tenant_id = $1 and role_key = 'receptionist'`, [CLINIC]);

  expect((await call('POST', RESET, { token: await platform.token({ scope: 'openid' }) })).status).toBe(200);

  expect(await content()).toEqual(original);
  expect(await counts()).toEqual(seeded);
  expect(await otherClinic()).toEqual(other);
  const gone = await call('GET', `/v2/tenants/${CLINIC}/exports/${exported.body.id}`);
  expect(gone.status).toBe(404);

  const { items } = await follow(cursor);
  const patients = items.filter(({ resource }) => resource === 'patients');
  const deleted = new Set(patients.filter(({ op }) => op === 'deleted').map(({ id }) => id));
  expect(before.ids.every((id: string) => deleted.has(Number(id)))).toBe(true);
  const [after] = await rows('select array_agg(id) as ids from patients where tenant_id = $1', [CLINIC]);
  const created = new Set(patients.filter(({ op }) => op !== 'deleted').map(({ id }) => id));
  expect(after.ids.every((id: string) => created.has(Number(id)))).toBe(true);
  expect([...created].filter((id) => deleted.has(id) && after.ids.includes(String(id)))).toEqual([]);

  const events = await rows(
    `select distinct user_id, action from audit_events where tenant_id = $1 and action = 'sandbox.reset'`,
    [CLINIC],
  );
  expect(events).toContainEqual({ user_id: 'sandbox-manager', action: 'sandbox.reset' });
});

test('of two resets at once one wins', async () => {
  const reset = () => call('POST', RESET);
  const outcomes = await Promise.all([reset(), reset()]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(outcomes.find(({ status }) => status === 409)!.body.error).toBe('request_in_progress');
  expect(await counts()).toEqual(seeded);
});

test('a reset under an Idempotency-Key happens once', async () => {
  const headers = { 'idempotency-key': 'reset-once' };
  expect((await call('POST', RESET, { headers })).status).toBe(200);
  const ids = async () => rows('select min(id) as first from patients where tenant_id = $1', [CLINIC]);
  const first = await ids();
  expect((await call('POST', RESET, { headers })).status).toBe(200);
  expect(await ids()).toEqual(first);
});

test('what is written while a reset runs is refused or stored, and fails in no other way', async () => {
  const [patient] = await rows('select id from patients where tenant_id = $1 order by id limit 1', [CLINIC]);
  const base = `/v2/tenants/${CLINIC}`;
  const reset = call('POST', RESET);
  // The clinic is locked from here on, so that each of these meets the reset half-way.
  await expect
    .poll(
      async () =>
        (
          await rows(
            `select from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`,
          )
        ).length,
    )
    .toBeGreaterThan(0);
  const written = await Promise.all([
    call('POST', `${base}/patients`, { body: { firstName: 'Nuova', lastName: 'Arrivata' } }),
    call('POST', `${base}/episodes`, {
      body: { patientId: Number(patient.id), title: 'Lombalgia', start: '2026-01-01' },
    }),
  ]);
  expect((await reset).status).toBe(200);
  expect(written.map(({ status }) => status)).toEqual([201, expect.toBeOneOf([404, 409, 422])]);
  const [kept] = await rows('select count(*)::int as patients from patients where tenant_id = $1', [CLINIC]);
  // Stored just before the clinic was locked, the new patient went with the others.
  expect(kept.patients).toBeOneOf([seeded.patients!, seeded.patients! + 1]);
});
