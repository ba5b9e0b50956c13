import type pg from 'pg';

/** Tables that name a tenant and are not under row-level security, each with its reason. */
export const IDENTITY_TABLES: Record<string, string> = {
  users: 'read at sign-in, before any tenant is known; holds no health data',
  export_jobs: 'workers find what is due in it, before any tenant is known; holds ids and times alone',
};

/**
 * What breaks the isolation of tenants in a database: a table with a `tenant_id` whose rows another tenant could see or
 * write, whose key does not begin with the tenant, or whose foreign key leaves it.
 */
export async function tenancyViolations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ violation: string }>(VIOLATIONS, [Object.keys(IDENTITY_TABLES)]);
  return rows.map(({ violation }) => violation);
}

export async function tenantTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `${TENANT_TABLES} select name from tenant_tables order by name`,
    [Object.keys(IDENTITY_TABLES)],
  );
  return rows.map(({ name }) => name);
}

const TENANT_TABLES = `
  with tenant_tables as (
    select c.oid, c.relname::text as name, a.attnum, a.attnotnull, c.relrowsecurity, c.relforcerowsecurity
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
     where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and c.relname <> all ($1)
  )`;

const VIOLATIONS = `${TENANT_TABLES},
  bound as (
    select polrelid from pg_policy
     where polcmd = '*' and polpermissive and polroles = '{0}'
       and pg_get_expr(polqual, polrelid) in ('((tenant_id)::text = current_tenant())', '(tenant_id = current_tenant())')
       and polwithcheck is null
  ),
  violations as (
    select name || ' has no row-level security' as violation from tenant_tables where not relrowsecurity
    union all
    select name || ' does not force row-level security on its owner' from tenant_tables where not relforcerowsecurity
    union all
    select name || ' has no policy that binds every role and command to the tenant' from tenant_tables
     where oid not in (select polrelid from bound)
    union all
    select name || ' has another policy beside that of the tenant' from tenant_tables t
     where (select count(*) from pg_policy where polrelid = t.oid and polpermissive) > 1
    union all
    select name || ' has rows without a tenant' from tenant_tables where not attnotnull
    union all
    select name || ' has a key that does not begin with the tenant' from tenant_tables t
     where not exists (select from pg_constraint where conrelid = t.oid and contype = 'p' and conkey[1] = t.attnum)
    union all
    select name || ' refers to rows of other tenants in ' || f.conrelid::regclass from tenant_tables t
      join pg_constraint f on f.confrelid = t.oid and f.contype = 'f'
     where not exists (
       select from unnest(f.conkey, f.confkey) as k (own, other)
         join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.own
        where k.other = t.attnum and a.atttypid = 'tenant_key'::regtype)
  )
  select violation from violations order by violation`;
