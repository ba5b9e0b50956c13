import { linkPractitioner } from '../../src/api/practitioners/practitioners.service.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { fillClinic } from '../../src/sandbox/fill-clinic.ts';
import { obscureOneReport } from '../../src/sandbox/obscured-report.ts';
import { createUser } from '../../src/sandbox/seed.queries.ts';

/** A Wednesday, and the instant at which its clinic is looked at. */
export const TODAY = '2026-11-18';
export const MOMENT = '2026-11-18T09:30:00+01:00';
export const LIVING = 'living-clinic';
export const MANAGER = 'manager@living.test';
export const DOCTOR = 'doctor@living.test';

const ACTOR = { userId: 'corsia', clientId: 'corsia', requestId: 'seed', address: 'local', action: 'sandbox.seed' };

/** Fills a clinic of its own beside those of the template, as a first start does, with people who may sign in. */
export async function fillLivingClinic(database: Database, today = TODAY): Promise<void> {
  const context = { tenantId: LIVING, timeZone: 'Europe/Rome', actor: ACTOR };
  await database.forTenant(context).transaction(async (tx) => {
    await fillClinic(tx, { id: LIVING, name: 'Poliambulatorio Vivo', size: 'living', patients: 2000 }, today);
    for (const [id, email, roleKey] of [
      ['living-manager', MANAGER, 'manager'],
      ['living-doctor', DOCTOR, 'practitioner'],
    ] as const) {
      const user = { id, email, roleKey, name: id, tenantId: LIVING, passwordHash: 'none' };
      await createUser(tx, { ...user, developer: false, administrator: false });
    }
    await linkPractitioner(tx, LIVING, 'Dario Medici', 'living-doctor');
    const tenant = {
      id: LIVING,
      name: 'Poliambulatorio Vivo',
      sandbox: true,
      timeZone: 'Europe/Rome',
      fiscalCodePolicy: 'lenient' as const,
    };
    await obscureOneReport(tx, tenant, { ...ACTOR, userId: 'living-doctor' });
  });
}
