import type { Queryable } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { ChangedMeanwhile } from '../developer/registration.service.ts';
import type { By } from '../invitations/invitations.ts';
import { tellOne } from '../support/support.service.ts';
import type { UserRow } from '../users/users.queries.ts';
import { type ClinicRow, findClinic, listManagersOf, lockClinics, putSuspended } from './clinics.queries.ts';
import { type Caller, note } from './decisions.service.ts';

export const CLINIC_MOVES = ['suspend', 'reinstate'] as const;
export type ClinicMove = (typeof CLINIC_MOVES)[number];

const noSuchClinic = () => new ServiceError('not_found', 'There is no such clinic.');

/** @throws ServiceError not_found */
export async function anyClinic(db: Queryable, id: string): Promise<ClinicRow> {
  const clinic = await findClinic(db, id);
  if (!clinic) throw noSuchClinic();
  return clinic;
}

/** Nobody shuts themselves out. */
export function clinicMovesOf(
  { id, suspended }: { id: string; suspended: boolean },
  { tenant_id }: Pick<UserRow, 'tenant_id'>,
): ClinicMove[] {
  if (suspended) return ['reinstate'];
  return id === tenant_id ? [] : ['suspend'];
}

/** Whoever acts here, as what they make or invite is noted. */
export const byCaller = ({ user, origin }: Caller, reason: string): By => ({
  actorId: user.id,
  address: origin.address,
  reason,
});

/**
 * Suspending ends the access of everybody in the clinic within a second, and keeps what they allowed and all data.
 * @throws ChangedMeanwhile when it was done already
 */
export async function moveClinic(caller: Caller, id: string, move: ClinicMove, reason: string): Promise<void> {
  const { services, user } = caller;
  await services.database.transaction(async (tx) => {
    // Two administrators who suspend each other's clinic at once: one of them stays.
    const held = await lockClinics(tx, [id, ...(user.tenant_id === null ? [] : [user.tenant_id])]);
    const suspended = held.get(id);
    if (suspended === undefined) throw noSuchClinic();
    const shutOut = user.tenant_id !== null && held.get(user.tenant_id) === true;
    if (shutOut || !clinicMovesOf({ id, suspended }, user).includes(move)) throw new ChangedMeanwhile();
    await putSuspended(tx, id, move === 'suspend' ? reason : undefined);
    const { name } = await anyClinic(tx, id);
    const action = move === 'suspend' ? 'clinic.suspended' : 'clinic.reinstated';
    await note(tx, caller, action, { reason, detail: { clinic: id, name } });
    const letter = { kind: 'clinic-access', about: { clinic: name, open: move === 'reinstate', reason } } as const;
    for (const manager of await listManagersOf(tx, id)) {
      if (manager.state !== 'disabled') await tellOne(tx, services.mail, manager, letter);
    }
  });
  services.mail.wake();
}
