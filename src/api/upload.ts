import type { FastifyRequest } from 'fastify';
import { ServiceError } from '../platform/errors.ts';
import { type ReceivedFile, receiveFile } from '../platform/files/index.ts';
import { findUnstorableText } from '../platform/http/text.ts';

const MOST_UPLOAD_BYTES = 20 * 1024 * 1024;
const LONGEST_NAME = 200;

/** A file that a request brought. */
export interface Upload {
  name: string;
  file: ReceivedFile;
  /** Under which it goes into the file store. */
  storeKey: string;
}

/**
 * Receives the one file of a `multipart/form-data` body, as the part `file`. Whoever calls discards it in the end.
 * @throws ServiceError unsupported_media_type, payload_too_large, invalid_request, unavailable
 */
export async function receiveUpload(request: FastifyRequest, storeKey: string): Promise<Upload> {
  if (!request.isMultipart?.())
    throw new ServiceError('unsupported_media_type', 'Send the file as `multipart/form-data`.');
  const part = await request
    .file({ limits: { fileSize: MOST_UPLOAD_BYTES, files: 1, fields: 0, parts: 1 } })
    .catch((error) => {
      throw asRefusal(error);
    });
  if (part?.fieldname !== 'file') throw wrong('file', 'required', 'is required, as a part with a file name');
  const name = part.filename.normalize('NFC').trim();
  if (name === '' || name.length > LONGEST_NAME || /\p{Cc}/u.test(name) || findUnstorableText(name) !== undefined)
    throw wrong('file', 'invalid_name', `must have a file name of at most ${LONGEST_NAME} characters`);
  const file = await receiveFile(part.file).catch((error) => {
    throw asRefusal(error);
  });
  if (part.file.truncated || file.bytes === 0) {
    await file.discard();
    if (part.file.truncated)
      throw new ServiceError('payload_too_large', `A file has at most ${MOST_UPLOAD_BYTES / 1024 / 1024} MB.`);
    throw wrong('file', 'empty', 'must not be empty');
  }
  return { name, file, storeKey };
}

/** What the Idempotency-Key of an upload stands for. */
export function identityOf({ name, file }: Upload) {
  return { name, sha256: file.sha256.toString('hex') };
}

function wrong(field: string, code: string, message: string): ServiceError {
  return new ServiceError('invalid_request', 'The body is not valid.', { details: [{ field, code, message }] });
}

/** What the parser of the body found, such as more parts than one; a disk that is full is no fault of whoever sent it. */
function asRefusal(error: NodeJS.ErrnoException): ServiceError {
  if (error.syscall !== undefined)
    return new ServiceError('unavailable', 'The file cannot be received now; please retry.', { cause: error });
  return new ServiceError('invalid_request', 'The body is no `multipart/form-data` with one file.', { cause: error });
}
