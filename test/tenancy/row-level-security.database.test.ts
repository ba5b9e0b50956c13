import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statement } from '../../src/platform/database/index.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { IDENTITY_TABLES, tenancyViolations, tenantTables } from './tenant-tables.ts';

let db: TestDatabase;
let superuser: pg.Client;
let owner: pg.Client;
let tables: string[];

beforeAll(async () => {
  db = await createTestDatabase();
  superuser = new pg.Client({ connectionString: db.superuserUrl });
  owner = new pg.Client({ connectionString: db.ownerUrl });
  await superuser.connect();
  await owner.connect();
  tables = await tenantTables(superuser);
});
afterAll(async () => {
  await superuser.end();
  await owner.end();
  await db.drop();
});

const SANDBOX = { tenantId: 'sandbox-clinic', timeZone: 'UTC' };
const OTHER = { tenantId: 'other-clinic', timeZone: 'UTC' };

/** A query whose author forgot the tenant. */
const forgetful = statement<{ tenant_id: string }>('test_forgetful', 'select * from patients');
const insertInto = statement<unknown>(
  'test_insert_into',
  `insert into patients (tenant_id, first_name, last_name, fiscal_code_type, fiscal_code_status) values ($1, 'A', 'B', 'NONE', 'x')`,
);

describe('every table with a tenant', () => {
  test('is examined', () => {
    expect(tables).toEqual(
      expect.arrayContaining(['audit_events', 'change_log', 'patients', 'patient_search_keys', 'roles']),
    );
    for (const [name, reason] of Object.entries(IDENTITY_TABLES)) {
      expect(tables).not.toContain(name);
      expect(reason).not.toBe('');
    }
  });

  test('is bound to the tenant', async () => {
    expect(await tenancyViolations(superuser)).toEqual([]);
  });

  test.each([
    ['create table planted (tenant_id tenant_key primary key)', 'planted has no row-level security'],
    [
      `create table planted (tenant_id tenant_key primary key);
       alter table planted enable row level security;
       create policy tenant on planted using (tenant_id = current_tenant())`,
      'planted does not force row-level security on its owner',
    ],
    [
      `create table planted (tenant_id tenant_key primary key);
       alter table planted enable row level security, force row level security`,
      'planted has no policy that binds every role and command to the tenant',
    ],
    [
      `create table planted (tenant_id tenant_key primary key);
       alter table planted enable row level security, force row level security;
       create policy tenant on planted using (true)`,
      'planted has no policy that binds every role and command to the tenant',
    ],
    [
      `create table planted (tenant_id tenant_key primary key);
       alter table planted enable row level security, force row level security;
       create policy tenant on planted for select using (tenant_id = current_tenant())`,
      'planted has no policy that binds every role and command to the tenant',
    ],
    [
      `create table planted (tenant_id tenant_key primary key);
       alter table planted enable row level security, force row level security;
       create policy tenant on planted using (tenant_id = current_tenant());
       create policy all_may_read on planted for select using (true)`,
      'planted has another policy beside that of the tenant',
    ],
    [
      `create table planted (id bigint primary key, tenant_id tenant_key);
       alter table planted enable row level security, force row level security;
       create policy tenant on planted using (tenant_id = current_tenant())`,
      'planted has a key that does not begin with the tenant',
    ],
    ['create table planted (id bigint, tenant_id tenant_key)', 'planted has rows without a tenant'],
    [
      `create unique index planted_index on patients (id);
       create table planted (tenant_id tenant_key primary key, patient_id bigint references patients (id))`,
      'patients refers to rows of other tenants in planted',
    ],
    ['alter table patients no force row level security', 'patients does not force row-level security on its owner'],
    [
      'drop policy tenant on audit_events',
      'audit_events has no policy that binds every role and command to the tenant',
    ],
  ])('is found when it is not (%#)', async (planted, violation) => {
    await superuser.query('begin');
    try {
      await superuser.query(planted);
      expect(await tenancyViolations(superuser)).toContain(violation);
    } finally {
      await superuser.query('rollback');
    }
  });
});

