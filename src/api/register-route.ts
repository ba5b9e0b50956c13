import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Temporal } from 'temporal-polyfill';
import type { Database } from '../platform/database/index.ts';
import { type ErrorCode, ServiceError } from '../platform/errors.ts';
import { allowedVersions, matchesAny } from '../platform/http/preconditions.ts';
import { toServiceError } from '../platform/http/server.ts';
import { findMisencodedParameter, findUnstorableText } from '../platform/http/text.ts';
import { validationError } from '../platform/http/validation.ts';
import type { RateLimiter } from '../platform/rate-limit/index.ts';
import { type Access, requirePolicy, requireTenant } from './access/access.ts';
import { countRequest } from './access/rate-limit.ts';
import type { AuditLog } from './audit/audit-log.ts';
import type { ListState } from './changes/list-state.ts';
import { once } from './idempotency/idempotency.ts';
import { problemBody, sendProblem } from './problem.ts';
import type { Answer, Call, Resource, Route } from './route.ts';
import { schemaOf } from './route-documentation.ts';

export interface RouteServices {
  database: Database;
  audit: AuditLog;
  listState: ListState;
  authenticate(request: FastifyRequest): Promise<Access>;
  /** Absent when requests are not limited. */
  rateLimiter: RateLimiter | undefined;
  clock(): Temporal.Instant;
  /** Prefills the tenant in tools that import the documentation of a sandbox. */
  sandboxTenantId: string | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    access?: Access;
  }
}

/** Makes a declared route real: identity, policy, validation, preconditions, idempotency and audit, in this order. */
export function registerRoute(app: FastifyInstance, resource: Resource, route: Route, services: RouteServices): void {
  const { access: policy } = route;
  app.route({
    method: route.method,
    url: (policy === 'signed-in' ? '/v2' : '/v2/tenants/:tenantId') + route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    schema: schemaOf(resource, route, services.sandboxTenantId),
    onRequest: async function admit(request, reply) {
      request.access = await services.authenticate(request);
      if (services.rateLimiter) await countRequest(services.rateLimiter, request.access.clientId, reply);
      if (policy === 'signed-in') return;
      requireTenant(request.access, (request.params as { tenantId: string }).tenantId);
      requirePolicy(request.access, policy);
    },
    preValidation: refuseUnstorableParameters,
    handler: async (request, reply) => {
      const call = toCall(request, route, services);
      if (route.listOf && (await isUnchanged(request, reply, route.listOf, services.listState)))
        return reply.code(304).send();
      const key = request.headers['idempotency-key'];
      if (route.method === 'POST' && key !== undefined)
        return answerOnce(String(key), call, route, request, reply, services.audit);
      const answer = await route.handler(call);
      if (route.method === 'GET') await recordOutcome('success', route, request, services.audit, answer.patientIds);
      return sendAnswer(answer, route, request, reply);
    },
    errorHandler: async (error, request, reply) => {
      const problem = toServiceError(error);
      if (problem.status > 400 && problem.status < 500)
        await recordRefusal(problem.code, route, request, services.audit);
      return sendProblem(problem, request, reply);
    },
  });
}

async function refuseUnstorableParameters(request: FastifyRequest): Promise<void> {
  const unstorable = findUnstorableText(request.query) ?? findUnstorableText(request.params);
  const field = unstorable ?? findMisencodedParameter(request.url);
  if (field === undefined) return;
  const message =
    unstorable === undefined ? 'must be UTF-8 in percent-encoding' : 'must have neither NUL nor unpaired surrogates';
  throw new ServiceError('invalid_parameter', `Invalid parameter: ${field}.`, {
    details: [{ field, code: 'invalid_text', message }],
  });
}

/** `Patients_List` is audited as `patients.list`. */
function actionOf(route: Route): string {
  const [tag, verb] = route.operationId.split('_') as [string, string];
  return `${tag[0]!.toLowerCase()}${tag.slice(1)}.${verb[0]!.toLowerCase()}${verb.slice(1)}`;
}

