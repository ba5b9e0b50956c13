import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { create, poll, settle } from './poller.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

/** A transaction of the application's own role that has written and not committed yet. */
interface Pending {
  id: number;
  end(how: 'commit' | 'rollback'): Promise<void>;
}

const INSERT = `
  with p as (
    insert into patients (tenant_id, first_name, last_name, fiscal_code_type, fiscal_code_status)
    values ('sandbox-clinic', 'Late', 'Polled', 'NONE', 'unverified') returning id
  )
  insert into patient_search_keys (tenant_id, kind, key, patient_id)
  select 'sandbox-clinic', 'name', 'polled', id from p returning patient_id::int as id`;

async function writeAndWait(): Promise<Pending> {
  const client = new pg.Client({ connectionString: platform.applicationUrl });
  await client.connect();
  await client.query('begin');
  await client.query(`select set_config('corsia.tenant_id', 'sandbox-clinic', true)`);
  const { rows } = await client.query<{ id: number }>(INSERT);
  return {
    id: rows[0]!.id,
    end: async (how) => {
      await client.query(how);
      await client.end();
    },
  };
}

describe('a transaction that commits late', () => {
  test('is seen by who polled before its commit, even when others committed after its write', async () => {
    const late = await writeAndWait();
    const early = await create(platform);
    const before = await poll(platform);
    expect(before.ids).toContain(early);
    expect(before.ids).not.toContain(late.id);
    await late.end('commit');
    const after = await poll(platform, before.etag);
    expect(after.status).toBe(200);
    expect(after.ids).toContain(late.id);
  });

  test('is seen when it is the only one', async () => {
    await settle(platform);
    const late = await writeAndWait();
    const before = await poll(platform);
    expect(await poll(platform, before.etag)).toMatchObject({ status: 304 });
    await late.end('commit');
    const after = await poll(platform, before.etag);
    expect(after).toMatchObject({ status: 200 });
    expect(after.ids).toContain(late.id);
  });

  test('does not hide what others commit meanwhile', async () => {
    await settle(platform);
    const late = await writeAndWait();
    let { etag } = await poll(platform);
    for (let round = 0; round < 5; round += 1) {
      const id = await create(platform);
      const next = await poll(platform, etag);
      expect({ round, status: next.status, read: next.ids.includes(id) }).toEqual({ round, status: 200, read: true });
      expect(await poll(platform, next.etag)).toMatchObject({ status: 304 });
      etag = next.etag;
    }
    await late.end('commit');
    expect((await poll(platform, etag)).ids).toContain(late.id);
  });

  test('that is rolled back leaves nothing to see', async () => {
    const late = await writeAndWait();
    const id = await create(platform);
    const before = await poll(platform);
    await late.end('rollback');
    const after = await poll(platform);
    expect(after.ids).toEqual(before.ids);
    expect(after.ids).toContain(id);
    expect(after.ids).not.toContain(late.id);
  });
});

test.each([
  ['in the order of their writes', [0, 1, 2, 3, 4]],
  ['in the opposite order', [4, 3, 2, 1, 0]],
  ['in any order', [2, 4, 0, 3, 1]],
])('none of several open transactions is lost when they commit %s', async (_name, order) => {
  const open: Pending[] = [];
  for (const _ of order) {
    open.push(await writeAndWait());
    await create(platform);
  }
  let { etag } = await poll(platform);
  for (const at of order) {
    const { id, end } = open[at]!;
    await end('commit');
    const next = await poll(platform, etag);
    expect({ at, status: next.status, read: next.ids.includes(id) }).toEqual({ at, status: 200, read: true });
    etag = next.etag;
  }
});
