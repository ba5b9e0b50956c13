import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServiceError } from '../platform/errors.ts';
import { matchesAny } from '../platform/http/preconditions.ts';
import type { AuditLog } from './audit/audit-log.ts';
import type { ListState } from './changes/list-state.ts';
import { sendFile } from './file-answer.ts';
import { type KeptAnswer, once } from './idempotency/idempotency.ts';
import { recordOutcome, recordRefusal } from './outcomes.ts';
import type { Answer, Call, Route } from './route.ts';
import { identityOf } from './upload.ts';

/** Tags the answer of a list, and tells whether the caller has just this answer already: of its own resource, and what it brings along. */
export async function isUnchanged(
  request: FastifyRequest,
  reply: FastifyReply,
  resources: readonly string[],
  listState: ListState,
): Promise<boolean> {
  const tenantId = request.access!.tenant!.id;
  const tags = await Promise.all(resources.map((resource) => listState.etag(tenantId, resource)));
  const etag = tags.length === 1 ? tags[0]! : weakTag(tags.join());
  reply.header('etag', etag).header('cache-control', 'private, no-cache');
  return hasAlready(request, etag);
}

/** An entity tag for an answer that has no version: of its content. */
export function withContentTag(answer: Answer): Answer {
  return { ...answer, etag: weakTag(JSON.stringify(answer.body)) };
}

function weakTag(content: string): string {
  return `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
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

/** Who sent it, what it is, and where its outcome is recorded. */
interface OnceContext {
  call: Call;
  request: FastifyRequest;
  reply: FastifyReply;
  action: string;
  audit: AuditLog;
}

/**
 * Runs a change once per Idempotency-Key, and answers with what the first run answered.
 * @param work.run makes the change within the transaction that keeps its answer
 * @param work.refuse the answer to a refusal, which is kept to be replayed
 */
export async function answerOnce(
  key: string,
  { call, request, reply, action, audit }: OnceContext,
  contentType: string,
  work: { run(call: Call): Promise<KeptAnswer>; refuse(error: ServiceError): KeptAnswer },
): Promise<FastifyReply> {
  let refusal: ServiceError | undefined;
  const identity = {
    key,
    clientId: call.access.clientId,
    userId: call.access.userId,
    route: `${request.method} ${request.url}`,
    tenantId: call.tenant.id,
    requestBody: call.upload ? identityOf(call.upload) : call.body,
  };
  const answer = await once(
    call.db,
    identity,
    async (tx) => ({ ...(await work.run({ ...call, db: tx })), documentId: request.documentId }),
    (refused) => {
      refusal = refused;
      return { ...work.refuse(refused), documentId: request.documentId };
    },
  );
  if (refusal) await recordRefusal(refusal, action, request, audit);
  if (answer.replayed) {
    const { patientIds = [], documentId } = answer;
    if (documentId !== undefined) request.documentId = documentId;
    await recordOutcome('replayed', action, request, audit, { patientIds });
    reply.header('idempotency-replayed', 'true');
  }
  return reply.code(answer.status).headers(answer.headers).type(contentType).serializer(String).send(answer.body);
}

export function hasAlready(request: FastifyRequest, etag: string): boolean {
  const ifNoneMatch = request.headers['if-none-match'];
  return ifNoneMatch !== undefined && matchesAny(ifNoneMatch, etag);
}

export function headersOf(answer: Answer, route: Route, request: FastifyRequest): Record<string, string> {
  const headers: Record<string, string> = {};
  if (route.method === 'GET') headers['cache-control'] = answer.noStore ? 'no-store' : 'private, no-cache';
  if (answer.etag) headers.etag = answer.etag;
  if (answer.retryAfter) headers['retry-after'] = String(answer.retryAfter);
  if (answer.location) headers.location = `/v2/tenants/${request.access!.tenant!.id}${answer.location}`;
  return headers;
}
