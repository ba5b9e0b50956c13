import { lchown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unusable } from './data-folder.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { isAlive } from './process-alive.ts';
import type { SystemUser } from './run.ts';
import { holdsFor } from './server-user.ts';
import { sharedFolder } from './shared-folder.ts';

const PREFIX = 'postgres-initialising-';

/** A new folder, owned by the user of the server: in the data folder, or in the shared one if that user cannot reach it there. */
export async function createWorkspace(dataDir: string, user: SystemUser | undefined): Promise<string> {
  const workspace = await createIn(dataDir);
  if (!user || (await handOver(workspace, user))) return workspace;
  await rm(workspace, { recursive: true });

  const folder = await sharedFolder();
  const elsewhere = await createIn(folder);
  if (await handOver(elsewhere, user)) return elsewhere;
  await rm(elsewhere, { recursive: true });
  throw new EmbeddedPostgresError(
    `PostgreSQL does not run as root, and no folder in ${folder} can be given to user ${user.uid}: start Corsia as another user or set DATABASE_URL.`,
  );
}

/** Removes the workspaces of processes that died. */
export async function removeAbandonedWorkspaces(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(PREFIX) && Number.parseInt(name.slice(PREFIX.length), 10);
    if (!pid || isAlive(pid)) continue;
    // fails when an orphaned initdb is still writing: a later initialisation removes the rest
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => {});
  }
}

async function createIn(folder: string): Promise<string> {
  try {
    return await mkdtemp(join(folder, `${PREFIX}${process.pid}-`));
  } catch (cause) {
    throw unusable(folder, cause);
  }
}

async function handOver(workspace: string, user: SystemUser): Promise<boolean> {
  const owned = await lchown(workspace, user.uid, user.gid).then(
    () => true,
    () => false,
  );
  return owned && (await holdsFor(user, '-O', workspace)) && (await holdsFor(user, '-w', workspace));
}
