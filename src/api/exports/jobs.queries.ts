import { type Database, type Queryable, statement } from '../../platform/database/index.ts';

/** The right to work on one export until it is taken back; nobody else has it meanwhile. */
export interface Lease {
  tenantId: string;
  exportId: number;
  /** Known to its worker alone. */
  token: string;
}

export interface Job extends Lease {
  /** How often it was begun since something was last achieved. */
  attempts: number;
}

const claim = statement<{ tenant_id: string; export_id: number; attempts: number }>(
  'exports_claim_job',
  `update export_jobs set lease = $1, leased_until = now() + make_interval(secs => $2), attempts = attempts + 1
    where (tenant_id, export_id) = (
      select tenant_id, export_id from export_jobs
       where due_at <= now() and (leased_until is null or leased_until <= now())
       order by due_at, tenant_id, export_id limit 1 for update skip locked)
   returning tenant_id, export_id, attempts`,
);

/** Takes the next job that is due and nobody works on. @returns undefined when there is none */
export async function claimJob(db: Database, token: string, seconds: number): Promise<Job | undefined> {
  const [row] = await db.query(claim, [token, seconds]);
  return row && { tenantId: row.tenant_id, exportId: row.export_id, attempts: row.attempts, token };
}

/** The job of a lease, locked; nothing when it was lost. $1 tenant, $2 export, $3 token. */
const MINE = `mine as materialized (
  select tenant_id, export_id from export_jobs where tenant_id = $1 and export_id = $2 and lease = $3 for update)`;
const key = ({ tenantId, exportId, token }: Lease) => [tenantId, exportId, token];

const renew = statement<{ id: number }>(
  'exports_renew_lease',
  `with ${MINE}, renewed as (
     update export_jobs j set leased_until = now() + make_interval(secs => $4)
       from mine where j.tenant_id = mine.tenant_id and j.export_id = mine.export_id
   )
   update exports e set done = $5, total = $6 from mine
    where e.tenant_id = mine.tenant_id and e.id = mine.export_id and e.expires_at > now()
   returning e.id`,
);

/** @returns false when the lease was lost, or the time of the export is over */
export async function renewLease(
  db: Queryable,
  lease: Lease,
  seconds: number,
  progress: { done: number; total: number | undefined },
): Promise<boolean> {
  return (await db.query(renew, [...key(lease), seconds, progress.done, progress.total])).length > 0;
}

const release = statement<unknown>(
  'exports_release_job',
  `update export_jobs set lease = null, leased_until = null, due_at = now() + make_interval(secs => $4), attempts = attempts - $5::int
    where tenant_id = $1 and export_id = $2 and lease = $3`,
);

/** Gives a job back, to be done again. @param counted whether this attempt counts */
export async function releaseJob(
  db: Queryable,
  lease: Lease,
  { afterSeconds, counted }: { afterSeconds: number; counted: boolean },
): Promise<void> {
  await db.query(release, [...key(lease), afterSeconds, counted ? 0 : 1]);
}

export interface WorkRow {
  status: 'queued' | 'running' | 'completed' | 'failed' | 'expired';
  user_id: string;
  client_id: string;
  grant_id: string;
  scopes: string[];
  actor: { userId: string; clientId: string; requestId: string; address: string; action: string };
  resources: string[];
  updated_since: string | null;
  over: boolean;
  deleted: boolean;
  /** Deleted so long ago that nobody can still be storing a file of it. */
  settled: boolean;
  finished: { resource: string; rows: number }[];
  /** Of files in the store, whole or not, or about to be. */
  store_keys: string[];
  unfinished_keys: string[];
}

const read = statement<WorkRow>(
  'exports_read_work',
  `select e.status, e.user_id, e.client_id, e.grant_id, e.scopes, e.actor, e.resources, e.updated_since,
          e.expires_at <= now() as over, e.deleted_at is not null as deleted,
          coalesce(e.deleted_at <= now() - interval '1 hour', false) as settled,
          (select coalesce(jsonb_agg(jsonb_build_object('resource', f.resource, 'rows', f.rows)), '[]') from export_files f
            where f.tenant_id = $1 and f.export_id = $2 and f.finished_at is not null) as finished,
          array(select f.store_key from export_files f where f.tenant_id = $1 and f.export_id = $2) as store_keys,
          array(select f.store_key from export_files f
                 where f.tenant_id = $1 and f.export_id = $2 and f.finished_at is null) as unfinished_keys
     from exports e where e.tenant_id = $1 and e.id = $2`,
);

