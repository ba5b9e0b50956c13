import { ServiceError } from '../../platform/errors.ts';
import { requirePolicy } from '../access/access.ts';
import { type ReadPolicies, readableBy } from '../changes/readable.ts';
import type { FileAnswer } from '../file-answer.ts';
import { found, withoutNull } from '../pages.ts';
import type { Call } from '../route.ts';
import { type FurtherExports, isFurther } from './exportable.ts';
import * as queries from './exports.queries.ts';
import type { Export, ExportInput } from './exports.schema.ts';

type ExportCall = Pick<Call, 'access' | 'tenant' | 'db' | 'files'>;

const MOST_UNFINISHED = 2;

/**
 * Queues an export of what is asked for, or of everything that the token may read.
 * @throws ServiceError insufficient_scope, insufficient_permission, too_many_exports
 */
export function createExport(call: ExportCall, input: ExportInput, policies: ReadPolicies): Promise<Export> {
  return queueExport(call, readableBy(call.access, policies, input.resources), input.updatedSince);
}

/** Queues an export of what the caller was admitted to. @throws ServiceError too_many_exports */
export function queueExport(
  call: ExportCall,
  resources: readonly string[],
  updatedSince: string | undefined,
): Promise<Export> {
  const { access, db, tenant } = call;
  return db.transaction(async (tx) => {
    if ((await queries.countUnfinished(tx, tenant.id, access.clientId)) >= MOST_UNFINISHED)
      throw new ServiceError(
        'too_many_exports',
        `This application has ${MOST_UNFINISHED} exports under way in this clinic; wait for one, or cancel it.`,
      );
    const id = await queries.insertExport(tx, ownerOf(call), {
      grant_id: access.grantId,
      scopes: [...access.scopes],
      resources: [...resources],
      updated_since: updatedSince,
    });
    return getExport({ ...call, db: tx }, id, resources.some(isFurther));
  });
}

/**
 * @param further whether it is asked for through another surface, which has exports of its own
 * @throws ServiceError not_found, also for another person's or application's
 */
export async function getExport(call: ExportCall, id: number, further = false): Promise<Export> {
  const row = await readRow(call, id, further);
  return withoutNull({
    id: row.id,
    status: row.status,
    resources: row.resources,
    createdAt: row.created_at,
    completedAt: row.completed_at,
    expiresAt: row.expires_at,
    progress: withoutNull({ done: row.done, total: row.total }),
    files: row.files.map(({ resource, rows, bytes, sha256 }) => ({
      name: nameOf(resource),
      resource,
      count: rows,
      bytes,
      sha256,
      url: `/v2/tenants/${call.tenant.id}/exports/${row.id}/files/${nameOf(resource)}`,
    })),
    error: row.error,
  }) as Export;
}

/**
 * One file of a completed export; what the token must be allowed to read is asked anew.
 * @throws ServiceError not_found, insufficient_scope, insufficient_permission
 */
export async function getExportFile(
  call: ExportCall,
  id: number,
  name: string,
  policies: ReadPolicies,
): Promise<FileAnswer> {
  return openFile(call, await readRow(call, id, false), name, (resource) =>
    requirePolicy(call.access, policies.get(resource)!),
  );
}

/** One file of another surface's export, as `getExportFile`. */
export async function getFurtherFile(
  call: ExportCall,
  id: number,
  name: string,
  further: FurtherExports,
): Promise<FileAnswer> {
  return openFile(call, await readRow(call, id, true), name, (resource) => further.get(resource)!.admit(call.access));
}

function openFile(
  call: ExportCall,
  { files }: queries.ExportRow,
  name: string,
  admit: (resource: string) => void,
): FileAnswer {
  const file = found(
    files.find(({ resource }) => nameOf(resource) === name),
    'export',
  );
  admit(file.resource);
  return {
    name,
    size: file.bytes,
    sha256: file.sha256,
    read: (start, end) =>
      file.bytes === 0 ? Buffer.alloc(0) : call.files.read(file.store_key, { start, end: end - 1 }),
  };
}

/** Cancels an export, or removes it with its files. @throws ServiceError not_found */
export async function deleteExport(call: ExportCall, id: number): Promise<void> {
  if (!(await queries.deleteExport(call.db, ownerOf(call), id))) found(undefined, 'export');
}

async function readRow(call: ExportCall, id: number, further: boolean): Promise<queries.ExportRow> {
  const row = found(await queries.getExport(call.db, ownerOf(call), id), 'export');
  return found(row.resources.some(isFurther) === further ? row : undefined, 'export');
}

function ownerOf({ tenant, access }: ExportCall): readonly [string, string, string] {
  return [tenant.id, access.userId, access.clientId];
}

export const nameOf = (resource: string) => `${resource}.ndjson`;
