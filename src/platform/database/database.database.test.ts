import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { asSuperuser, createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts';
import { openDatabase, statement } from './index.ts';

const echo = statement<{ value: string }>('test_echo', 'select $1::text as value');
const sum = statement<{ sum: number }>('test_sum', 'select $1::int + $2::int as sum');
const fail = statement<unknown>('test_fail', 'select 1 / $1::int');
const missing = statement<unknown>('test_missing', 'select * from no_such_table');
const nothing = statement<unknown>('test_nothing', 'select where false');
const settings = statement<{ tenant: string; zone: string; actor: string }>(
  'test_settings',
  `select coalesce(current_setting('corsia.tenant_id', true), '') as tenant, current_setting('TimeZone') as zone,
          coalesce(current_setting('corsia.actor', true), '') as actor`,
);
const addNote = statement<unknown>('test_add', 'insert into notes values ($1, $2)');
const notes = statement<{ id: number; text: string }>('test_notes', 'select * from notes order by id');
const clear = statement<unknown>('test_clear', 'delete from notes');

const actor = { userId: 'u', clientId: 'c', requestId: 'r', address: 'a', action: 'x' };
const clinic = (tenantId: string, timeZone = 'Asia/Kolkata') => ({ tenantId, timeZone, actor });

/** `preparedStatements: false` is how the server runs behind PgBouncer in transaction mode. */
describe.each([true, false])('with prepared statements: %s', (preparedStatements) => {
  let one: TestDatabase;
  let unset: { tenant: string; zone: string; actor: string };

  beforeAll(async () => {
    // One connection: whatever a user of it leaves behind meets the next one.
    one = await createTestDatabase({ preparedStatements, poolSize: 1 });
    await asSuperuser(
      one.ownerUrl,
      'create table notes (id int primary key, text text); grant all on notes to corsia_app',
    );
    [unset] = (await one.database.query(settings)) as [typeof unset];
  });
  afterAll(() => one.drop());

  test('a statement can run any number of times', async () => {
    for (const value of ['a', "b'", '', 'ä😀', 'x'.repeat(100_000)]) {
      expect(await one.database.query(echo, [value])).toEqual([{ value }]);
      expect(await one.database.query(sum, [2, 3])).toEqual([{ sum: 5 }]);
    }
    expect(await one.database.query(nothing)).toEqual([]);
    expect(await one.database.query(echo, [null])).toEqual([{ value: null }]);
  });

  test('one statement can stand several times in one batch, for several tenants', async () => {
    await one.database.query(clear);
    const add = (tenantId: string, id: number) => ({
      context: clinic(tenantId),
      statement: addNote,
      values: [id, tenantId],
    });
    await one.database.acrossTenants([add('a', 1), add('b', 2), add('a', 3), add('c', 4)]);
    expect(await one.database.query(notes)).toEqual([
      { id: 1, text: 'a' },
      { id: 2, text: 'b' },
      { id: 3, text: 'a' },
      { id: 4, text: 'c' },
    ]);
  });

  test('a batch is stored whole or not at all', async () => {
    await one.database.query(clear);
    const add = (id: number) => ({ context: clinic('a'), statement: addNote, values: [id, 'x'] });
    await expect(one.database.acrossTenants([add(1), add(2), add(1)])).rejects.toMatchObject({ code: '23505' });
    expect(await one.database.query(notes)).toEqual([]);
  });

  test('a failure leaves the connection usable, and so does a statement that could not be prepared', async () => {
    for (let round = 0; round < 3; round += 1) {
      await expect(one.database.query(fail, [0])).rejects.toMatchObject({ code: '22012' });
      await expect(one.database.query(missing)).rejects.toMatchObject({ code: '42P01' });
      await expect(one.database.forTenant(clinic('a')).query(fail, [0])).rejects.toMatchObject({ code: '22012' });
      expect(await one.database.query(echo, ['still'])).toEqual([{ value: 'still' }]);
      expect(await one.database.query(sum, [1, 1])).toEqual([{ sum: 2 }]);
    }
  });

  describe('the settings of a tenant', () => {
    test('hold for its statement alone', async () => {
      const inside = await one.database.forTenant(clinic('a')).query(settings);
      expect(inside).toEqual([{ tenant: 'a', zone: 'Asia/Kolkata', actor: JSON.stringify(actor) }]);
      expect(await one.database.query(settings)).toEqual([unset]);
    });

    test('are gone when its statement failed', async () => {
      await expect(one.database.forTenant(clinic('a')).query(fail, [0])).rejects.toThrow();
      expect(await one.database.query(settings)).toEqual([unset]);
    });

    test('hold for its transaction alone, however it ends', async () => {
      const tenant = one.database.forTenant(clinic('a'));
      expect(await tenant.transaction((tx) => tx.query(settings))).toMatchObject([{ tenant: 'a' }]);
      expect(await one.database.query(settings)).toEqual([unset]);
      await expect(tenant.transaction((tx) => tx.query(fail, [0]))).rejects.toThrow();
      expect(await one.database.query(settings)).toEqual([unset]);
      await expect(tenant.transaction(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
      expect(await one.database.query(settings)).toEqual([unset]);
    });

    test('are those of the next tenant in the next statement', async () => {
      const seen = await Promise.all(
        Array.from({ length: 30 }, (_, at) =>
          one.database.forTenant({ tenantId: `t${at}`, timeZone: 'UTC' }).query(settings),
        ),
      );
      expect(seen.map(([row]) => row)).toEqual(
        Array.from({ length: 30 }, (_, at) => ({ tenant: `t${at}`, zone: 'UTC', actor: '' })),
      );
      await one.database.acrossTenants([{ context: clinic('z'), statement: settings, values: [] }]);
      expect(await one.database.query(settings)).toEqual([unset]);
    });
  });

  describe('a transaction', () => {
    test('is stored at its end', async () => {
      await one.database.query(clear);
      const result = await one.database.transaction(async (tx) => {
        await tx.query(addNote, [1, 'one']);
        await tx.transaction((same) => same.query(addNote, [2, 'two']));
        return 'done';
      });
      expect(result).toBe('done');
      expect(await one.database.query(notes)).toHaveLength(2);
    });

    test('is undone when it throws', async () => {
      await one.database.query(clear);
      const work = one.database.transaction(async (tx) => {
        await tx.query(addNote, [1, 'one']);
        throw new Error('changed my mind');
      });
      await expect(work).rejects.toThrow('changed my mind');
      expect(await one.database.query(notes)).toEqual([]);
    });

    test('goes on when a savepoint is undone', async () => {
      await one.database.query(clear);
      await one.database.transaction(async (tx) => {
        await tx.query(addNote, [1, 'before']);
        const inner = tx.savepoint(async (same) => {
          await same.query(addNote, [2, 'inside']);
          await same.query(addNote, [1, 'taken']);
        });
        await expect(inner).rejects.toMatchObject({ code: '23505' });
        await tx.savepoint((same) => same.query(addNote, [3, 'again']));
      });
      expect((await one.database.query(notes)).map(({ id }) => id)).toEqual([1, 3]);
    });

    test('undoes all of an outer savepoint, also what came before an inner one was undone', async () => {
      await one.database.query(clear);
      await one.database.transaction(async (tx) => {
        const outer = tx.savepoint(async (same) => {
          await same.query(addNote, [1, 'before']);
          const inner = same.savepoint((deeper) => deeper.query(addNote, [1, 'taken']));
          await expect(inner).rejects.toMatchObject({ code: '23505' });
          throw new Error('undo');
        });
        await expect(outer).rejects.toThrow('undo');
      });
      expect(await one.database.query(notes)).toEqual([]);
    });
  });
});

test('a statement name that PostgreSQL would cut off is refused', () => {
  expect(() => statement('x'.repeat(64), 'select 1')).toThrow('too long');
  expect(statement('x'.repeat(63), 'select 1').name).toHaveLength(63);
  statement('test_one_of_a_name', 'select 1');
  expect(() => statement('test_one_of_a_name', 'select 2')).toThrow('two statements');
});

test('a connection that is lost between two statements of a transaction fails the transaction, and nothing else', async () => {
  const one = await createTestDatabase({ poolSize: 1 });
  const backend = statement<{ pid: number }>('test_backend', 'select pg_backend_pid() as pid');
  const lost = one.database.transaction(async (tx) => {
    const [{ pid }] = (await tx.query(backend)) as [{ pid: number }];
    await asSuperuser(one.superuserUrl, `select pg_terminate_backend(${pid})`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return tx.query(echo, ['too late']);
  });
  await expect(lost).rejects.toMatchObject({ code: 'unavailable' });
  expect(await one.database.query(echo, ['again'])).toEqual([{ value: 'again' }]);
  await one.drop();
});

test('a connection whose other end has gone silent is given up, and the next question has another', async () => {
  const one = await createTestDatabase();
  const { hostname, port } = new URL(one.applicationUrl);
  let silent = false;
  const sockets: Socket[] = [];
  const network = createServer((client) => {
    const server = connect(Number(port || 5432), hostname);
    sockets.push(client, server);
    client.on('data', (bytes) => (silent ? network.emit('swallowed') : server.write(bytes)));
    server.on('data', (bytes) => client.write(bytes));
    for (const socket of [client, server]) socket.on('error', () => {});
  }).listen(0, '127.0.0.1');
  await once(network, 'listening');
  const url = new URL(one.applicationUrl);
  url.host = `127.0.0.1:${(network.address() as { port: number }).port}`;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const database = openDatabase({ url: url.href, poolSize: 1, preparedStatements: true });
  try {
    await database.query(echo, ['once']);
    silent = true;
    for (const ask of [
      () => database.query(echo, ['lost']),
      () => database.transaction((tx) => tx.query(echo, ['lost'])),
    ]) {
      const refused = expect(ask()).rejects.toMatchObject({ code: 'unavailable' });
      await once(network, 'swallowed');
      silent = false;
      vi.advanceTimersByTime(60_000);
      await refused;
      expect(await database.query(echo, ['again'])).toEqual([{ value: 'again' }]);
      silent = true;
    }
  } finally {
    vi.useRealTimers();
    for (const socket of sockets) socket.destroy();
    network.close();
    await database.close();
    await one.drop();
  }
});
