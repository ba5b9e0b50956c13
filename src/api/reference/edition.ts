import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { matchesAny } from '../../platform/http/preconditions.ts';
import { toServiceError } from '../../platform/http/server.ts';
import { COMPRESSION } from '../compression.ts';
import { sendProblem } from '../problem.ts';

/** Of routes that publish the contract in some form: they are not part of it, and refuse as it does. */
export const PUBLISHING = {
  schema: { hide: true },
  compress: COMPRESSION,
  errorHandler: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
    sendProblem(toServiceError(error), request, reply),
};

/** A document as it is sent, with the tag of its content. */
interface Edition {
  content: string;
  etag: string;
}

export function editionOf(document: object): Edition {
  const content = JSON.stringify(document);
  return { content, etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"` };
}

/** Answers with the document, or with 304 if the caller has it. */
export function sendEdition({ content, etag }: Edition, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('etag', etag).header('cache-control', 'public, max-age=300');
  const ifNoneMatch = request.headers['if-none-match'];
  if (ifNoneMatch !== undefined && matchesAny(ifNoneMatch, etag)) return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').serializer(String).send(content);
}
