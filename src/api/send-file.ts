import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ServiceError } from '../platform/errors.ts';
import type { ByteRange } from '../platform/files/index.ts';

/** A file that an answer consists of. */
export interface ServedFile {
  name: string;
  mediaType: string;
  bytes: number;
  /** In hexadecimal digits. */
  sha256: string;
  /** The bytes of a range. */
  open(range: ByteRange): Promise<Readable> | Buffer;
}

/** The entity tag of a file: of its content, which decides whether a resumed download fits. */
export const fileTag = ({ sha256 }: Pick<ServedFile, 'sha256'>) => `"${sha256}"`;

/**
 * Sends a file, or the one range that was asked for (RFC 9110 section 14). Several ranges at once are answered with the whole.
 * Its hash is told by `Repr-Digest` (RFC 9530) and `Digest` (RFC 3230, its predecessor).
 * @throws ServiceError range_not_satisfiable
 */
export async function sendFile(file: ServedFile, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { bytes } = file;
  const range = rangeOf(request, file);
  const hash = Buffer.from(file.sha256, 'hex').toString('base64');
  const { start, end } = range ?? { start: 0, end: bytes - 1 };
  const content = await file.open({ start, end });
  return reply
    .code(range ? 206 : 200)
    .headers({
      'accept-ranges': 'bytes',
      'content-disposition': `attachment; filename*=UTF-8''${encodeRfc8187(file.name)}`,
      'content-length': String(end - start + 1),
      'content-security-policy': "default-src 'none'; sandbox",
      digest: `sha-256=${hash}`,
      'repr-digest': `sha-256=:${hash}:`,
      'x-content-type-options': 'nosniff',
      ...(range && { 'content-range': `bytes ${start}-${end}/${bytes}` }),
    })
    .type(file.mediaType)
    .send(content);
}

/** RFC 8187 section 3.2. */
function encodeRfc8187(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The range to send; undefined for the whole. */
function rangeOf({ headers, method }: FastifyRequest, file: ServedFile): ByteRange | undefined {
  const { range, 'if-range': ifRange } = headers;
  const asked = method === 'GET' && range !== undefined ? /^bytes=(\d*)-(\d*)$/.exec(range.trim()) : null;
  if (!asked || (ifRange !== undefined && ifRange !== fileTag(file))) return undefined;
  const [, first, last] = asked;
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, file.bytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? file.bytes - 1 : Math.min(Number(last), file.bytes - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (start >= file.bytes)
    throw new ServiceError('range_not_satisfiable', 'The file has no such bytes.', {
      headers: { 'content-range': `bytes */${file.bytes}` },
    });
  return { start, end };
}
