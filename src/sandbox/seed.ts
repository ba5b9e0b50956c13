import { linkPractitioner } from '../api/practitioners/practitioners.service.ts';
import { sha256 } from '../platform/crypto.ts';
import type { Database, Queryable, Tx } from '../platform/database/index.ts';
import { hashPassword } from '../platform/password.ts';
import { SANDBOX_PASSWORD, type SandboxClient, type SandboxUser, TENANTS, USERS } from './accounts.ts';
import { type Clinic, fillClinic } from './fill-clinic.ts';
import { obscureOneReport } from './obscured-report.ts';
import * as queries from './seed.queries.ts';

const TIME_ZONE = 'Europe/Rome';
const SEEDER = { userId: 'corsia', clientId: 'corsia', requestId: 'seed', address: 'local', action: 'sandbox.seed' };

export interface SandboxSeed {
  clients: SandboxClient[];
  /** `YYYY-MM-DD`: the calendars lie around it. */
  today: string;
  /** `small` gives the sandbox clinic a few weeks in place of a living clinic's months. */
  size?: 'living' | 'small';
}

/** Makes what is missing of the sandbox, and nothing twice; a start that was cut short is completed by the next one. */
export async function seedSandbox(
  database: Database,
  { clients, today, size = 'living' }: SandboxSeed,
  progress: (message: string) => void,
): Promise<void> {
  await database.transaction(async (lock) => {
    await queries.lockSeeding(lock);
    const password = oneHash();
    for (const tenant of TENANTS) {
      if (await queries.hasTenant(database, tenant.id)) continue;
      const clinic = { ...tenant, size: tenant.size === 'living' ? size : tenant.size };
      await seedTenant(database, clinic, { today, password }, (message) =>
        progress(`Filling ${tenant.id}: ${message}`),
      );
    }
    await createUsers(database, USERS, password);
    for (const user of USERS)
      if (user.tenantId) await link(database.forTenant(seedingOf(user.tenantId)), user.tenantId, user);
    for (const client of clients)
      await queries.putClient(database, client, client.secret ? sha256(client.secret) : undefined);
  });
}

const seedingOf = (tenantId: string) => ({ tenantId, timeZone: TIME_ZONE, actor: SEEDER });

/** One transaction: a clinic exists whole, with its people, or not at all. */
async function seedTenant(
  database: Database,
  clinic: Clinic,
  { today, password }: { today: string; password: PasswordHash },
  progress: (message: string) => void,
): Promise<void> {
  const { id } = clinic;
  await database.forTenant(seedingOf(id)).transaction(async (tx) => {
    await fillClinic(tx, clinic, today, progress);
    const staff = USERS.filter(({ tenantId }) => tenantId === id);
    await createUsers(tx, staff, password);
    await settleStaff(tx, clinic);
  });
}

/** What a clinic has because of the people who work in it. */
export async function settleStaff(tx: Tx, { id, name, size }: Pick<Clinic, 'id' | 'name' | 'size'>): Promise<void> {
  const staff = USERS.filter(({ tenantId }) => tenantId === id);
  for (const user of staff) await link(tx, id, user);
  const author = staff.find(({ role }) => role === 'practitioner');
  const tenant = { id, name, sandbox: true, timeZone: TIME_ZONE, fiscalCodePolicy: 'lenient' as const };
  if (size === 'living' && author) await obscureOneReport(tx, tenant, { ...SEEDER, userId: author.id });
}

type PasswordHash = () => Promise<string>;

/** One for all, as everybody knows the password and each would take a fifth of a second; made once somebody is missing. */
function oneHash(): PasswordHash {
  let hash: Promise<string> | undefined;
  return () => {
    hash ??= hashPassword(SANDBOX_PASSWORD);
    return hash;
  };
}

async function createUsers(db: Queryable, users: readonly SandboxUser[], passwordHash: PasswordHash): Promise<void> {
  const missing = await queries.idsOfMissingUsers(
    db,
    users.map(({ id }) => id),
  );
  for (const { tenantId, role, ...user } of users) {
    if (!missing.has(user.id)) continue;
    await queries.createUser(db, {
      ...user,
      passwordHash: await passwordHash(),
      developer: role === 'developer',
      administrator: role === 'administrator',
      tenantId,
      roleKey: tenantId && role,
    });
  }
}

async function link(db: Queryable, tenantId: string, { id, name, role }: SandboxUser): Promise<void> {
  if (role === 'practitioner') await linkPractitioner(db, tenantId, name, id);
}