describe('a query without `where tenant_id`', () => {
  const tenantsOf = (rows: { tenant_id: string }[]) => [...new Set(rows.map((row) => row.tenant_id))];

  test('sees the rows of its tenant alone', async () => {
    const sandbox = await db.database.forTenant(SANDBOX).query(forgetful);
    const other = await db.database.forTenant(OTHER).query(forgetful);
    expect(tenantsOf(sandbox)).toEqual(['sandbox-clinic']);
    expect(tenantsOf(other)).toEqual(['other-clinic']);
    expect(other.length).toBeGreaterThanOrEqual(50);
    const { rows } = await superuser.query('select count(*)::int as count from patients');
    expect(rows[0].count).toBe(sandbox.length + other.length);
  });

  test('sees nothing without a tenant, or with one that does not exist', async () => {
    expect(await db.database.query(forgetful)).toEqual([]);
    expect(await db.database.transaction((tx) => tx.query(forgetful))).toEqual([]);
    for (const tenantId of ['', 'nobody', '%', `' or true --`]) {
      expect(await db.database.forTenant({ tenantId, timeZone: 'UTC' }).query(forgetful)).toEqual([]);
    }
  });

  test('changes and deletes nothing of another tenant', async () => {
    await db.database.forTenant(OTHER).transaction(async (tx) => {
      const update = statement<{ tenant_id: string }>('test_update_all', `update patients set email = 'x' returning *`);
      const remove = statement<{ tenant_id: string }>('test_delete_all', 'delete from price_list_items returning *');
      expect(tenantsOf(await tx.query(update))).toEqual(['other-clinic']);
      expect(tenantsOf(await tx.query(remove))).toEqual(['other-clinic']);
    });
    const { rows } = await superuser.query(`select distinct tenant_id from patients where email = 'x'`);
    expect(rows).toEqual([{ tenant_id: 'other-clinic' }]);
    const prices = await superuser.query('select distinct tenant_id from price_list_items');
    expect(prices.rows).toEqual([{ tenant_id: 'sandbox-clinic' }]);
  });
});

describe('a row of another tenant', () => {
  test('cannot be made, with or without a tenant', async () => {
    for (const query of [
      db.database.forTenant(SANDBOX),
      db.database.forTenant({ ...SANDBOX, tenantId: '' }),
      db.database,
    ]) {
      await expect(query.query(insertInto, ['other-clinic'])).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('cannot be made of an own row', async () => {
    const move = statement<unknown>('test_move', `update patients set tenant_id = 'other-clinic'`);
    await expect(db.database.forTenant(SANDBOX).query(move)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the owner of the tables is bound as well', () => {
  test('to no rows without a tenant', async () => {
    for (const table of tables) {
      const { rows } = await owner.query(`select * from ${table} limit 1`);
      expect({ table, rows }).toEqual({ table, rows: [] });
    }
  });

  test('to the rows of one tenant, in every table', async () => {
    const filled: string[] = [];
    for (const table of tables) {
      await owner.query('begin');
      await owner.query(`select set_config('corsia.tenant_id', 'sandbox-clinic', true)`);
      const { rows } = await owner.query(`select distinct tenant_id from ${table}`);
      if (rows.length > 0) {
        filled.push(table);
        expect({ table, rows }).toEqual({ table, rows: [{ tenant_id: 'sandbox-clinic' }] });
        const moved = owner.query(`update ${table} set tenant_id = 'other-clinic'`);
        await expect(moved, table).rejects.toMatchObject({ code: '42501' });
      }
      await owner.query('rollback');
    }
    expect(filled).toEqual(
      expect.arrayContaining(['audit_events', 'change_log', 'patients', 'patient_search_keys', 'roles']),
    );
  });
});
