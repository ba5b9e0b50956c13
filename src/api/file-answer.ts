import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ServiceError } from '../platform/errors.ts';

/** Bytes that never change, answered whole or in part. */
export interface FileAnswer {
  /** Under which it is saved. */
  name: string;
  size: number;
  /** SHA-256 of the whole, in hexadecimal. */
  sha256: string;
  /** When it is not that of the route. */
  contentType?: string;
  /** The bytes from `start` up to, not including, `end`. */
  read(start: number, end: number): Buffer | Readable | Promise<Buffer | Readable>;
}

/** A file that is in memory whole. */
export function fileOf(name: string, content: Buffer, sha256: Buffer): FileAnswer {
  const read = (start: number, end: number) => content.subarray(start, end);
  return { name, size: content.length, sha256: sha256.toString('hex'), read };
}

/** A strong entity tag: of the bytes themselves. */
export function fileTag({ sha256 }: Pick<FileAnswer, 'sha256'>): string {
  return `"${Buffer.from(sha256, 'hex').toString('base64url').slice(0, 27)}"`;
}

/**
 * Sends a file, or the one range of it that is asked for (RFC 9110 section 14), with its digest (RFC 9530, and RFC 3230 for
 * those who came before).
 * @throws ServiceError range_not_satisfiable
 */
export async function sendFile(
  file: FileAnswer,
  contentType: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const digest = Buffer.from(file.sha256, 'hex').toString('base64');
  const range = rangeOf(request, file);
  const { start, end } = range ?? { start: 0, end: file.size };
  reply.headers({
    'accept-ranges': 'bytes',
    'content-disposition': `attachment; filename="${file.name.replace(/[^\w.-]/g, '_')}"`,
    'content-length': end - start,
    digest: `sha-256=${digest}`,
    'repr-digest': `sha-256=:${digest}:`,
    'x-content-type-options': 'nosniff',
  });
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${file.size}`);
  return reply.type(file.contentType ?? contentType).send(await file.read(start, end));
}

/** The single range that is asked for; undefined for the whole, as for what is no range of bytes or several. */
function rangeOf({ headers }: FastifyRequest, file: FileAnswer): { start: number; end: number } | undefined {
  const condition = headers['if-range'];
  if (condition !== undefined && condition !== fileTag(file)) return undefined;
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(headers.range?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const start = first === '' ? Math.max(0, file.size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? file.size : Math.min(Number(last) + 1, file.size);
  if (start < end) return { start, end };
  throw new ServiceError('range_not_satisfiable', 'The file has no such range of bytes.', {
    headers: { 'content-range': `bytes */${file.size}` },
  });
}