export async function readWork(db: Queryable, { tenantId, exportId }: Lease): Promise<WorkRow | undefined> {
  return (await db.query(read, [tenantId, exportId]))[0];
}

const start = statement<unknown>(
  'exports_start',
  `with ${MINE} update exports e set status = 'running' from mine where e.tenant_id = mine.tenant_id and e.id = mine.export_id`,
);

export async function startExport(db: Queryable, lease: Lease): Promise<void> {
  await db.query(start, key(lease));
}

const beginFileStatement = statement<{ store_key: string }>(
  'exports_begin_file',
  `with ${MINE} insert into export_files (tenant_id, export_id, store_key, resource)
   select tenant_id, export_id, $4, $5 from mine returning store_key`,
);

/** Notes the key of a file before anything is stored under it. @returns false when the lease was lost */
export async function beginFile(db: Queryable, lease: Lease, storeKey: string, resource: string): Promise<boolean> {
  return (await db.query(beginFileStatement, [...key(lease), storeKey, resource])).length > 0;
}

const finishFileStatement = statement<{ store_key: string }>(
  'exports_finish_file',
  `with ${MINE}, achieved as (
     update export_jobs j set attempts = 0 from mine where j.tenant_id = mine.tenant_id and j.export_id = mine.export_id
   )
   update export_files f set rows = $5, bytes = $6, sha256 = $7, finished_at = now() from mine
    where f.tenant_id = mine.tenant_id and f.export_id = mine.export_id and f.store_key = $4
   returning f.store_key`,
);

/** Makes a stored file a part of the export. @returns false when the lease was lost */
export async function finishFile(
  db: Queryable,
  lease: Lease,
  storeKey: string,
  { rows, bytes, sha256 }: { rows: number; bytes: number; sha256: Buffer },
): Promise<boolean> {
  return (await db.query(finishFileStatement, [...key(lease), storeKey, rows, bytes, sha256])).length > 0;
}

const finish = statement<unknown>(
  'exports_finish',
  `with ${MINE}, done as (
     update exports e set status = case when $4::jsonb is null then 'completed' else 'failed' end, error = $4::jsonb,
            done = coalesce($5, e.done), total = coalesce($5, e.total), completed_at = now(), expires_at = now() + interval '24 hours'
       from mine where e.tenant_id = mine.tenant_id and e.id = mine.export_id
     returning e.tenant_id, e.id, e.expires_at
   )
   update export_jobs j set lease = null, leased_until = null, attempts = 0,
          due_at = case when $4::jsonb is null then done.expires_at else now() end
     from done where j.tenant_id = done.tenant_id and j.export_id = done.id`,
);

/** Ends an export. Its files are due for removal a day later; at once when it failed. */
export async function finishExport(
  db: Queryable,
  lease: Lease,
  { done, error }: { done?: number; error?: { code: string; message: string } },
): Promise<void> {
  await db.query(finish, [...key(lease), error && JSON.stringify(error), done]);
}

const expire = statement<unknown>(
  'exports_expire',
  `with ${MINE}, files as (
     delete from export_files f using mine where f.tenant_id = mine.tenant_id and f.export_id = mine.export_id
   ), e as (
     update exports e set status = 'expired', error = null from mine where e.tenant_id = mine.tenant_id and e.id = mine.export_id
   )
   update export_jobs j set lease = null, leased_until = null, attempts = 0, due_at = now() + interval '7 days'
     from mine where j.tenant_id = mine.tenant_id and j.export_id = mine.export_id`,
);

/** Of an export whose files were removed: it is told for a week more that it expired. */
export async function expireExport(db: Queryable, lease: Lease): Promise<void> {
  await db.query(expire, key(lease));
}

const forget = statement<unknown>(
  'exports_forget',
  `with ${MINE} delete from exports e using mine where e.tenant_id = mine.tenant_id and e.id = mine.export_id`,
);

export async function forgetExport(db: Queryable, lease: Lease): Promise<void> {
  await db.query(forget, key(lease));
}
