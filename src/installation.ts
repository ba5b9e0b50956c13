import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, ConfigError } from './config.ts';
import { createSealer, type Sealer } from './platform/crypto.ts';
import {
  APPLICATION_ROLE,
  type Database,
  DatabaseSetupError,
  migrate,
  openDatabase,
  provisionDatabase,
  roleProblem,
} from './platform/database/index.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres/index.ts';
import { createLocalFileStore, createS3FileStore, type FileStore } from './platform/files/index.ts';
import { localSecrets } from './platform/secrets.ts';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));

/** What every command works with: the migrated database, and the keys that protect what is stored. */
export interface Installation {
  database: Database;
  sealer: Sealer;
  cookieKeys: string[];
  close(): Promise<void>;
}

interface Urls {
  migrationUrl: string;
  url: string;
  stop(): Promise<void>;
}

/**
 * Opens the installation that the configuration describes, starting the embedded PostgreSQL if there is no other.
 * @param use `own` for the server; `attach` for commands, which work beside a running server too
 * @throws DatabaseSetupError, EmbeddedPostgresError or ConfigError, each with one sentence for the operator
 */
export async function openInstallation(
  config: Config,
  use: 'own' | 'attach',
  onIdleError: (error: Error) => void,
): Promise<Installation> {
  const { migrationUrl, url, stop, secrets, encryptionKey } = await findDatabase(config, use);
  try {
    await migrate(migrationUrl, MIGRATIONS);
    const database = await openWithRightRole(config, url, onIdleError);
    return {
      database,
      sealer: createSealer(encryptionKey),
      cookieKeys: config.cookieKeys.length > 0 ? config.cookieKeys : [secrets!.cookieKey],
      close: async () => {
        await database.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @returns how many migrations were applied */
export async function migrateInstallation(config: Config): Promise<number> {
  if (config.databaseMigrationUrl) return migrate(config.databaseMigrationUrl, MIGRATIONS);
  const { url, close } = await openAsOwner(config);
  return migrate(url, MIGRATIONS).finally(close);
}

/** The database as the owner of its schema reaches it, whatever state it is in, beside running servers. */
export async function openAsOwner(config: Config): Promise<{ url: string; sealer: Sealer; close(): Promise<void> }> {
  const { migrationUrl, encryptionKey, stop } = await findDatabase(config, 'attach');
  return { url: migrationUrl, sealer: createSealer(encryptionKey), close: stop };
}

/** Where contents are kept that are too large for the database. */
export function openFileStore({ s3, dataDir }: Pick<Config, 's3' | 'dataDir'>): FileStore {
  return s3 ? createS3FileStore(s3) : createLocalFileStore(join(dataDir, 'files'));
}

async function findDatabase(config: Config, use: 'own' | 'attach') {
  const secrets = config.mode === 'sandbox' ? await sandboxSecrets(config) : undefined;
  const urls: Urls = config.databaseUrl
    ? { migrationUrl: config.databaseMigrationUrl!, url: config.databaseUrl, stop: async () => {} }
    : await embeddedUrls(config, use, secrets!.databasePassword);
  return { ...urls, secrets, encryptionKey: config.encryptionKey ?? secrets!.encryptionKey };
}

async function sandboxSecrets({ dataDir }: Config) {
  return localSecrets(dataDir).catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(
      `The data folder ${dataDir} cannot be used (${error.code}); make it writable or set CORSIA_DATA_DIR.`,
    );
  });
}

async function embeddedUrls({ dataDir }: Config, use: 'own' | 'attach', password: string): Promise<Urls> {
  const postgres = await startEmbeddedPostgres({ dataDir, use });
  const { ownerUrl, applicationUrl } = await provisionDatabase(postgres.superuserUrl, {
    database: 'corsia',
    password,
    prefix: 'corsia',
  });
  return { migrationUrl: ownerUrl, url: applicationUrl, stop: () => postgres.stop() };
}

/** The server must not be able to escape row-level security: in production it refuses to start, in a sandbox it steps down. */
async function openWithRightRole(config: Config, url: string, onIdleError: (error: Error) => void): Promise<Database> {
  const options = {
    url,
    poolSize: config.databasePoolSize,
    preparedStatements: config.databasePreparedStatements,
    onIdleError,
  };
  const database = openDatabase(options);
  const problem = await roleProblem(database);
  if (!problem) return database;
  await database.close();
  if (config.mode === 'production') {
    throw new DatabaseSetupError(
      `DATABASE_URL must not be used in production: ${problem}; connect as a member of ${APPLICATION_ROLE}.`,
    );
  }
  return openDatabase({ ...options, actAs: APPLICATION_ROLE });
}
