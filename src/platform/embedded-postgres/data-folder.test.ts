import { chmod, chown, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { EmbeddedPostgresError } from './index.ts';
import { holdsFor } from './server-user.ts';
import { isRoot, nobody, refusalInChild, start, temporaryDataDir, temporaryFolder } from './test-support.ts';

vi.setConfig({ testTimeout: 60_000 });

async function refusal(dataDir: string): Promise<string> {
  const error = await start({ dataDir, use: 'own' }).then(
    () => expect.fail('started'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(EmbeddedPostgresError);
  return (error as Error).message;
}

it('accepts an empty folder', async () => {
  const dataDir = await temporaryDataDir();
  await mkdir(join(dataDir, 'postgres'), { recursive: true });
  const { created } = await start({ dataDir, use: 'own' });
  expect(created).toBe(true);
});

it('accepts a path with spaces and quotes', async () => {
  const dataDir = join(await temporaryFolder(), "Mario's documents", 'data');
  const { superuserUrl, stop } = await start({ dataDir, use: 'own' });
  expect(superuserUrl).toContain('127.0.0.1');
  await stop();
});

it('refuses a folder of something else and leaves it alone', async () => {
  const dataDir = await temporaryDataDir();
  await mkdir(join(dataDir, 'postgres'), { recursive: true });
  await writeFile(join(dataDir, 'postgres', 'thesis.txt'), 'mine');
  await chown(join(dataDir, 'postgres'), isRoot ? nobody.uid : process.getuid!(), process.getgid!());
  expect(await refusal(dataDir)).toBe(
    `The folder ${dataDir}/postgres is not empty and holds no PostgreSQL cluster: move it away or set CORSIA_DATA_DIR to another folder.`,
  );
});

it('refuses the cluster of another major version', async () => {
  const dataDir = await temporaryDataDir();
  const cluster = join(dataDir, 'postgres');
  await mkdir(cluster, { recursive: true });
  await writeFile(join(cluster, 'PG_VERSION'), '15\n');
  if (isRoot) await chown(cluster, nobody.uid, nobody.gid);
  expect(await refusal(dataDir)).toBe(
    `The folder ${cluster} holds data of PostgreSQL 15 and this Corsia brings PostgreSQL 18: dump and restore it, or set CORSIA_DATA_DIR to another folder.`,
  );
});

it('refuses a link to a cluster that is gone', async () => {
  const dataDir = await temporaryDataDir();
  await mkdir(dataDir);
  await symlink('/nowhere/cluster', join(dataDir, 'postgres'));
  expect(await refusal(dataDir)).toBe(
    `The folder ${dataDir}/postgres points to a cluster that is gone: bring it back or remove the link.`,
  );
});

it('refuses a path that a shell would expand', async () => {
  const dataDir = join(await temporaryFolder(), 'a$(id)b');
  expect(await refusal(dataDir)).toContain('has one of the characters');
});

it('refuses a data folder that is a file', async () => {
  const dataDir = await temporaryDataDir();
  await writeFile(dataDir, '');
  expect(await refusal(dataDir)).toBe(
    `The data folder ${dataDir} cannot be used: change that or set CORSIA_DATA_DIR to another folder.`,
  );
});

it.skipIf(isRoot && !(await holdsFor(nobody, '-x', process.execPath)))('refuses a read-only data folder', async () => {
  const dataDir = await temporaryDataDir();
  await mkdir(dataDir);
  await chmod(dataDir, 0o555);
  const error = await refusalInChild({ dataDir, ...(isRoot && { user: nobody }) });
  expect(error).toEqual({
    name: 'EmbeddedPostgresError',
    message: `The data folder ${dataDir} is not writable: change that or set CORSIA_DATA_DIR to another folder.`,
  });
});

it.runIf(isRoot && (await holdsFor(nobody, '-x', process.execPath)))(
  'refuses the cluster of another user',
  async () => {
    const dataDir = await temporaryDataDir();
    await mkdir(join(dataDir, 'postgres'), { recursive: true });
    const error = await refusalInChild({ dataDir, user: nobody });
    expect(error?.message).toBe(
      `The folder ${dataDir}/postgres belongs to another user: start Corsia as that user or set CORSIA_DATA_DIR to another folder.`,
    );
  },
);
