import type { Permission } from '../../catalogue/permissions.ts';
import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';

export interface RoleRow {
  key: string;
  name: string;
  version: number;
  permissions: Permission[];
  /** Who has it, with access or without. */
  people: number;
  /** Who is invited with it and may still accept. */
  invited: number;
}

const ROLE = `
  select r.key, r.name, r.version,
         array(select p.permission from role_permissions p where p.tenant_id = r.tenant_id and p.role_key = r.key) as permissions,
         (select count(*) from users u where u.tenant_id = r.tenant_id and u.role_key = r.key) as people,
         (select count(*) from clinic_invitations i
           where i.clinic_id = r.tenant_id and i.role_key = r.key and i.expires_at > now()) as invited
    from roles r where r.tenant_id = $1`;

const list = statement<RoleRow>('clinic_roles_list', `${ROLE} order by lower(r.name), r.key`);
/** Every role of a clinic; a tenant's database, as for all that follow. */
export const listRoles = (db: Queryable, clinicId: string): Promise<RoleRow[]> => db.query(list, [clinicId]);

const find = statement<RoleRow>('clinic_roles_find', `${ROLE} and r.key = $2`);
export const findRole = async (db: Queryable, clinicId: string, key: string): Promise<RoleRow | undefined> =>
  (await db.query(find, [clinicId, key]))[0];

const lock = statement<RoleRow>('clinic_roles_lock', `${ROLE} and r.key = $2 for update of r`);
/** The same, held against every other change of it until the transaction ends. */
export const lockRole = async (tx: Tx, clinicId: string, key: string): Promise<RoleRow | undefined> =>
  (await tx.query(lock, [clinicId, key]))[0];

export interface RoleWish {
  name: string;
  permissions: readonly Permission[];
}

const insert = statement<unknown>(
  'clinic_roles_insert',
  `with made as (insert into roles (tenant_id, key, name) values ($1, $2, $3))
   insert into role_permissions (tenant_id, role_key, permission) select $1, $2, unnest($4::text[])`,
);
export async function insertRole(tx: Tx, clinicId: string, key: string, { name, permissions }: RoleWish) {
  await tx.query(insert, [clinicId, key, name, permissions]);
}

const update = statement<unknown>(
  'clinic_roles_update',
  `with named as (
     update roles set name = $3, version = version + 1 where tenant_id = $1 and key = $2
   ), lost as (
     delete from role_permissions where tenant_id = $1 and role_key = $2 and permission <> all ($4::text[])
   )
   insert into role_permissions (tenant_id, role_key, permission) select $1, $2, unnest($4::text[])
   on conflict do nothing`,
);
export async function updateRole(tx: Tx, clinicId: string, key: string, { name, permissions }: RoleWish) {
  await tx.query(update, [clinicId, key, name, permissions]);
}

const forgetInvitations = statement<unknown>(
  'clinic_roles_forget_invitations',
  'delete from clinic_invitations where clinic_id = $1 and role_key = $2 and expires_at <= now()',
);
const remove = statement<unknown>('clinic_roles_delete', 'delete from roles where tenant_id = $1 and key = $2');
const checkNow = statement<unknown>(
  'clinic_roles_check_now',
  'set constraints users_role, clinic_invitations_role immediate',
);
/** Removes a role, with invitations that are too old. @throws the violation of a reference while somebody has it */
export async function deleteRole(tx: Tx, clinicId: string, key: string): Promise<void> {
  await tx.query(forgetInvitations, [clinicId, key]);
  await tx.query(remove, [clinicId, key]);
  await tx.query(checkNow);
}
