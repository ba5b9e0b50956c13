import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { importPatients } from '../src/api/patients/patients.service.ts';
import { type Database, migrate, openDatabase, provisionDatabase } from '../src/platform/database/index.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/index.ts';
import { SANDBOX_TENANT } from '../src/sandbox/accounts.ts';
import { sandboxFor, seedSandbox } from '../src/sandbox/index.ts';
import { generatePeople, type SandboxPerson } from '../src/sandbox/people.ts';
import { type Calendar, fillCalendar } from './calendar.ts';
import { CALENDAR_TENANT, fillLargeTenant, fillSmallTenants, LARGE_TENANT } from './many-rows.ts';
import type { Options } from './options.ts';
import type { Need } from './scenarios.ts';

const PASSWORD = 'corsia-bench';
const PATIENTS_AT_ONCE = 1_000;
/** More than any of the servers creates in a second. */
const CREATED_PER_SECOND = 4_000;

export interface BenchDatabase {
  database: Database;
  applicationUrl: string;
  version: string;
  /** Ids of the patients of the sandbox clinic. */
  ids: number[];
  /** People who are no patients yet, each with a fiscal code of their own. */
  newcomers: SandboxPerson[];
  /** Of the clinics that were asked for. */
  calendar: Calendar | undefined;
  large: { firstPatientId: number | null; practitionerIds: number[] };
  small: boolean;
  /** Process ids of the connections to this database. */
  backends(): Promise<number[]>;
  /** Takes created patients and booked appointments off again, so that every server writes to the same tables. */
  removeWritten(): Promise<void>;
}

/** A database of its own with the seeded sandbox, its clinic filled up to `patients`; gone after the run. */
export async function prepareDatabase(
  options: Options,
  needs: ReadonlySet<Need>,
  progress: (message: string) => void,
  onClose: (close: () => Promise<void>) => void,
): Promise<BenchDatabase> {
  const { name, server, superuser, database, applicationUrl } = await openBenchDatabase(options.databaseUrl, onClose);

  const newcomers = await fill(database, superuser, options, progress);
  if (needs.has('large')) {
    progress(`Filling a large clinic: ${options.rows} patients, as many appointments`);
    await fillLargeTenant(superuser, options.rows);
  }
  if (needs.has('small')) {
    progress(`Filling ${options.tenants} small clinics`);
    await fillSmallTenants(superuser, options.tenants);
  }
  const calendar = needs.has('calendar') ? await fillCalendar(database, superuser) : undefined;
  await superuser.query('vacuum analyze');
  await superuser.query('checkpoint');
  const { rows } = await superuser.query('select id::int from patients where tenant_id = $1 order by id', [
    SANDBOX_TENANT,
  ]);
  const ids: number[] = rows.map(({ id }) => id);
  const first = await superuser.query('select min(id)::int as id from patients where tenant_id = $1', [LARGE_TENANT]);
  const practitioners = await superuser.query('select id::int from practitioners where tenant_id = $1', [LARGE_TENANT]);
  const booked = (await superuser.query('select max(id)::int as id from appointments')).rows[0].id as number;
  return {
    database,
    applicationUrl,
    version: (await server.query('show server_version')).rows[0].server_version,
    ids,
    newcomers,
    calendar,
    large: {
      firstPatientId: first.rows[0].id,
      practitionerIds: practitioners.rows.map(({ id }) => id),
    },
    small: needs.has('small'),
    backends: async () =>
      (await server.query('select pid from pg_stat_activity where datname = $1', [name])).rows.map(({ pid }) => pid),
    removeWritten: () => removeAbove(superuser, { patient: ids.at(-1)!, appointment: booked }),
  };
}

/** An empty database of its own, migrated; gone after the run. */
export async function openBenchDatabase(
  databaseUrl: string | undefined,
  onClose: (close: () => Promise<void>) => void,
): Promise<{ name: string; server: pg.Client; superuser: pg.Client; database: Database; applicationUrl: string }> {
  const superuserUrl = databaseUrl ?? (await startOwnServer(onClose));
  const name = `corsia_bench_${process.pid}_${Date.now()}`;
  const server = await connect(superuserUrl, 'postgres', onClose);
  onClose(async () => void (await server.query(`drop database if exists ${name} with (force)`)));
  const { ownerUrl, applicationUrl } = await provisionDatabase(superuserUrl, {
    database: name,
    password: PASSWORD,
    prefix: 'corsia_bench',
  });
  await migrate(ownerUrl, join(import.meta.dirname, '../migrations'));
  const database = openDatabase({ url: applicationUrl, poolSize: 5, preparedStatements: true });
  onClose(() => database.close());
  const superuser = await connect(superuserUrl, name, onClose);
  return { name, server, superuser, database, applicationUrl };
}

async function startOwnServer(onClose: (close: () => Promise<void>) => void): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'corsia-bench-'));
  onClose(() => rm(dataDir, { recursive: true, force: true }));
  const { superuserUrl, stop } = await startEmbeddedPostgres({ dataDir, durable: true, use: 'own' });
  onClose(stop);
  return superuserUrl;
}

async function connect(
  superuserUrl: string,
  database: string,
  onClose: (close: () => Promise<void>) => void,
): Promise<pg.Client> {
  const url = new URL(superuserUrl);
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href, application_name: 'corsia-bench' });
  client.on('error', () => {});
  await client.connect();
  onClose(() => client.end());
  return client;
}

/** The generator gives the seeded people first, so one run of it gives the clinic and those who come later. */
async function fill(
  database: Database,
  superuser: pg.Client,
  { patients, seconds, warmUpSeconds }: Options,
  progress: (message: string) => void,
): Promise<SandboxPerson[]> {
  const sandbox = sandboxFor({ apiUrl: 'http://localhost' });
  await seedSandbox(database, { ...sandbox, size: 'small' }, progress);
  progress('Inventing people');
  const count = patients + Math.ceil((seconds + warmUpSeconds) * CREATED_PER_SECOND);
  const people = generatePeople({ seed: SANDBOX_TENANT, count, today: sandbox.today });
  const { rows } = await superuser.query('select count(*)::int as seeded from patients where tenant_id = $1', [
    SANDBOX_TENANT,
  ]);
  for (let done: number = rows[0].seeded; done < patients; done += PATIENTS_AT_ONCE) {
    if (done % 10_000 === 0) progress(`Filling the clinic: ${done} of ${patients} patients`);
    const chunk = people.slice(done, Math.min(done + PATIENTS_AT_ONCE, patients));
    await database
      .forTenant({ tenantId: SANDBOX_TENANT, timeZone: 'UTC' })
      .transaction((tx) => importPatients(tx, SANDBOX_TENANT, chunk));
  }
  return people.slice(patients);
}

async function removeAbove(superuser: pg.Client, last: { patient: number; appointment: number }): Promise<void> {
  await superuser.query('set session_replication_role = replica');
  const remove = (from: string, column: string, tenantId: string, id: number) =>
    superuser.query(`delete from ${from} where tenant_id = $1 and ${column} > $2`, [tenantId, id]);
  await remove('patient_search_keys', 'patient_id', SANDBOX_TENANT, last.patient);
  await remove('patients', 'id', SANDBOX_TENANT, last.patient);
  for (const table of ['occupancies', 'appointment_history'])
    await remove(table, 'appointment_id', CALENDAR_TENANT, last.appointment);
  await remove('appointments', 'id', CALENDAR_TENANT, last.appointment);
  await superuser.query('reset session_replication_role');
  await superuser.query('vacuum analyze patients, patient_search_keys, appointments, occupancies, appointment_history');
}
