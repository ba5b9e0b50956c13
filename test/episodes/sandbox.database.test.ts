import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const query = async (sql: string) => (await client.query(sql)).rows;

test('the sandbox has episodes in every stage, with the appointments of their patients', async () => {
  const stages = await query(`select distinct status from episodes where tenant_id = 'sandbox-clinic' order by 1`);
  expect(stages.map(({ status }) => status)).toEqual(expect.arrayContaining(['active', 'finished', 'planned']));
  const [{ episodes, counted }] = await query(`
    select count(*)::int as episodes,
           count(*) filter (where used_sessions = (select count(*) from appointments a
             where a.tenant_id = e.tenant_id and a.episode_id = e.id and a.status = 'completed'))::int as counted
      from episodes e where tenant_id = 'sandbox-clinic'`);
  expect(episodes).toBeGreaterThan(20);
  expect(counted).toBe(episodes);
  expect(
    await query(`
    select e.id from episodes e where not exists (
      select from appointments a where a.tenant_id = e.tenant_id and a.episode_id = e.id and a.patient_id = e.patient_id)`),
  ).toEqual([]);
  expect(
    await query(`
    select e.id from episodes e join appointments a on a.tenant_id = e.tenant_id and a.episode_id = e.id
     where e.status in ('finished', 'cancelled') and a.status in ('booked', 'confirmed', 'pending')`),
  ).toEqual([]);
});

test('the other clinic has some, too', async () => {
  expect(await query(`select id from episodes where tenant_id = 'other-clinic'`)).not.toEqual([]);
});

test('some patients are archived, and some were merged', async () => {
  const [counts] = await query(`
    select count(archived_at)::int as archived, count(merged_into_id)::int as merged
      from patients where tenant_id = 'sandbox-clinic'`);
  expect(counts.archived).toBeGreaterThan(5);
  expect(counts.merged).toBeGreaterThan(5);
  expect(await query(`select distinct op from change_log where op = 'merged'`)).toHaveLength(1);
});
