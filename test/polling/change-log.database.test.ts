import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statement, type Tx } from '../../src/platform/database/index.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { create, PATIENTS } from './poller.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

const SANDBOX = { tenantId: 'sandbox-clinic', timeZone: 'UTC' };
const logOf = statement<{ op: string; version: number; resource: string; xid: string }>(
  'test_log',
  'select op, version, resource, xid from change_log where resource_id = $1 order by xid, seq',
);
const logOfAll = statement<{ count: number }>('test_log_count', 'select count(*) as count from change_log');
const currentXid = statement<{ xid: string }>('test_xid', 'select pg_current_xact_id() as xid');
const insert = statement<{ id: number }>(
  'test_insert',
  `insert into patients (tenant_id, first_name, last_name, fiscal_code_type, fiscal_code_status)
   values ('sandbox-clinic', 'A', 'B', 'NONE', 'unverified') returning id`,
);
const update = statement<unknown>('test_update', 'update patients set version = version + 1 where id = $1');
const remove = statement<unknown>('test_remove', 'delete from patients where id = $1');

const log = (id: number) => platform.database.forTenant(SANDBOX).query(logOf, [id]);
const countOfLog = async () => (await platform.database.forTenant(SANDBOX).query(logOfAll))[0]!.count;

test('each write through the API leaves one row', async () => {
  const id = await create(platform);
  await platform.call('PATCH', `${PATIENTS}/${id}`, { body: { sex: 'F' } });
  await platform.call('PUT', `${PATIENTS}/${id}`, { body: { firstName: 'A', lastName: 'B' } });
  await platform.call('DELETE', `${PATIENTS}/${id}`);
  const rows = await log(id);
  expect(rows.map(({ xid: _, ...row }) => row)).toEqual([
    { resource: 'patients', op: 'created', version: 1 },
    { resource: 'patients', op: 'updated', version: 2 },
    { resource: 'patients', op: 'updated', version: 3 },
    { resource: 'patients', op: 'deleted', version: 4 },
  ]);
  expect(new Set(rows.map(({ xid }) => xid)).size).toBe(4);
});

test('what was refused or replayed leaves none', async () => {
  const body = { firstName: 'A', lastName: 'B' };
  const headers = { 'idempotency-key': 'change-log' };
  const created = await platform.call('POST', PATIENTS, { body, headers });
  const { id } = (await created.json()) as { id: number };
  const before = await countOfLog();
  const statuses = [
    await platform.call('POST', PATIENTS, { body, headers }),
    await platform.call('POST', PATIENTS, { body: {} }),
    await platform.call('POST', PATIENTS, { body: { ...body, fiscalCode: 'x' } }),
    await platform.call('PUT', `${PATIENTS}/${id}`, { body, headers: { 'if-match': '"2"' } }),
    await platform.call('DELETE', `${PATIENTS}/${id}`, { headers: { 'if-match': '"2"' } }),
    await platform.call('PATCH', `${PATIENTS}/9999999`, { body }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([201, 400, 422, 409, 409, 404]);
  expect(await countOfLog()).toBe(before);
});

describe('any door to the data', () => {
  test('leaves its rows in the transaction of the write', async () => {
    const { id, xid } = await platform.database.forTenant(SANDBOX).transaction(async (tx) => {
      const patient = await writeAll(tx);
      return { ...patient, xid: (await tx.query(currentXid))[0]!.xid };
    });
    expect((await log(id)).map(({ op, version, xid: logged }) => [op, version, logged])).toEqual([
      ['created', 1, xid],
      ['updated', 2, xid],
      ['deleted', 3, xid],
    ]);
  });

  test('leaves none when the transaction is undone', async () => {
    let id: number | undefined;
    const undone = platform.database.forTenant(SANDBOX).transaction(async (tx) => {
      id = (await writeAll(tx)).id;
      expect(await tx.query(logOf, [id])).toHaveLength(3);
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    expect(await log(id!)).toEqual([]);
  });

  test('leaves none of a savepoint that is undone', async () => {
    const ids = await platform.database.forTenant(SANDBOX).transaction(async (tx) => {
      const kept = (await tx.query(insert))[0]!.id;
      let undone: number | undefined;
      await tx
        .savepoint(async (inner) => {
          undone = (await writeAll(inner)).id;
          throw new Error('not this one');
        })
        .catch(() => {});
      return { kept, undone: undone! };
    });
    expect(await log(ids.kept)).toHaveLength(1);
    expect(await log(ids.undone)).toEqual([]);
  });
});

async function writeAll(tx: Tx): Promise<{ id: number }> {
  const [patient] = await tx.query(insert);
  await tx.query(update, [patient!.id]);
  await tx.query(remove, [patient!.id]);
  return patient!;
}