function toCall(request: FastifyRequest, route: Route, { database, clock }: RouteServices): Call {
  const access = request.access!;
  const tenant = access.tenant ?? {
    id: '',
    name: '',
    sandbox: false,
    timeZone: 'UTC',
    fiscalCodePolicy: 'lenient' as const,
  };
  const actor = {
    userId: access.userId,
    clientId: access.clientId,
    requestId: request.id,
    address: request.ip,
    action: actionOf(route),
  };
  return {
    access,
    tenant,
    db: database.forTenant({
      tenantId: tenant.id,
      timeZone: tenant.timeZone,
      ...(route.method !== 'GET' && { actor }),
    }),
    params: request.params,
    query: request.query,
    body: request.body,
    ifMatch: allowedVersions(request.headers['if-match']),
    now: () => clock().toZonedDateTimeISO(tenant.timeZone),
    accept: (schema, value) => {
      const check = request.compileValidationSchema(schema, 'body');
      if (check(value)) return value as never;
      throw validationError(check.errors as never, 'body');
    },
  };
}

async function isUnchanged(
  request: FastifyRequest,
  reply: FastifyReply,
  resource: string,
  listState: ListState,
): Promise<boolean> {
  const etag = await listState.etag(request.access!.tenant!.id, resource);
  reply.header('etag', etag).header('cache-control', 'private, no-cache');
  const ifNoneMatch = request.headers['if-none-match'];
  return ifNoneMatch !== undefined && matchesAny(ifNoneMatch, etag);
}

function headersOf(answer: Answer, route: Route, request: FastifyRequest): Record<string, string> {
  return {
    ...(route.method === 'GET' && { 'cache-control': 'private, no-cache' }),
    ...(answer.etag && { etag: answer.etag }),
    ...(answer.location && { location: `/v2/tenants/${request.access!.tenant!.id}${answer.location}` }),
  };
}

function sendAnswer(answer: Answer, route: Route, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.headers(headersOf(answer, route, request));
  const ifNoneMatch = request.headers['if-none-match'];
  if (route.method === 'GET' && answer.etag && ifNoneMatch !== undefined && matchesAny(ifNoneMatch, answer.etag)) {
    return reply.code(304).send();
  }
  return reply.code(route.success.status).send(answer.body);
}

async function answerOnce(
  key: string,
  call: Call,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  audit: AuditLog,
) {
  let refusal: ErrorCode | undefined;
  const identity = {
    key,
    clientId: call.access.clientId,
    userId: call.access.userId,
    route: `${route.method} ${request.url}`,
    tenantId: call.tenant.id,
    requestBody: call.body,
  };
  const { replayed, status, headers, body } = await once(
    call.db,
    identity,
    async (tx) => {
      const answer = await route.handler({ ...call, db: tx });
      reply.code(route.success.status);
      return {
        status: route.success.status,
        headers: headersOf(answer, route, request),
        body: String(reply.serialize(answer.body)),
      };
    },
    (refused) => {
      refusal = refused.code;
      return { status: refused.status, headers: refused.headers, body: problemBody(refused, request.id) };
    },
  );
  if (refusal) await recordRefusal(refusal, route, request, audit);
  if (replayed) reply.header('idempotency-replayed', 'true');
  return reply.code(status).headers(headers).type('application/json; charset=utf-8').serializer(String).send(body);
}

/** A refusal shows nobody's data, so it is sent even when it cannot be audited. */
async function recordRefusal(code: ErrorCode, route: Route, request: FastifyRequest, audit: AuditLog): Promise<void> {
  await recordOutcome(code, route, request, audit).catch((cause) =>
    request.log.error({ err: cause, requestId: request.id }, 'a refusal could not be audited'),
  );
}

async function recordOutcome(
  outcome: string,
  route: Route,
  request: FastifyRequest,
  audit: AuditLog,
  patientIds: readonly number[] = [],
): Promise<void> {
  const { access } = request;
  if (!access?.tenant) return;
  await audit.record({
    tenantId: access.tenant.id,
    userId: access.userId,
    clientId: access.clientId,
    action: actionOf(route),
    outcome,
    patientIds,
    address: request.ip,
    requestId: request.id,
  });
}
