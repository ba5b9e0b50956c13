import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { assertPlainPath } from './plain-path.ts';
import { type PlatformPackage, platformPackage } from './platform-package.ts';
import { run, type SystemUser } from './run.ts';
import { holdsFor } from './server-user.ts';
import { sharedFolder } from './shared-folder.ts';
import { hydrateSymlinks } from './symlinks.ts';

export interface Binaries {
  initdb: string;
  pgCtl: string;
  major: string;
}

/**
 * PostgreSQL's programs, complete and executable by `user`: those of node_modules, or a copy of them when their links
 * are missing in a read-only folder, or when the user cannot reach them.
 */
export async function prepareBinaries(dataDir: string, user: SystemUser | undefined): Promise<Binaries> {
  const installed = await platformPackage();
  const usable = (await hydrateSymlinks(installed.root)) && (!user || (await canReach(user, installed.root)));
  const root = assertPlainPath(
    usable ? installed.root : await copyOnce(installed, user ? await sharedFolder() : dataDir),
  );

  const program = (name: string) => join(root, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  await assertRuns(program('postgres'), user);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), major: installed.version.split('.')[0]! };
}

async function canReach(user: SystemUser, root: string): Promise<boolean> {
  const native = join(root, 'native');
  return (
    (await holdsFor(user, '-x', join(native, 'bin', 'postgres'))) &&
    (await holdsFor(user, '-r', join(native, 'share', 'postgresql', 'postgres.bki')))
  );
}

async function copyOnce({ root, version }: PlatformPackage, folder: string): Promise<string> {
  const destination = join(folder, `binaries-${version}`);
  if (await isFolder(destination)) return destination;

  const copy = await mkdtemp(`${destination}.copying-`);
  try {
    await cp(join(root, 'native'), join(copy, 'native'), { recursive: true, verbatimSymlinks: true });
    await run('chmod', ['-R', 'u+w,a+rX', copy]);
    await hydrateSymlinks(copy);
    await rename(copy, destination);
  } catch (cause) {
    await rm(copy, { recursive: true, force: true });
    // another process may have been faster
    if (await isFolder(destination)) return destination;
    throw new EmbeddedPostgresError(`The programs of PostgreSQL could not be copied to ${folder}.`, cause);
  }
  return destination;
}

async function assertRuns(postgres: string, user: SystemUser | undefined): Promise<void> {
  const result = await run(postgres, ['--version'], user).catch((error: Error) => ({
    code: null,
    output: error.message,
  }));
  if (result.code === 0) return;
  throw new EmbeddedPostgresError(
    'The embedded PostgreSQL does not run on this system (on Linux it needs glibc, not musl): set DATABASE_URL to a PostgreSQL 15 or newer.',
    new Error(result.output),
  );
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
