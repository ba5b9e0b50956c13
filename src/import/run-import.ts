import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { type Database, violatedConstraint, violatedReference } from '../platform/database/index.ts';
import { type ErrorDetail, ServiceError } from '../platform/errors.ts';
import { FileError } from './file-error.ts';
import { withExternalIds } from './identity.ts';
import { lockImports, readTenant } from './import.queries.ts';
import type { Importable, Outcome, Row } from './importable.ts';
import type { FileRow } from './read-file.ts';

export interface ImportSummary {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  /** Whether anything was stored for good. */
  stored: boolean;
}

export interface ImportOptions {
  tenantId: string;
  /** Of the external ids that a file gives by their value alone. */
  system: string | undefined;
  dryRun: boolean;
  skipRejected: boolean;
  onRejected(line: number, problems: readonly ErrorDetail[]): Promise<void>;
  onProgress(read: number): void;
}

const BATCH = 500;

/** Undoes what was done to see what would be. */
class Undone extends Error {}

/**
 * Imports rows in one transaction: all of them, or none. What is there already is changed, and known by its external ids
 * or its code, so that a file can be imported again.
 * @throws FileError for what cannot be imported at all
 */
export async function runImport(
  database: Database,
  importable: Importable,
  rows: AsyncIterable<FileRow>,
  options: ImportOptions,
): Promise<ImportSummary> {
  const tenant = await readTenant(database, options.tenantId);
  if (!tenant) throw new FileError(`There is no clinic "${options.tenantId}".`);
  const summary: ImportSummary = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, stored: false };
  const actor = {
    userId: 'import',
    clientId: 'corsia-cli',
    requestId: `import-${randomUUID()}`,
    address: '',
    action: `${importable.name.replaceAll('-', '_')}.import`,
  };
  const db = database.forTenant({ tenantId: tenant.id, timeZone: tenant.timeZone, actor });
  try {
    await db.transaction(async (tx) => {
      if (!(await lockImports(tx, tenant.id))) throw new FileError('Another import into this clinic is under way.');
      const now = Temporal.Now.zonedDateTimeISO(tenant.timeZone);
      const store = await importable.open({ tx, tenant, now });
      for await (const batch of inBatches(rows)) {
        const prepared = batch.map((one) => prepare(one, options.system));
        const good = prepared.filter((one): one is Row => !Array.isArray(one));
        const outcomes = (good.length > 0 ? await store.store(good) : []).values();
        for (const [index, one] of prepared.entries()) {
          const outcome: Outcome = Array.isArray(one) ? (one as ErrorDetail[]) : outcomes.next().value!;
          summary.read += 1;
          if (typeof outcome === 'string') {
            summary[outcome] += 1;
            continue;
          }
          summary.rejected += 1;
          await options.onRejected(batch[index]!.line, outcome);
        }
        options.onProgress(summary.read);
      }
      if (options.dryRun || (summary.rejected > 0 && !options.skipRejected)) throw new Undone();
    });
    summary.stored = true;
  } catch (error) {
    if (violatedConstraint(error) || violatedReference(error))
      throw new ServiceError(
        'unavailable',
        'Somebody changed the same data meanwhile; nothing was imported. Try again.',
        {
          cause: error,
        },
      );
    if (!(error instanceof Undone)) throw error;
  }
  return summary;
}

function prepare({ row, problems }: FileRow, system: string | undefined): Row | ErrorDetail[] {
  return row ? withExternalIds(row, system) : [...problems!];
}

async function* inBatches(rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow[]> {
  let batch: FileRow[] = [];
  for await (const row of rows) {
    if (batch.push(row) < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
