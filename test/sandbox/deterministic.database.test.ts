import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { fillLivingClinic, LIVING, TODAY } from './living.ts';

const TOMORROW = '2026-11-19';
/** When the machine did something. */
const OF_THE_MACHINE = new Set(['created_at', 'updated_at', 'recorded_at', 'archived_at', 'email_verified_at', 'at']);
/** Who did it when, in an order of its own: nothing that was invented. */
const LOGS = new Set(['superseded_versions', 'change_log', 'audit_events']);

type Row = Record<string, unknown>;

const databases: TestDatabase[] = [];
const clinics: Map<string, Row[]>[] = [];
const timeZone = process.env.TZ;

beforeAll(async () => {
  for (const [zone, day] of [
    ['Europe/Rome', TODAY],
    ['America/Los_Angeles', TODAY],
    ['Europe/Rome', TOMORROW],
  ] as const) {
    process.env.TZ = zone;
    const database = await createTestDatabase();
    databases.push(database);
    await fillLivingClinic(database.database, day);
    clinics.push(await recordsOf(database));
  }
}, 180_000);
afterAll(async () => {
  if (timeZone === undefined) delete process.env.TZ;
  else process.env.TZ = timeZone;
  for (const database of databases) await database.drop();
});

/** Everything that the clinic has, by table. */
async function recordsOf({ superuserUrl }: TestDatabase): Promise<Map<string, Row[]>> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  const { rows: tables } = await client.query(`
    select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'tenant_id' order by table_name`);
  const records = new Map<string, Row[]>();
  for (const { name } of tables) {
    if (LOGS.has(name)) continue;
    const { rows } = await client.query(`select to_jsonb(r) as row from ${name} r where tenant_id = $1`, [LIVING]);
    if (rows.length > 0) records.set(name, inOrder(rows.map(({ row }) => invented(row))));
  }
  await client.end();
  return records;
}

/** Without what is of the machine, also in what a report was given of others. */
function invented(row: Row): Row {
  const known = Object.entries(row).filter(([column]) => !OF_THE_MACHINE.has(column));
  return Object.fromEntries(
    known.map(([column, value]) => {
      const { obscured, ...others } = (column === 'belongings' ? value : {}) as { obscured?: Row };
      return [column, obscured ? { ...others, obscured: invented(obscured) } : value];
    }),
  );
}

function inOrder(rows: Row[]): Row[] {
  return rows
    .map((row) => ({ row, key: JSON.stringify(row) }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ row }) => row);
}

const days = (clinic: Map<string, Row[]>) =>
  clinic
    .get('appointments')!
    .map(({ starts_at }) => String(starts_at).slice(0, 10))
    .sort();

test('the same clinic on the same day is the same in every record and file, whatever the time zone of the server', () => {
  const [here, there] = clinics;
  const tables = [...here!.keys()];
  expect(tables).toEqual(
    expect.arrayContaining([
      'patients',
      'appointments',
      'occupancies',
      'episodes',
      'medical_reports',
      'medical_report_pdfs',
      'invoices',
      'invoice_payments',
      'invoice_documents',
      'invoice_series',
    ]),
  );
  expect([...there!.keys()]).toEqual(tables);
  const differing: string[] = [];
  // In copies of one database even the ids are the same, and with them all that is rendered and hashed.
  for (const table of tables) {
    expect(there!.get(table)!.length, table).toBe(here!.get(table)!.length);
    differing.push(...differences(table, here!.get(table)!, there!.get(table)!));
  }
  expect([...new Set(differing)]).toEqual([]);
});

/** The columns in which two lists of rows differ, the whole of which would be megabytes. */
function differences(table: string, rows: readonly Row[], others: readonly Row[]): string[] {
  return rows.flatMap((row, index) =>
    Object.keys(row)
      .filter((column) => JSON.stringify(row[column]) !== JSON.stringify(others[index]![column]))
      .map((column) => `${table}.${column}`),
  );
}

test('a day later the calendar lies a day later, and the clinic is as large', () => {
  const [today, , tomorrow] = clinics;
  expect(days(today!).at(0)! < days(tomorrow!).at(0)!).toBe(true);
  expect(days(today!).at(-1)! < days(tomorrow!).at(-1)!).toBe(true);
  for (const table of ['appointments', 'episodes', 'medical_reports', 'invoices']) {
    const [before, after] = [today!.get(table)!.length, tomorrow!.get(table)!.length];
    expect(after / before, table).toBeGreaterThan(0.75);
    expect(after / before, table).toBeLessThan(1.33);
  }
  const latest = (clinic: Map<string, Row[]>) =>
    clinic
      .get('appointments')!
      .map(({ completed_at }) => String(completed_at ?? ''))
      .sort()
      .at(-1)!;
  expect(latest(today!).slice(0, 10)).toBe(TODAY);
  expect(latest(tomorrow!).slice(0, 10)).toBe(TOMORROW);
  const people = (clinic: Map<string, Row[]>) => new Set(clinic.get('patients')!.map(({ fiscal_code }) => fiscal_code));
  const known = people(today!);
  expect([...people(tomorrow!)].filter((code) => known.has(code)).length).toBeGreaterThan(1_950);
});
