import pg from 'pg';
import { APPLICATION_ROLE, DatabaseSetupError } from '../../platform/database/index.ts';
import { describeConnectionFailure } from '../../platform/database/setup-error.ts';
import type { TableCopy } from './manifest.ts';

const quoted = pg.escapeIdentifier;

/** A connection of the schema's owner, for as long as it takes. @throws DatabaseSetupError */
export async function connectAsOwner(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'corsia-backup',
  });
  client.on('error', () => {});
  await client.connect().catch((error: Error) => {
    throw describeConnectionFailure(url, error);
  });
  await client.query(`set statement_timeout = 0; set idle_in_transaction_session_timeout = 0;
    set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set bytea_output = 'hex'`);
  return client;
}

/** @throws DatabaseSetupError for a role from which policies would hide rows */
export async function requireWholeSight(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ hidden: boolean }>(
    `select not rolsuper and not rolbypassrls
            and (pg_has_role(r.oid, '${APPLICATION_ROLE}', 'member')
                 or not (select pg_has_role(r.oid, relowner, 'usage') from pg_class where oid = 'patients'::regclass)) as hidden
       from pg_roles r where rolname = current_user`,
  );
  if (rows[0]?.hidden)
    throw new DatabaseSetupError(
      `DATABASE_MIGRATION_URL must be of the owner of the schema, and no member of ${APPLICATION_ROLE}: rows would be hidden from it.`,
    );
}

/** Migrations that were applied, by name. */
export async function schemaOf(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migrations order by version',
  );
  return Object.fromEntries(rows.map(({ name, checksum }) => [name, checksum]));
}

export interface Table extends TableCopy {
  /** Its rows are of clinics, and seen by one at a time. */
  ofTenants: boolean;
}

/** Every table with data, and the columns that are not computed. */
export async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname::text as name, c.relrowsecurity as "ofTenants",
            array(select a.attname::text from pg_attribute a
                   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                   order by a.attnum) as columns
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname <> 'schema_migrations'
      order by c.relname`,
  );
  return rows;
}

/** The rows of a table, or of one clinic in it. */
export function copyOutSql({ name, columns }: Table, tenantId: string | undefined): string {
  const where = tenantId === undefined ? '' : ` where tenant_id = ${pg.escapeLiteral(tenantId)}`;
  return `copy (select ${columns.map(quoted).join(', ')} from ${quoted(name)}${where}) to stdout`;
}

export const copyInSql = ({ name, columns }: TableCopy): string =>
  `copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`;

export async function tenantsOf(client: pg.Client): Promise<string[]> {
  return (await client.query<{ id: string }>('select id from tenants order by id')).rows.map(({ id }) => id);
}

/** Until the end of the transaction rows of this clinic are seen. */
export async function enterTenant(client: pg.Client, tenantId: string): Promise<void> {
  await client.query(`select set_config('corsia.tenant_id', $1, true)`, [tenantId]);
}

/** The next value of each sequence. They belong to no transaction: read after its snapshot was taken, they are ahead of every row in it. */
export async function sequencesOf(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; next: string }>(
    `select sequencename::text as name, coalesce(last_value + increment_by, start_value)::text as next
       from pg_sequences where schemaname = 'public' order by 1`,
  );
  return Object.fromEntries(rows.map(({ name, next }) => [name, next]));
}

export interface LogPlaces {
  copiedAt: string;
  changesUpTo: string;
  changesBefore: string;
}

/** Where the log of changes stands in this transaction's snapshot. */
export async function logPlaces(client: pg.Client): Promise<LogPlaces> {
  const { rows } = await client.query<LogPlaces>(
    `select to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "copiedAt", change_log_horizon()::text as "changesUpTo",
            (change_log_horizon()::text::numeric + pg_snapshot_xmax(pg_current_snapshot())::text::numeric
             - pg_snapshot_xmin(pg_current_snapshot())::text::numeric)::text as "changesBefore"`,
  );
  return rows[0]!;
}

export interface StoredFile {
  store_key: string;
  bytes: number;
  sha256: string;
}

/** What the clinic of the transaction keeps in the file store. */
export async function filesOf(client: pg.Client, tenantId: string): Promise<StoredFile[]> {
  const { rows } = await client.query<StoredFile>(
    `select store_key, bytes::float8 as bytes, encode(sha256, 'hex') as sha256 from medical_report_attachments where tenant_id = $1
     union all
     select store_key, bytes::float8, encode(sha256, 'hex') from export_files where tenant_id = $1 and finished_at is not null
     order by store_key`,
    [tenantId],
  );
  return rows;
}

/** Whether rows still name it, by now. */
export async function isStillKept(client: pg.Client, tenantId: string, storeKey: string): Promise<boolean> {
  await client.query('begin read only');
  await enterTenant(client, tenantId);
  const { rows } = await client.query(
    `select from medical_report_attachments where tenant_id = $1 and store_key = $2
     union all select from export_files where tenant_id = $1 and store_key = $2`,
    [tenantId, storeKey],
  );
  await client.query('commit');
  return rows.length > 0;
}
