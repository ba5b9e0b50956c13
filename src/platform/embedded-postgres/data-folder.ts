import { lstat, mkdir, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError, errorCode } from './embedded-postgres-error.ts';
import { assertPlainPath } from './plain-path.ts';
import type { SystemUser } from './run.ts';
import { holdsFor } from './server-user.ts';

/** Where the cluster lives, or a symbolic link to it. */
export function clusterLink(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/** Creates the data folder when it is missing and returns its real path. */
export async function openDataFolder(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true });
    return assertPlainPath(await realpath(dataDir));
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw unusable(dataDir, error);
  }
}

/** The real path of the cluster in this data folder, or undefined when there is none yet. Throws when it is not ours. */
export async function findCluster(dataDir: string): Promise<string | undefined> {
  const link = clusterLink(dataDir);
  const found = await lstat(link).catch(() => undefined);
  if (!found) return undefined;
  const cluster = await realpath(link).catch((cause) => {
    throw new EmbeddedPostgresError(
      `The folder ${link} points to a cluster that is gone: bring it back or remove the link.`,
      cause,
    );
  });
  await assertOurs(cluster);
  if ((await contents(cluster)).length === 0) return undefined;
  await assertCluster(cluster);
  return assertPlainPath(cluster);
}

/** Refuses a cluster written by another major version of PostgreSQL. */
export async function assertVersion(cluster: string, major: string): Promise<void> {
  const version = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  if (version === major) return;
  throw new EmbeddedPostgresError(
    `The folder ${cluster} holds data of PostgreSQL ${version} and this Corsia brings PostgreSQL ${major}: dump and restore it, or set CORSIA_DATA_DIR to another folder.`,
  );
}

/** Refuses a cluster whose owner, as whom root runs the server, cannot reach it any more. */
export async function assertReachable(cluster: string, owner: SystemUser): Promise<void> {
  if (await holdsFor(owner, '-r', join(cluster, 'PG_VERSION'))) return;
  throw new EmbeddedPostgresError(
    `User ${owner.uid}, who owns the cluster ${cluster}, cannot reach it: let that user enter the folders above it.`,
  );
}

export function unusable(dataDir: string, cause: unknown): EmbeddedPostgresError {
  const reason = ['EACCES', 'EPERM', 'EROFS'].includes(errorCode(cause) ?? '') ? 'is not writable' : 'cannot be used';
  return new EmbeddedPostgresError(
    `The data folder ${dataDir} ${reason}: change that or set CORSIA_DATA_DIR to another folder.`,
    cause,
  );
}

async function assertOurs(cluster: string): Promise<void> {
  const ownUid = process.getuid?.();
  const { uid } = await stat(cluster);
  if (ownUid === undefined || ownUid === 0 || uid === ownUid) return;
  throw new EmbeddedPostgresError(
    `The folder ${cluster} belongs to another user: start Corsia as that user or set CORSIA_DATA_DIR to another folder.`,
  );
}

async function assertCluster(cluster: string): Promise<void> {
  if ((await contents(cluster)).includes('PG_VERSION')) return;
  throw new EmbeddedPostgresError(
    `The folder ${cluster} is not empty and holds no PostgreSQL cluster: move it away or set CORSIA_DATA_DIR to another folder.`,
  );
}

function contents(cluster: string): Promise<string[]> {
  return readdir(cluster).catch((cause) => {
    throw unusable(cluster, cause);
  });
}
