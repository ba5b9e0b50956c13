import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '../platform/errors.ts';
import { matchesAny } from '../platform/http/preconditions.ts';
import type { ListState } from './changes/list-state.ts';
import { sendFile } from './file-answer.ts';
import { once } from './idempotency/idempotency.ts';
import { problemBody } from './problem.ts';
import type { Answer, Call, Route } from './route.ts';
import { identityOf } from './upload.ts';

/** Tags the answer of a list, and tells whether the caller has just this answer already. */
export async function isUnchanged(
  request: FastifyRequest,
  reply: FastifyReply,
  resource: string,
  listState: ListState,
): Promise<boolean> {
  const etag = await listState.etag(request.access!.tenant!.id, resource);
  reply.header('etag', etag).header('cache-control', 'private, no-cache');
  return hasAlready(request, etag);
}

/** An entity tag for an answer that has no version: of its content. */
export function withContentTag(answer: Answer): Answer {
  const digest = createHash('sha256').update(JSON.stringify(answer.body)).digest('base64url');
  return { ...answer, etag: `W/"${digest.slice(0, 22)}"` };
}

export function sendAnswer(
  answer: Answer,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | Promise<FastifyReply> {
  reply.headers(headersOf(answer, route, request));
  if (route.method === 'GET' && answer.etag && hasAlready(request, answer.etag)) return reply.code(304).send();
  const { status, contentType } = route.success;
  if (answer.file && contentType) return sendFile(answer.file, contentType, request, reply.code(status));
  if (contentType) return reply.code(status).type(contentType).serializer(String).send(answer.body);
  return reply.code(status).send(answer.body);
}

/**
 * Runs the handler once per Idempotency-Key, and answers with what the first run answered.
 * @param onRefusal told of a refusal that is kept to be replayed
 */
export async function answerOnce(
  key: string,
  call: Call,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  onRefusal: (code: ErrorCode) => Promise<void>,
): Promise<FastifyReply> {
  let refusal: ErrorCode | undefined;
  const { status } = route.success;
  const identity = {
    key,
    clientId: call.access.clientId,
    userId: call.access.userId,
    route: `${route.method} ${request.url}`,
    tenantId: call.tenant.id,
    requestBody: call.upload ? identityOf(call.upload) : call.body,
  };
  const answer = await once(
    call.db,
    identity,
    async (tx) => {
      const fresh = await route.handler({ ...call, db: tx });
      return { status, headers: headersOf(fresh, route, request), body: JSON.stringify(fresh.body) };
    },
    (refused) => {
      refusal = refused.code;
      return { status: refused.status, headers: refused.headers, body: problemBody(refused, request.id) };
    },
  );
  if (refusal) await onRefusal(refusal);
  if (answer.replayed) reply.header('idempotency-replayed', 'true');
  return reply
    .code(answer.status)
    .headers(answer.headers)
    .type('application/json; charset=utf-8')
    .serializer(String)
    .send(answer.body);
}

function hasAlready(request: FastifyRequest, etag: string): boolean {
  const ifNoneMatch = request.headers['if-none-match'];
  return ifNoneMatch !== undefined && matchesAny(ifNoneMatch, etag);
}

function headersOf(answer: Answer, route: Route, request: FastifyRequest): Record<string, string> {
  const headers: Record<string, string> = {};
  if (route.method === 'GET') headers['cache-control'] = answer.noStore ? 'no-store' : 'private, no-cache';
  if (answer.etag) headers.etag = answer.etag;
  if (answer.location) headers.location = `/v2/tenants/${request.access!.tenant!.id}${answer.location}`;
  return headers;
}
