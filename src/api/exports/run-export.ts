import type { Database, TenantDatabase } from '../../platform/database/index.ts';
import { type FileStore, newFileKey } from '../../platform/files/index.ts';
import { requirePolicy } from '../access/access.ts';
import { readAccess } from '../access/facts.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { ReadPolicies } from '../changes/readable.ts';
import { exportable } from './exportable.ts';
import { holdLease, LeaseLost } from './held-lease.ts';
import { beginFile, finishExport, finishFile, type Job, startExport, type WorkRow } from './jobs.queries.ts';
import { type LineFile, openLineFile } from './line-file.ts';

export interface ExportServices {
  database: Database;
  files: FileStore;
  audit: AuditLog;
  policies: ReadPolicies;
}

/** How many items are in memory at once. */
const PAGE = 500;
/** How often the rights behind an export are asked for, in milliseconds: as often as those behind a request. */
const RIGHTS_HOLD_FOR = 900;

/**
 * Writes the files of an export that are not there yet, and ends it.
 * @param ending aborted when the process is to end
 * @throws LeaseLost, or ServiceError once the rights behind it are gone
 */
export async function runExport(services: ExportServices, job: Job, work: WorkRow, ending: AbortSignal): Promise<void> {
  const { database, files, policies } = services;
  const { tenantId } = job;
  const db = database.forTenant({ tenantId, timeZone: 'UTC' });
  const written = new Set(work.finished.map(({ resource }) => resource));
  const before = work.finished.reduce((sum, { rows }) => sum + rows, 0);
  const progress = { done: before, total: undefined as number | undefined };
  const lease = holdLease(database, job, ending, () => progress);
  let checkedAt = Number.NEGATIVE_INFINITY;

  /** Goes on only while it is ours, wanted, and allowed. @returns the clinic's time zone */
  const check = async (resource: string): Promise<string> => {
    const access = await readAccess(database, {
      sub: work.user_id,
      clientId: work.client_id,
      grantId: work.grant_id,
      scopes: new Set(work.scopes),
      tenantId,
    });
    requirePolicy(access, policies.get(resource)!);
    await lease.renew();
    checkedAt = performance.now();
    return access.tenant!.timeZone;
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
      const timeZone = await check(resource);
      const key = newFileKey();
      if (!(await beginFile(db, job, key, resource))) throw new LeaseLost('the export is not ours any more');
      const file = await openLineFile();
      try {
        await writeItems(services, { tenantId, timeZone, resource, work, file }, async (count) => {
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
  resource: string;
  work: WorkRow;
  file: LineFile;
}

/** Copies a resource as it was at one moment, as its reader sees it. Whose data a page shows is audited before it is written. */
async function writeItems(
  { database, audit }: ExportServices,
  { tenantId, timeZone, resource, work, file }: Writing,
  onPage: (count: number) => Promise<void>,
): Promise<void> {
  const { source, shows } = exportable[resource]!;
  const updatedSince = work.updated_since ?? undefined;
  await database.snapshot({ tenantId, timeZone, actor: work.actor }, async (tx) => {
    for (let afterId = 0; ; ) {
      const items = await source.page(tx, tenantId, { afterId, limit: PAGE, updatedSince });
      const last = items.at(-1);
      if (!last) return;
      await recordShown(audit, { ...work.actor, tenantId, outcome: 'success' }, items.map(shows));
      await file.append(items);
      await onPage(items.length);
      if (items.length < PAGE) return;
      afterId = last.id;
    }
  });
}

type Shown = ReturnType<(typeof exportable)[string]['shows']>;
type Event = Parameters<AuditLog['record']>[0];

/** One event for the patients of a page, and one for each document, as any of these may be obscured later. */
async function recordShown(audit: AuditLog, event: Omit<Event, 'patientIds'>, shown: readonly Shown[]): Promise<void> {
  const patientIds = new Set<number>();
  const patientOfDocument = new Map<number, number>();
  for (const { patientId, documentId } of shown) {
    if (patientId === undefined) continue;
    if (documentId === undefined) patientIds.add(patientId);
    else patientOfDocument.set(documentId, patientId);
  }
  const events: Event[] = [...patientOfDocument].map(([documentId, patientId]) => ({
    ...event,
    documentId,
    patientIds: [patientId],
  }));
  if (patientIds.size > 0) events.push({ ...event, patientIds: [...patientIds] });
  await Promise.all(events.map((one) => audit.record(one)));
}
