import { readFile, stat } from 'node:fs/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { run, type SystemUser } from './run.ts';

/**
 * The user that must run PostgreSQL, which refuses root: undefined unless this process is root, else the owner of
 * the existing cluster, else `postgres`, else `nobody`.
 */
export async function serverUser(existingCluster: string | undefined): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  if (existingCluster) {
    const { uid, gid } = await stat(existingCluster);
    if (uid !== 0) return { uid, gid };
    throw new EmbeddedPostgresError(
      `The folder ${existingCluster} belongs to root, as whom PostgreSQL does not run: give it to another user with chown -R.`,
    );
  }
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const user = findUser(accounts, 'postgres') ?? findUser(accounts, 'nobody');
  if (user) return user;
  throw new EmbeddedPostgresError(
    'PostgreSQL does not run as root, and there is no user "nobody": start Corsia as another user or set DATABASE_URL.',
  );
}

function findUser(accounts: string, name: string): SystemUser | undefined {
  const fields = accounts.match(new RegExp(`^${name}:.*$`, 'm'))?.[0].split(':');
  return fields && { uid: Number(fields[2]) >>> 0, gid: Number(fields[3]) >>> 0 };
}

/** Whether a `test` condition (`-x`, `-r`, ...) holds for this path in the eyes of that user. */
export async function holdsFor(user: SystemUser, condition: string, path: string): Promise<boolean> {
  try {
    const { code } = await run('/bin/sh', ['-c', `test ${condition} "$1"`, 'sh', path], user);
    return code === 0;
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'PostgreSQL does not run as root, and this root may not change user: start Corsia as another user or set DATABASE_URL.',
      cause,
    );
  }
}
