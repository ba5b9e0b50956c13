import { resolve } from 'node:path';
import { prepareBinaries } from './binaries.ts';
import { assertReachable, assertVersion, findCluster, openDataFolder, unusable } from './data-folder.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { initialiseCluster } from './initialise.ts';
import { type Ownership, takeOwnership } from './ownership.ts';
import { type Cluster, ensureServer, stopServer } from './server.ts';
import { serverUser } from './server-user.ts';
import { NOT_DURABLE, SETTINGS } from './settings.ts';
import { readPassword, superuserUrl } from './superuser.ts';

export { EmbeddedPostgresError };

export interface EmbeddedPostgresOptions {
  /** The cluster lives in `<dataDir>/postgres`. */
  dataDir: string;
  /** false gives up the data of a crashed machine for speed (tests). Default true. */
  durable?: boolean;
  /** PostgreSQL settings beside or instead of ours; they apply when this call starts the server. */
  settings?: Record<string, string>;
  /** `own`: fail when another living process owns the cluster. `attach`: use a running server, or start one until `stop()`. */
  use: 'own' | 'attach';
}

export interface EmbeddedPostgres {
  /** Superuser connection to the database `postgres` on 127.0.0.1, with its password; change the database with `URL`. */
  superuserUrl: string;
  /** True when this start created the cluster. */
  created: boolean;
  /** Stops the server if this process owns it; otherwise only lets go. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that npm installed, or finds it running (a killed process leaves its server behind).
 * Exactly one living process owns a cluster.
 * @throws EmbeddedPostgresError whose message is a public sentence
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    return await start(options);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new EmbeddedPostgresError(`The embedded PostgreSQL in ${resolve(options.dataDir)} did not start.`, error);
  }
}

async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { use, durable = true } = options;
  const dataDir = await openDataFolder(resolve(options.dataDir));
  const { cluster, created } = await openCluster(dataDir, durable);
  const settings = { ...SETTINGS, ...(durable ? {} : NOT_DURABLE), ...options.settings };

  const { url, ownership } = await startAndOwn(cluster, settings, use);
  if (use === 'own' && !ownership) {
    throw new EmbeddedPostgresError(
      `Another Corsia is using the data folder ${dataDir}: stop it first or set CORSIA_DATA_DIR to another folder.`,
    );
  }

  async function stop(): Promise<void> {
    try {
      if (await ownership?.confirm()) await stopServer(cluster);
    } finally {
      await ownership?.release();
    }
  }
  let stopped: Promise<void> | undefined;
  return { superuserUrl: url, created, stop: () => (stopped ??= stop()) };
}

async function openCluster(dataDir: string, durable: boolean): Promise<{ cluster: Cluster; created: boolean }> {
  const existing = await findCluster(dataDir);
  const user = await serverUser(existing);
  if (existing && user) await assertReachable(existing, user);
  const binaries = await prepareBinaries(dataDir, user);
  const created = !existing && (await initialiseCluster(dataDir, binaries, user, durable));
  const folder = existing ?? (await findCluster(dataDir));
  if (!folder) throw unusable(dataDir, new Error('its folder "postgres" cannot be replaced'));
  await assertVersion(folder, binaries.major);
  return { cluster: { folder, password: await readPassword(folder), binaries, user }, created };
}

async function startAndOwn(
  cluster: Cluster,
  settings: Record<string, string>,
  use: EmbeddedPostgresOptions['use'],
): Promise<{ url: string; ownership: Ownership | undefined }> {
  for (let attempt = 1; ; attempt++) {
    const { port, started } = await ensureServer(cluster, settings);
    const url = superuserUrl(cluster.password, port);
    try {
      return { url, ownership: started || use === 'own' ? await takeOwnership(url) : undefined };
    } catch (cause) {
      // its owner was stopping the server that we found: look again
      if (attempt < 3) continue;
      throw new EmbeddedPostgresError(`PostgreSQL on ${cluster.folder} closes its connections.`, cause);
    }
  }
}
