import { chmod, mkdir } from 'node:fs/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const SHARED_FOLDER = '/var/lib/corsia';

/** Where root keeps what the user of the server cannot reach elsewhere. */
export async function sharedFolder(): Promise<string> {
  try {
    const created = await mkdir(SHARED_FOLDER, { recursive: true });
    if (created) await chmod(SHARED_FOLDER, 0o755);
    return SHARED_FOLDER;
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `PostgreSQL does not run as root and needs ${SHARED_FOLDER}, which cannot be created: start Corsia as another user or set DATABASE_URL.`,
      cause,
    );
  }
}
