import { ServiceError } from '../../platform/errors.ts';
import { newFileKey } from '../../platform/files/index.ts';
import type { FileAnswer } from '../file-answer.ts';
import { found } from '../pages.ts';
import type { Upload } from '../upload.ts';
import * as queries from './attachments.queries.ts';
import { removeForsaken } from './forsaken-files.ts';
import { touchReport } from './medical-reports.queries.ts';
import type { ReportAttachment } from './medical-reports.schema.ts';
import {
  getMedicalReport,
  invalid,
  lockDraft,
  lockReport,
  type ReportCall,
  requireDraft,
} from './medical-reports.service.ts';

/** What may be attached, as found in its content. Nothing that a browser would run. */
const ATTACHABLE = [
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/tiff',
  'image/heic',
  'application/dicom',
] as const;
const MOST_ATTACHMENTS = 20;

/**
 * Refuses an upload before it is read. Its key is noted in a transaction of its own, so that whatever happens to the
 * process no content is left in the store that nothing knows of.
 * @returns the key to store it under
 * @throws ServiceError not_found, report_signed
 */
export async function admitAttachment(call: ReportCall, reportId: number): Promise<string> {
  requireDraft(await getMedicalReport(call, reportId));
  const key = newFileKey();
  await queries.expectFile(call.db, call.tenant.id, key);
  return key;
}

/**
 * Attaches a file to a draft. Its content goes into the store first, and leaves it again when the draft is refused.
 * @throws ServiceError unsupported_media_type, version_conflict, report_signed, validation_failed, unavailable
 */
export async function addAttachment(call: ReportCall, reportId: number, upload: Upload): Promise<ReportAttachment> {
  const { tenant, files } = call;
  const { name, file, storeKey: key } = upload;
  const mediaType = ATTACHABLE.find((type) => type === file.mediaType);
  if (!mediaType) throw new ServiceError('unsupported_media_type', `A file must be one of ${ATTACHABLE.join(', ')}.`);
  await files.put(key, file);
  try {
    return await call.db.transaction(async (tx) => {
      const row = await lockDraft(call, tx, reportId);
      if (row.attachments.length >= MOST_ATTACHMENTS)
        throw invalid('file', 'too_many', `would be more than ${MOST_ATTACHMENTS} files`);
      const { bytes, sha256 } = file;
      const values = { name, media_type: mediaType, bytes, sha256, store_key: key };
      const id = await queries.insertAttachment(tx, tenant.id, reportId, values);
      if (!(await queries.receiveFile(tx, tenant.id, key)))
        throw new ServiceError('unavailable', 'The upload took too long; please retry.');
      await touchReport(tx, tenant.id, reportId);
      const { attachments } = await getMedicalReport({ ...call, db: tx }, reportId);
      return attachments.find((attachment) => attachment.id === id)!;
    });
  } catch (error) {
    await files.remove(key).catch(() => {});
    throw error;
  }
}

/** The content of an attachment. @throws ServiceError not_found */
export async function readAttachment(
  call: Pick<ReportCall, 'db' | 'tenant' | 'files'>,
  reportId: number,
  id: number,
): Promise<FileAnswer> {
  const { db, tenant, files } = call;
  const row = found(await queries.getAttachment(db, tenant.id, reportId, id), 'attachment');
  return {
    name: row.name,
    size: row.bytes,
    sha256: row.sha256.toString('hex'),
    contentType: row.media_type,
    read: (start, end) => files.read(row.store_key, { start, end: end - 1 }),
  };
}

/** Takes a file off a draft. @throws ServiceError not_found, version_conflict, report_signed */
export async function deleteAttachment(call: ReportCall, reportId: number, id: number): Promise<void> {
  const { tenant } = call;
  await call.db.transaction(async (tx) => {
    const { attachments } = await lockReport(call, tx, reportId);
    found(
      attachments.find((attachment) => attachment.id === id),
      'attachment',
    );
    await lockDraft(call, tx, reportId);
    await queries.deleteAttachment(tx, tenant.id, reportId, id);
    await touchReport(tx, tenant.id, reportId);
  });
  await removeForsaken(call);
}
