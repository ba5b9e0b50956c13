import { randomBytes } from 'node:crypto';
import { PERMISSIONS, type Permission } from '../../catalogue/permissions.ts';
import { ServiceError } from '../../platform/errors.ts';
import type { Language } from '../../platform/i18n.ts';
import type { PageCall } from '../console/page-route.ts';
import { ChangedMeanwhile } from '../developer/registration.service.ts';
import { roleName } from '../users/role-names.ts';
import { asManager, clinicDatabase, type ManagerCall, noteByManager } from './people.service.ts';
import {
  deleteRole,
  findRole,
  insertRole,
  listRoles,
  lockRole,
  type RoleRow,
  type RoleWish,
  updateRole,
} from './roles.queries.ts';

export const LONGEST_ROLE_NAME = 60;
const MOST_ROLES = 50;

/**
 * What the program itself gives: the manager's opens the pages of the clinic whatever its permissions are, so that nobody can
 * lock everybody out, and an integrator's ends by itself. They keep their names and are never deleted.
 */
export const isFixed = ({ key }: Pick<RoleRow, 'key'>): boolean => key === 'manager' || key === 'integrator';

/** Whether nobody would miss it. */
export const isUnused = ({ people, invited }: RoleRow): boolean => people === 0 && invited === 0;

export const rolesOf = (call: PageCall): Promise<RoleRow[]> =>
  listRoles(clinicDatabase(call, 'roles.read'), call.user.tenant_id!);

/** The role of the address. @throws ServiceError not_found for those of other clinics, as for unknown ones */
export async function roleOf(call: PageCall): Promise<RoleRow> {
  const role = await findRole(clinicDatabase(call, 'roles.read'), call.user.tenant_id!, call.params.id!);
  if (!role) throw noSuchRole();
  return role;
}

const noSuchRole = () => new ServiceError('not_found', 'There is no such role.');

/** Whether a role, but for the one with this key, is called so already; to be asked before two have one name. */
export function isTaken(roles: readonly RoleRow[], name: string, language: Language, key?: string): boolean {
  const same = (other: string) => other.toLowerCase() === name.toLowerCase();
  return roles.some((role) => role.key !== key && (same(role.name) || same(roleName(role, language))));
}

/** @returns the key of a new role; undefined when there are too many */
export function createRole(call: ManagerCall, wish: RoleWish): Promise<string | undefined> {
  const clinicId = call.user.tenant_id!;
  return asManager(call, undefined, async (tx) => {
    if ((await listRoles(tx, clinicId)).length >= MOST_ROLES) return undefined;
    const key = newKey(wish.name);
    await insertRole(tx, clinicId, key, wish);
    const detail = { role: key, name: wish.name, added: wish.permissions.join(' ') };
    await noteByManager(tx, call, 'clinic-role.created', { detail });
    return key;
  });
}

/** Names and permissions hold within a second, whatever token was given before. @throws ChangedMeanwhile when it is not that version any more */
export async function changeRole(call: ManagerCall, key: string, wish: RoleWish & { version: number }): Promise<void> {
  const clinicId = call.user.tenant_id!;
  await asManager(call, undefined, async (tx) => {
    const role = await lockRole(tx, clinicId, key);
    if (!role || role.version !== wish.version) throw new ChangedMeanwhile();
    const name = isFixed(role) ? role.name : wish.name;
    const added = wish.permissions.filter((permission) => !role.permissions.includes(permission));
    const removed = inOrder(role.permissions).filter((permission) => !wish.permissions.includes(permission));
    const renamed = name !== role.name;
    if (added.length + removed.length === 0 && !renamed) return;
    await updateRole(tx, clinicId, key, { name, permissions: wish.permissions });
    const detail = {
      role: key,
      name,
      added: added.join(' '),
      removed: removed.join(' '),
      ...(renamed && { from: role.name }),
    };
    await noteByManager(tx, call, 'clinic-role.changed', { detail });
  });
}

/** @throws ChangedMeanwhile when somebody has it, or is invited with it, or it is gone */
export async function removeRole(call: ManagerCall, key: string): Promise<void> {
  const clinicId = call.user.tenant_id!;
  await asManager(call, undefined, async (tx) => {
    const role = await lockRole(tx, clinicId, key);
    if (!role || isFixed(role)) throw new ChangedMeanwhile();
    await deleteRole(tx, clinicId, key);
    const detail = { role: key, name: role.name };
    await noteByManager(tx, call, 'clinic-role.deleted', { detail });
  });
}

/** Permissions as they are listed everywhere; what is none of them is left out. */
export const inOrder = (permissions: readonly string[]): Permission[] =>
  PERMISSIONS.filter((permission) => permissions.includes(permission));

/** Readable, as applications meet it in `/v2/userinfo`, and of no other role, whatever that was called before. */
function newKey(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return [words.slice(0, 30) || 'role', randomBytes(3).toString('hex')].join('-');
}
