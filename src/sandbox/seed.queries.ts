import { type Queryable, statement, type Tx } from '../platform/database/index.ts';
import type { SandboxClient } from './accounts.ts';

const lock = statement<unknown>('sandbox_lock', `select pg_advisory_xact_lock(hashtextextended('sandbox seed', 0))`);

/** Processes that start at once seed one after the other, however long it takes the first. */
export async function lockSeeding(tx: Tx): Promise<void> {
  await tx.takeTime(0);
  await tx.query(lock);
}

const setActor = statement<unknown>('sandbox_set_actor', `select set_config('corsia.actor', $1, true)`);

/** Lets somebody else act for the rest of the transaction. */
export async function actAs(tx: Tx, actor: object): Promise<void> {
  await tx.query(setActor, [JSON.stringify(actor)]);
}

const tenantExists = statement<unknown>('sandbox_tenant_exists', 'select from tenants where id = $1');

export async function hasTenant(db: Queryable, id: string): Promise<boolean> {
  return (await db.query(tenantExists, [id])).length > 0;
}

const insertTenant = statement<unknown>(
  'sandbox_insert_tenant',
  'insert into tenants (id, name, sandbox) values ($1, $2, true)',
);

export async function createTenant(db: Queryable, id: string, name: string): Promise<void> {
  await db.query(insertTenant, [id, name]);
}

const insertRole = statement<unknown>(
  'sandbox_insert_role',
  `with created as (insert into roles (tenant_id, key, name) values ($1, $2, $3))
   insert into role_permissions (tenant_id, role_key, permission) select $1, $2, unnest($4::text[])`,
);

export async function createRole(
  db: Queryable,
  tenantId: string,
  role: { key: string; name: string; permissions: readonly string[] },
): Promise<void> {
  await db.query(insertRole, [tenantId, role.key, role.name, role.permissions]);
}

const deleteRoles = statement<unknown>(
  'sandbox_delete_roles',
  'delete from roles where tenant_id = $1 and key = any ($2::text[])',
);

export async function removeDefaultRoles(db: Queryable, tenantId: string, keys: readonly string[]): Promise<void> {
  await db.query(deleteRoles, [tenantId, keys]);
}

const missingUsers = statement<{ id: string }>(
  'sandbox_missing_users',
  'select id from unnest($1::text[]) as wanted (id) where not exists (select from users u where u.id = wanted.id)',
);

export async function idsOfMissingUsers(db: Queryable, ids: string[]): Promise<Set<string>> {
  return new Set((await db.query(missingUsers, [ids])).map(({ id }) => id));
}

const insertUser = statement<unknown>(
  'sandbox_insert_user',
  `insert into users (id, email, name, password_hash, developer, administrator, tenant_id, role_key, email_verified_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
);

export interface NewUser {
  id: string;
  email: string;
  name: string;
  passwordHash: string;
  developer: boolean;
  administrator: boolean;
  tenantId: string | undefined;
  roleKey: string | undefined;
}

export async function createUser(db: Queryable, user: NewUser): Promise<void> {
  const { id, email, name, passwordHash, developer, administrator, tenantId, roleKey } = user;
  await db.query(insertUser, [id, email, name, passwordHash, developer, administrator, tenantId, roleKey]);
}

const upsertClient = statement<unknown>(
  'sandbox_upsert_client',
  `with c as (
     insert into clients (id, name, description, developer_id, application_type, public, grant_types, redirect_uris,
                          scopes, post_logout_redirect_uris)
     values ($1, $2, $3, 'sandbox-developer', $4, $5, $6, $7, $8, $10)
     on conflict (id) do update set grant_types = excluded.grant_types, redirect_uris = excluded.redirect_uris, scopes = excluded.scopes,
       post_logout_redirect_uris = excluded.post_logout_redirect_uris
     returning id
   )
   insert into client_secrets (client_id, hash, description)
   select c.id, $9::bytea, 'sandbox' from c
    where $9::bytea is not null and not exists (select from client_secrets s where s.client_id = $1 and s.hash = $9::bytea)`,
);

/** The addresses follow the configuration, so applications are brought up to date at every start. */
export async function putClient(db: Queryable, client: SandboxClient, secretHash: Buffer | undefined): Promise<void> {
  const { id, name, description, applicationType, secret, grantTypes, redirectUris, scopes } = client;
  await db.query(upsertClient, [
    id,
    name,
    description,
    applicationType,
    !secret,
    grantTypes,
    redirectUris,
    scopes,
    secretHash,
    client.postLogoutRedirectUris ?? [],
  ]);
}
