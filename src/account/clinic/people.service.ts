import { type Queryable, type TenantDatabase, type Tx, violatedReference } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { type Action, noteAction } from '../console/actions.queries.ts';
import type { PageCall } from '../console/page-route.ts';
import { ChangedMeanwhile } from '../developer/registration.service.ts';
import {
  type ClinicPersonRow,
  findClinicPerson,
  lockClinicPeople,
  setRole,
  setStatusByManager,
  setUntil,
} from './people.queries.ts';

export type ManagerCall = Pick<PageCall, 'services' | 'user' | 'origin'>;

/** The manager's own clinic, under row-level security and in its time zone. */
export function clinicDatabase({ services, user, origin }: ManagerCall, action: string): TenantDatabase {
  return services.database.forTenant({
    tenantId: user.tenant_id!,
    timeZone: user.time_zone!,
    actor: { userId: user.id, clientId: 'corsia', requestId: 'clinic', address: origin.address, action },
  });
}

/** Somebody of the manager's own clinic. @throws ServiceError not_found for those of others */
export async function personOfClinic(db: Queryable, { user }: ManagerCall, id: string): Promise<ClinicPersonRow> {
  const person = await findClinicPerson(db, user.tenant_id!, id);
  if (!person) throw new ServiceError('not_found', 'There is no such person.');
  return person;
}

export const ACTS = ['role', 'until', 'disable', 'enable'] as const;
export type Act = (typeof ACTS)[number];

/** What a manager can do to a person as they are; nobody changes their own rights, nor an administrator's. */
export function actsOf(person: ClinicPersonRow, managerId: string): Act[] {
  if (person.id === managerId || person.administrator) return [];
  if (person.status === 'disabled') return person.disabled_by_manager ? ['enable'] : [];
  return [person.role_key === 'integrator' ? 'until' : 'role', 'disable'];
}

/**
 * Does what only a manager may, within their clinic and while people are held. Whoever acts is a manager still and never the one it is done to, so
 * that a clinic always keeps one: of two who shut out each other the second finds that they no longer manage.
 * @throws ChangedMeanwhile
 */
export async function asManager<Result>(
  call: ManagerCall,
  id: string | undefined,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const { user } = call;
  try {
    return await clinicDatabase(call, 'clinic.manage').transaction(async (tx) => {
      const held = await lockClinicPeople(tx, user.tenant_id!, [user.id, ...(id === undefined ? [] : [id])]);
      if (!held.some((row) => row.id === user.id && row.manages)) throw new ChangedMeanwhile();
      return work(tx);
    });
  } catch (error) {
    // A role that was deleted while it was given to somebody, or given while it was deleted.
    throw ROLE_KEYS.has(violatedReference(error) ?? '') ? new ChangedMeanwhile() : error;
  }
}

const ROLE_KEYS = new Set(['users_role', 'clinic_invitations_role']);

/** Writes down what a manager does. */
export function noteByManager(
  tx: Tx,
  { user, origin }: ManagerCall,
  action: Action,
  about: { userId?: string; clientId?: string; detail?: Record<string, string> },
): Promise<void> {
  return noteAction(tx, { actorId: user.id, actingAs: 'manager', action, ...about, address: origin.address });
}

export type Change = { act: 'role'; role: string } | { act: 'until'; endsAt: string } | { act: 'disable' | 'enable' };

const ACTIONS: Record<Act, Action> = {
  role: 'role.changed',
  until: 'access.until-changed',
  disable: 'person.disabled',
  enable: 'person.enabled',
};

/** A new role and disabling end grants and tokens at once. @throws ChangedMeanwhile when it cannot be done any more */
export async function changePerson(call: ManagerCall, id: string, change: Change): Promise<void> {
  await asManager(call, id, async (tx) => {
    const person = await personOfClinic(tx, call, id);
    if (!actsOf(person, call.user.id).includes(change.act)) throw new ChangedMeanwhile();
    const detail: Record<string, string> = { email: person.email };
    if (change.act === 'role') {
      await setRole(tx, id, change.role);
      Object.assign(detail, { from: person.role_key, to: change.role });
    } else if (change.act === 'until') {
      await setUntil(tx, id, change.endsAt, call.user.id);
      Object.assign(detail, { from: person.expires_at ?? '', to: change.endsAt });
    } else {
      await setStatusByManager(tx, id, change.act === 'disable' ? 'disabled' : 'active');
    }
    await noteByManager(tx, call, ACTIONS[change.act], { userId: id, detail });
  });
}
