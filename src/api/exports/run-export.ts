import type { Database, TenantDatabase } from '../../platform/database/index.ts';
import { type FileStore, newFileKey } from '../../platform/files/index.ts';
import { type Access, requirePolicy } from '../access/access.ts';
import { readAccess } from '../access/facts.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { ReadPolicies } from '../changes/readable.ts';
import { copyResource } from './copy-resource.ts';
import { type Exportable, exportable, type FurtherExports, isFurther } from './exportable.ts';
import { holdLease, LeaseLost } from './held-lease.ts';
import { beginFile, finishExport, finishFile, type Job, startExport, type WorkRow } from './jobs.queries.ts';
import { type LineFile, openLineFile } from './line-file.ts';

export interface ExportServices {
  database: Database;
  files: FileStore;
  audit: AuditLog;
  policies: ReadPolicies;
  further: FurtherExports;
}

/** How often the rights behind an export are asked for, in milliseconds: as often as those behind a request. */
const RIGHTS_HOLD_FOR = 900;

/**
 * Writes the files of an export that are not there yet, and ends it.
 * @param ending aborted when the process is to end
 * @throws LeaseLost, or ServiceError once the rights behind it are gone
 */
export async function runExport(services: ExportServices, job: Job, work: WorkRow, ending: AbortSignal): Promise<void> {
  const { database, files, policies, further } = services;
  const { tenantId } = job;
  const db = database.forTenant({ tenantId, timeZone: 'UTC' });
  const written = new Set(work.finished.map(({ resource }) => resource));
  const before = work.finished.reduce((sum, { rows }) => sum + rows, 0);
  const progress = { done: before, total: undefined as number | undefined };
  const lease = holdLease(database, job, ending, () => progress);
  let checkedAt = Number.NEGATIVE_INFINITY;

  /** Goes on only while it is ours, wanted, and allowed. */
  const check = async (resource: string): Promise<Access> => {
    const access = await readAccess(database, {
      sub: work.user_id,
      clientId: work.client_id,
      grantId: work.grant_id,
      scopes: new Set(work.scopes),
      tenantId,
    });
    if (isFurther(resource)) further.get(resource)!.admit(access);
    else requirePolicy(access, policies.get(resource)!);
    await lease.renew();
    checkedAt = performance.now();
    return access;
  };
  const goOn = async (resource: string) => {
    lease.signal.throwIfAborted();
    if (performance.now() - checkedAt > RIGHTS_HOLD_FOR) await check(resource);
  };

  try {
    await startExport(db, job);
    progress.total = await countAll(db, tenantId, work);
    for (const resource of work.resources) {
      if (written.has(resource)) continue;
      const access = await check(resource);
      const what = exportable[resource] ?? further.get(resource)!.of(access);
      const key = newFileKey();
      if (!(await beginFile(db, job, key, resource))) throw new LeaseLost('the export is not ours any more');
      const file = await openLineFile();
      try {
        await writeItems(services, { tenantId, timeZone: access.tenant!.timeZone, what, work, file }, async (count) => {
          progress.done += count;
          await goOn(resource);
        });
        const local = await file.finish();
        await files.put(key, local);
        if (await finishFile(db, job, key, { ...local, rows: file.lines() })) continue;
        await files.remove(key);
        throw new LeaseLost('the export is not ours any more');
      } finally {
        await file.discard();
      }
    }
    await finishExport(db, job, { done: progress.done });
  } finally {
    lease.stop();
  }
}

/** Undefined of what cannot be counted in time. */
async function countAll(db: TenantDatabase, tenantId: string, work: WorkRow): Promise<number | undefined> {
  if (work.resources.some(isFurther)) return undefined;
  const counting = async () => {
    let total = 0;
    for (const resource of work.resources)
      total += await exportable[resource]!.source.count(db, tenantId, work.updated_since ?? undefined);
    return total;
  };
  return counting().catch(() => undefined);
}

interface Writing {
  tenantId: string;
  timeZone: string;
  what: Exportable;
  work: WorkRow;
  file: LineFile;
}

/** Copies a resource as it was at one moment, as its reader sees it. Whose data a page shows is audited before it is written. */
async function writeItems(
  { database, audit }: ExportServices,
  { tenantId, timeZone, what, work, file }: Writing,
  onPage: (count: number) => Promise<void>,
): Promise<void> {
  const updatedSince = work.updated_since ?? undefined;
  const { actor } = work;
  await database.snapshot({ tenantId, timeZone, actor }, (tx) =>
    copyResource(tx, audit, { tenantId, what, updatedSince, actor }, async (items) => {
      await file.append(what.line ? items.map(what.line) : items);
      await onPage(items.length);
    }),
  );
}
