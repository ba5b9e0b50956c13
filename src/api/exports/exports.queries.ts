import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';
import type { Export } from './exports.schema.ts';

export interface ExportRow {
  id: number;
  status: Export['status'];
  resources: string[];
  done: number;
  total: number | null;
  error: { code: string; message: string } | null;
  created_at: string;
  completed_at: string | null;
  expires_at: string;
  files: { resource: string; rows: number; bytes: number; sha256: string; store_key: string }[];
}

/** Whose export it is. */
type Owner = readonly [tenantId: string, userId: string, clientId: string];

/** Files exist for callers while an export is completed; what is over is over, whether or not a worker came by. */
const COLUMNS = `
  r.id, r.resources, r.done, r.total, r.error, r.created_at, r.completed_at, r.expires_at,
  case when r.expires_at <= now() then 'expired' else r.status end as status,
  (select coalesce(jsonb_agg(jsonb_build_object('resource', f.resource, 'rows', f.rows, 'bytes', f.bytes,
                                                'sha256', encode(f.sha256, 'hex'), 'store_key', f.store_key) order by f.resource), '[]')
     from export_files f
    where f.tenant_id = r.tenant_id and f.export_id = r.id and f.finished_at is not null
      and r.status = 'completed' and r.expires_at > now()) as files`;

const get = statement<ExportRow>(
  'exports_get',
  `select ${COLUMNS} from exports r
    where r.tenant_id = $1 and r.user_id = $2 and r.client_id = $3 and r.id = $4 and r.deleted_at is null`,
);

export async function getExport(db: Queryable, owner: Owner, id: number): Promise<ExportRow | undefined> {
  return (await db.query(get, [...owner, id]))[0];
}

const lock = statement<unknown>('exports_lock', `select pg_advisory_xact_lock(hashtextextended($1, 0))`);
const countUnfinishedStatement = statement<{ count: number }>(
  'exports_count_unfinished',
  `select count(*) as count from exports
    where tenant_id = $1 and client_id = $2 and status in ('queued', 'running') and deleted_at is null and expires_at > now()`,
);

/** How many exports of an application are under way in a clinic; nobody begins another one before the transaction ends. */
export async function countUnfinished(tx: Tx, tenantId: string, clientId: string): Promise<number> {
  await tx.query(lock, [`exports\n${tenantId}\n${clientId}`]);
  return (await tx.query(countUnfinishedStatement, [tenantId, clientId]))[0]!.count;
}

export interface NewExport {
  grant_id: string;
  scopes: string[];
  resources: string[];
  updated_since: string | undefined;
}

const insert = statement<{ id: number }>(
  'exports_insert',
  `with made as (
     insert into exports (tenant_id, user_id, client_id, grant_id, scopes, resources, updated_since, actor)
     values ($1, $2, $3, $4, $5::text[], $6::text[], $7, current_setting('corsia.actor')::jsonb)
     returning tenant_id, id
   ), job as (
     insert into export_jobs (tenant_id, export_id) select tenant_id, id from made
   )
   select id from made`,
);

/** Queues an export. @returns its id */
export async function insertExport(tx: Tx, owner: Owner, values: NewExport): Promise<number> {
  const { grant_id, scopes, resources, updated_since } = values;
  return (await tx.query(insert, [...owner, grant_id, scopes, resources, updated_since]))[0]!.id;
}

const remove = statement<{ id: number }>(
  'exports_delete',
  `with gone as (
     update exports set deleted_at = clock_timestamp()
      where tenant_id = $1 and user_id = $2 and client_id = $3 and id = $4 and deleted_at is null
     returning tenant_id, id
   ), job as (
     update export_jobs j set due_at = now(), attempts = 0, lease = null, leased_until = null
       from gone where j.tenant_id = gone.tenant_id and j.export_id = gone.id
   )
   select id from gone`,
);

/** Hides an export, takes it from whoever works on it, and has its files removed. @returns whether there was one */
export async function deleteExport(db: Queryable, owner: Owner, id: number): Promise<boolean> {
  return (await db.query(remove, [...owner, id])).length > 0;
}
