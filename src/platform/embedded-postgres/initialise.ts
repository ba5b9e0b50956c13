import { randomBytes } from 'node:crypto';
import { open, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { clusterLink } from './data-folder.ts';
import { EmbeddedPostgresError, errorCode } from './embedded-postgres-error.ts';
import { run, type SystemUser } from './run.ts';
import { PASSWORD_FILE, SUPERUSER } from './superuser.ts';
import { createWorkspace, removeAbandonedWorkspaces } from './workspace.ts';

/**
 * Creates the cluster of a data folder. It appears there complete or not at all: a start killed half way leaves only
 * a workspace, which a later start removes. Returns false when another process was faster.
 */
export async function initialiseCluster(
  dataDir: string,
  binaries: Binaries,
  user: SystemUser | undefined,
  durable: boolean,
): Promise<boolean> {
  const workspace = await createWorkspace(dataDir, user);
  try {
    const cluster = join(workspace, 'cluster');
    const passwordFile = join(workspace, PASSWORD_FILE);
    await writePassword(passwordFile, user);
    await initdb(binaries, cluster, passwordFile, user, durable);
    await rename(passwordFile, join(cluster, PASSWORD_FILE));
    return await publish(cluster, dataDir);
  } finally {
    await rm(workspace, { recursive: true, force: true });
    await removeAbandonedWorkspaces(dirname(workspace));
  }
}

async function writePassword(file: string, user: SystemUser | undefined): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(randomBytes(24).toString('base64url'));
    if (user) await handle.chown(user.uid, user.gid);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function initdb(
  binaries: Binaries,
  cluster: string,
  passwordFile: string,
  user: SystemUser | undefined,
  durable: boolean,
): Promise<void> {
  const args = [
    `--pgdata=${cluster}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  const { code, output } = await run(binaries.initdb, args, user);
  if (code === 0) return;
  throw new EmbeddedPostgresError(
    `PostgreSQL could not create its cluster in ${dirname(dirname(cluster))}.`,
    new Error(output),
  );
}

/** Moves the finished cluster to its place, or beside its workspace with a link to it from the data folder. */
async function publish(cluster: string, dataDir: string): Promise<boolean> {
  const link = clusterLink(dataDir);
  const folder = dirname(dirname(cluster));
  const home = folder === dataDir ? link : join(folder, `cluster-${randomBytes(8).toString('hex')}`);
  try {
    await rename(cluster, home);
    if (home !== link) await symlink(home, link);
  } catch (error) {
    if (home !== link) await rm(home, { recursive: true, force: true });
    if (['EEXIST', 'ENOTEMPTY', 'EPERM'].includes(errorCode(error) ?? '')) return false;
    throw error;
  }
  return true;
}
