import { importPatients } from '../api/patients/patients.service.ts';
import { linkPractitioner } from '../api/practitioners/practitioners.service.ts';
import { DEFAULT_ROLES } from '../catalogue/permissions.ts';
import { sha256 } from '../platform/crypto.ts';
import type { Database } from '../platform/database/index.ts';
import { hashPassword } from '../platform/password.ts';
import { SANDBOX_PASSWORD, SANDBOX_TENANT, type SandboxClient, TENANTS, USERS } from './accounts.ts';
import { seedCalendar } from './clinic/calendar.ts';
import { seedCatalogue } from './clinic/catalogue.ts';
import { seedEpisodes } from './episodes.ts';
import { seedInvoices } from './invoices.ts';
import { seedMedicalReports } from './medical-reports.ts';
import { generatePeople } from './people.ts';
import { seedRecordsApart } from './records-apart.ts';
import * as queries from './seed.queries.ts';

const TIME_ZONE = 'Europe/Rome';
const PATIENTS_AT_ONCE = 500;
const SEEDER = { userId: 'corsia', clientId: 'corsia', requestId: 'seed', address: 'local', action: 'sandbox.seed' };

/** Makes what is missing of the sandbox, and nothing twice; a start that was cut short is completed by the next one. */
export async function seedSandbox(
  database: Database,
  { clients, today }: { clients: SandboxClient[]; today: string },
  progress: (message: string) => void,
): Promise<void> {
  await database.transaction(async (lock) => {
    await queries.lockSeeding(lock);
    for (const tenant of TENANTS) {
      if (!(await queries.hasTenant(database, tenant.id))) await seedTenant(database, tenant, today, progress);
    }
    await seedUsers(database);
    for (const { id, name, tenantId, role } of USERS) {
      if (tenantId && role === 'practitioner')
        await linkPractitioner(
          database.forTenant({ tenantId, timeZone: TIME_ZONE, actor: SEEDER }),
          tenantId,
          name,
          id,
        );
    }
    for (const client of clients)
      await queries.putClient(database, client, client.secret ? sha256(client.secret) : undefined);
  });
}

/** One transaction: a clinic exists whole or not at all. */
async function seedTenant(
  database: Database,
  { id, name, patients }: (typeof TENANTS)[number],
  today: string,
  progress: (message: string) => void,
): Promise<void> {
  await database.forTenant({ tenantId: id, timeZone: TIME_ZONE, actor: SEEDER }).transaction(async (tx) => {
    await queries.createTenant(tx, id, name);
    for (const [key, role] of Object.entries(DEFAULT_ROLES)) await queries.createRole(tx, id, { key, ...role });
    const people = generatePeople({ seed: id, count: patients, today });
    const patientIds: number[] = [];
    for (let done = 0; done < people.length; done += PATIENTS_AT_ONCE) {
      progress(`Filling ${id}: ${done} of ${people.length} patients`);
      patientIds.push(...(await importPatients(tx, id, people.slice(done, done + PATIENTS_AT_ONCE))));
    }
    progress(`Filling ${id}: the catalogue`);
    const { treatmentIds } = await seedCatalogue(tx, id, { small: id !== SANDBOX_TENANT, today, patientIds });
    progress(`Filling ${id}: the calendar`);
    await seedCalendar(tx, id, { today, patientIds, treatmentIds });
    await seedEpisodes(tx, id, { today });
    await seedRecordsApart(tx, id, { people, patientIds });
    progress(`Filling ${id}: medical reports`);
    await seedMedicalReports(tx, { id, name });
    progress(`Filling ${id}: invoices`);
    await seedInvoices(tx, id, { name, small: id !== SANDBOX_TENANT });
  });
}

async function seedUsers(database: Database): Promise<void> {
  const missing = await queries.idsOfMissingUsers(
    database,
    USERS.map(({ id }) => id),
  );
  const newcomers = await Promise.all(
    USERS.filter(({ id }) => missing.has(id)).map(async (user) => ({
      ...user,
      passwordHash: await hashPassword(SANDBOX_PASSWORD),
    })),
  );
  for (const { tenantId, role, ...user } of newcomers) {
    await queries.createUser(database, {
      ...user,
      developer: role === 'developer',
      administrator: role === 'administrator',
      tenantId,
      roleKey: tenantId && role,
    });
  }
}
