import { readdir } from 'node:fs/promises';
import { signingKeyState } from '../../account/oidc/signing-keys.queries.ts';
import type { Config } from '../../config.ts';
import { openInstallation } from '../../installation.ts';
import { type Database, openDatabase, roleProblem } from '../../platform/database/index.ts';
import { appliedMigrations, describeServer } from './doctor.queries.ts';
import { type Finding, ill, lookAt, well } from './finding.ts';

const MIGRATIONS = new URL('../../../migrations/', import.meta.url);
const OLDEST_VERSION = 15;
/** Tokens are judged by both clocks. */
const MOST_SECONDS_APART = 2;
/** Beyond the age at which a running server rotates by itself. */
const DAYS_OF_GRACE = 7;

/** The database and what lies in it: its version, the role, the schema, the clock, the signing keys. */
export async function checkDatabase(config: Config): Promise<Finding[]> {
  let close = async () => {};
  try {
    const database = await open();
    const first = await lookAt('database', 'Start PostgreSQL, and check DATABASE_URL.', () => version(database));
    if (!first.ok) return [first];
    return [
      first,
      await lookAt('role', 'Check DATABASE_URL.', () => role(database)),
      await lookAt('migrations', 'Run `corsia migrate`.', () => migrations(database)),
      await lookAt('clock', 'Check the clock of both machines.', () => clock(database)),
      await lookAt('signing keys', 'Run `corsia migrate`, and start a server.', () => keys(database)),
    ];
  } catch (error) {
    return [ill('database', (error as Error).message, 'Check DATABASE_URL and CORSIA_DATA_DIR.')];
  } finally {
    await close();
  }

  async function open(): Promise<Database> {
    if (!config.databaseUrl) {
      const installation = await openInstallation(config, 'attach', () => {});
      close = () => installation.close();
      return installation.database;
    }
    // Not as the other commands do: they would migrate, and this one only looks.
    const database = openDatabase({
      url: config.databaseUrl,
      poolSize: 1,
      preparedStatements: config.databasePreparedStatements,
      onIdleError: () => {},
    });
    close = () => database.close();
    return database;
  }

  async function version(database: Database): Promise<Finding> {
    const major = Math.floor((await describeServer(database)).version / 10_000);
    if (major >= OLDEST_VERSION) return well('database', `PostgreSQL ${major}`);
    return ill('database', `PostgreSQL ${major} is too old`, `Upgrade to PostgreSQL ${OLDEST_VERSION} or newer.`);
  }

  async function role(database: Database): Promise<Finding> {
    const problem = await roleProblem(database);
    if (!problem) return well('role', 'bound by row-level security');
    if (config.mode === 'sandbox') return well('role', `${problem}; the sandbox steps down`);
    return ill('role', problem, 'Connect as a member of corsia_app, with DATABASE_MIGRATION_URL for the owner.');
  }

  async function migrations(database: Database): Promise<Finding> {
    const known = (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.sql'));
    const applied = await appliedMigrations(database);
    const waiting = known.filter((name) => !applied.includes(name)).length;
    const newer = applied.filter((name) => !known.includes(name)).length;
    if (newer > 0) return ill('migrations', 'the schema is newer than this program', 'Start a newer Corsia.');
    if (waiting > 0) return ill('migrations', `${waiting} are not applied`, 'Run `corsia migrate`.');
    return well('migrations', `${applied.length} applied`);
  }

  async function clock(database: Database): Promise<Finding> {
    const before = Date.now() / 1000;
    const { seconds } = await describeServer(database);
    const after = Date.now() / 1000;
    const apart = Math.max(0, before - seconds, seconds - after);
    const found = `${apart.toFixed(1)} s from that of the database`;
    if (apart <= MOST_SECONDS_APART) return well('clock', found);
    return ill('clock', found, 'Let both machines follow a time server (NTP).');
  }

  async function keys(database: Database): Promise<Finding> {
    const { fingerprint, days } = await signingKeyState(database);
    if (!fingerprint) return well('signing keys', 'none yet; the first start makes them');
    const found = `in use for ${Math.floor(days)} days`;
    const due = config.signingKeyDays > 0 && days > config.signingKeyDays + DAYS_OF_GRACE;
    if (!due) return well('signing keys', found);
    return ill('signing keys', found, 'Keep an account server running, or run `corsia keys rotate`.');
  }
}
