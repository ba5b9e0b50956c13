import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { EmbeddedPostgresError, startEmbeddedPostgres } from './index.ts';
import { postmasterPid, query, start, startInChild, temporaryDataDir } from './test-support.ts';

vi.setConfig({ testTimeout: 60_000 });

it('creates a cluster that answers on the loopback', async () => {
  const dataDir = await temporaryDataDir();
  const { superuserUrl, created } = await start({ dataDir, use: 'own' });
  expect(created).toBe(true);
  expect(superuserUrl).toMatch(/^postgresql:\/\/postgres:[\w-]{32}@127\.0\.0\.1:\d+\/postgres\?sslmode=disable$/);
  const rows = await query(
    superuserUrl,
    `select current_setting('server_version_num')::int / 10000 as major, current_setting('TimeZone') as timezone,
            current_setting('fsync') as fsync, current_setting('unix_socket_directories') as sockets,
            pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale,
            upper('però') as upper
     from pg_database where datname = 'postgres'`,
  );
  expect(rows).toEqual([
    {
      major: 18,
      timezone: 'UTC',
      fsync: 'off',
      sockets: '',
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
      upper: 'PERÒ',
    },
  ]);
});

it('refuses a wrong password and keeps the right one in a file of mode 0600', async () => {
  const dataDir = await temporaryDataDir();
  const { superuserUrl } = await start({ dataDir, use: 'own' });
  const wrong = superuserUrl.replace(/:[\w-]{32}@/, ':wrong@');
  await expect(query(wrong, 'select 1')).rejects.toThrow('password authentication failed');
  const { mode } = await stat(join(dataDir, 'postgres', 'superuser-password'));
  expect(mode & 0o777).toBe(0o600);
});

it('is durable unless told otherwise, and takes extra settings', async () => {
  const dataDir = await temporaryDataDir();
  const { superuserUrl } = await start({
    dataDir,
    use: 'own',
    durable: true,
    settings: { cluster_name: "it's $HOME" },
  });
  const sql = "select current_setting('fsync') as fsync, current_setting('cluster_name') as name";
  expect(await query(superuserUrl, sql)).toEqual([{ fsync: 'on', name: "it's $HOME" }]);
});

it('keeps data between starts', async () => {
  const dataDir = await temporaryDataDir();
  const first = await start({ dataDir, use: 'own' });
  await query(first.superuserUrl, 'create table kept as select 42 as answer');
  await first.stop();
  await expect(query(first.superuserUrl, 'select 1')).rejects.toThrow('ECONNREFUSED');

  const second = await start({ dataDir, use: 'own' });
  expect(second.created).toBe(false);
  expect(await query(second.superuserUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

it('has one owner', async () => {
  const dataDir = await temporaryDataDir();
  const { superuserUrl } = await start({ dataDir, use: 'own' });
  const second = startEmbeddedPostgres({ dataDir, use: 'own' });
  await expect(second).rejects.toThrow(
    new EmbeddedPostgresError(
      `Another Corsia is using the data folder ${dataDir}: stop it first or set CORSIA_DATA_DIR to another folder.`,
    ),
  );
  expect(await query(superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

it('lets tools attach beside the owner', async () => {
  const dataDir = await temporaryDataDir();
  const owner = await startInChild({ dataDir });
  const tool = await start({ dataDir, use: 'attach' });
  expect(tool).toMatchObject({ superuserUrl: owner.superuserUrl, created: false });
  await tool.stop();
  expect(await query(owner.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

it('lets a tool start the server alone and stop it', async () => {
  const dataDir = await temporaryDataDir();
  const tool = await start({ dataDir, use: 'attach' });
  expect(await query(tool.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  await tool.stop();
  await tool.stop();
  await expect(postmasterPid(dataDir)).rejects.toThrow('ENOENT');
});

it('survives first starts at the same moment', async () => {
  const dataDir = await temporaryDataDir();
  const starts = await Promise.all([1, 2, 3].map(() => start({ dataDir, use: 'attach' })));
  expect(starts.filter(({ created }) => created)).toHaveLength(1);
  expect(new Set(starts.map(({ superuserUrl }) => superuserUrl)).size).toBe(1);
  expect(await readdir(dataDir)).toEqual(['postgres']);
});

it('waits for an owner that is stopping', async () => {
  const dataDir = await temporaryDataDir();
  const first = await start({ dataDir, use: 'own' });
  const [, second] = await Promise.all([first.stop(), start({ dataDir, use: 'own' })]);
  expect(await query(second.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});
