import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  kill,
  killPostmaster,
  postmasterPid,
  query,
  spawnChild,
  start,
  startInChild,
  temporaryDataDir,
  until,
} from './test-support.ts';

vi.setConfig({ testTimeout: 60_000 });

it('finds the server of a killed process again', async () => {
  const dataDir = await temporaryDataDir();
  const killed = await startInChild({ dataDir });
  await query(killed.superuserUrl, 'create table kept as select 42 as answer');
  const pid = await postmasterPid(dataDir);
  await kill(killed.child);

  const again = await start({ dataDir, use: 'own' });
  expect(again).toMatchObject({ superuserUrl: killed.superuserUrl, created: false });
  expect(await postmasterPid(dataDir)).toBe(pid);
  expect(await query(again.superuserUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);

  await again.stop();
  await expect(postmasterPid(dataDir)).rejects.toThrow('ENOENT');
});

it('recovers when the server itself was killed', async () => {
  const dataDir = await temporaryDataDir();
  const first = await start({ dataDir, use: 'own' });
  await query(first.superuserUrl, 'create table kept as select 42 as answer');
  await query(first.superuserUrl, 'checkpoint');
  await killPostmaster(await postmasterPid(dataDir));
  await first.stop();

  const second = await start({ dataDir, use: 'own' });
  expect(await query(second.superuserUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

it('stops the server after its own connection broke', async () => {
  const dataDir = await temporaryDataDir();
  const { superuserUrl, stop } = await start({ dataDir, use: 'own' });
  await query(
    superuserUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'corsia embedded-postgres' and pid <> pg_backend_pid()`,
  );
  await stop();
  await expect(postmasterPid(dataDir)).rejects.toThrow('ENOENT');
});

it('leaves the server to an owner that took over', async () => {
  const dataDir = await temporaryDataDir();
  const first = await start({ dataDir, use: 'own' });
  await query(
    first.superuserUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'corsia embedded-postgres' and pid <> pg_backend_pid()`,
  );
  const second = await start({ dataDir, use: 'own' });
  await first.stop();
  expect(await query(second.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

it('starts over after an interrupted first start', async () => {
  const dataDir = await temporaryDataDir();
  const child = spawnChild({ dataDir });
  await until(async () => {
    const [workspace] = await readdir(dataDir).catch(() => []);
    return workspace !== undefined && (await readdir(join(dataDir, workspace, 'cluster')).catch(() => [])).length > 5;
  });
  await kill(child);
  expect(await readdir(dataDir)).toEqual([expect.stringMatching(/^postgres-initialising-/)]);

  const { superuserUrl, created } = await start({ dataDir, use: 'own' });
  expect(created).toBe(true);
  expect(await query(superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(await readdir(dataDir)).toEqual(['postgres']);
});

it.each(['another program', 'no program'])('passes over a postmaster.pid whose process is now %s', async (now) => {
  const dataDir = await temporaryDataDir();
  const first = await start({ dataDir, use: 'own' });
  await first.stop();
  const cluster = join(dataDir, 'postgres');
  const { uid, gid } = await stat(cluster);
  const other = spawn('sleep', ['60'], { uid, gid, cwd: '/' });
  onTestFinished(() => void other.kill());
  if (now === 'no program') {
    other.kill();
    await once(other, 'exit');
  }
  await writeFile(
    join(cluster, 'postmaster.pid'),
    `${other.pid}\n${cluster}\n1700000000\n5\n\n127.0.0.1\n1 1\nready\n`,
  );

  const second = await start({ dataDir, use: 'own' });
  expect(await query(second.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

it('starts afresh when the data folder of a running server was removed', async () => {
  const dataDir = await temporaryDataDir();
  const killed = await startInChild({ dataDir });
  const pid = await postmasterPid(dataDir);
  onTestFinished(() => killPostmaster(pid));
  await kill(killed.child);
  await rm(dataDir, { recursive: true });

  const again = await start({ dataDir, use: 'own' });
  expect(again.created).toBe(true);
  expect(again.superuserUrl).not.toBe(killed.superuserUrl);
});

it('says at once when the password file does not fit the running server', async () => {
  const dataDir = await temporaryDataDir();
  const owner = await startInChild({ dataDir });
  await writeFile(join(dataDir, 'postgres', 'superuser-password'), 'forgotten');
  await expect(start({ dataDir, use: 'attach' })).rejects.toThrow('but lets nobody in');
  await kill(owner.child);
});
