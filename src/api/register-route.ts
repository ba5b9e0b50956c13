import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Temporal } from 'temporal-polyfill';
import type { Database } from '../platform/database/index.ts';
import { type ErrorCode, ServiceError } from '../platform/errors.ts';
import type { FileStore } from '../platform/files/index.ts';
import { toServiceError } from '../platform/http/server.ts';
import { findMisencodedParameter, findUnstorableText } from '../platform/http/text.ts';
import type { RateLimiter } from '../platform/rate-limit/index.ts';
import { type Access, requirePolicy, requireTenant } from './access/access.ts';
import { countRequest } from './access/rate-limit.ts';
import { answerOnce, isUnchanged, sendAnswer, withContentTag } from './answer.ts';
import type { AuditLog } from './audit/audit-log.ts';
import { actorOf, toCall } from './call.ts';
import type { ListState } from './changes/list-state.ts';
import { COMPRESSION } from './compression.ts';
import { deprecationHeaders } from './deprecation.ts';
import { mergedPatientRefusal } from './patients/living-patient.ts';
import { sendProblem } from './problem.ts';
import type { Answer, Call, Resource, Route } from './route.ts';
import { schemaOf } from './route-documentation.ts';
import type { RefillClinic } from './sandbox-reset/sandbox-reset.service.ts';
import { shaped, shapeReader } from './shape.ts';
import { receiveUpload, type Upload } from './upload.ts';

export interface RouteServices {
  database: Database;
  files: FileStore;
  audit: AuditLog;
  listState: ListState;
  authenticate(request: FastifyRequest): Access | Promise<Access>;
  /** Absent when requests are not limited. */
  rateLimiter: RateLimiter | undefined;
  clock(): Temporal.Instant;
  refillClinic: RefillClinic | undefined;
  /** Prefills the tenant in tools that import the documentation of a sandbox. */
  sandboxTenantId: string | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    access?: Access;
    /** The document that it turned out to be about. */
    documentId?: number;
    /** What it brought; gone once it is answered. */
    upload?: Upload;
  }
}

/** Makes a declared route real: identity, policy, validation, preconditions, idempotency and audit, in this order. */
export function registerRoute(app: FastifyInstance, resource: Resource, route: Route, services: RouteServices): void {
  const { access: policy } = route;
  const { audit, listState } = services;
  const readShape = shapeReader(route);
  const retirement = route.deprecation && deprecationHeaders(route.deprecation);
  app.route({
    method: route.method,
    url: (policy === 'signed-in' ? '/v2' : '/v2/tenants/:tenantId') + route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    schema: schemaOf(resource, route, services.sandboxTenantId),
    onRequest: function admit(request, reply, done) {
      if (retirement) reply.headers(retirement);
      const next = admitAs(request, reply, route, services);
      if (next instanceof Promise) next.then(() => done(), done);
      else done(next);
    },
    preValidation: refuseUnstorableParameters,
    handler: async (request, reply) => {
      if (policy === 'signed-in') {
        const answer = await route.handler({ access: request.access } as Call);
        return sendAnswer(withContentTag(answer), route, request, reply);
      }
      const shape = readShape(request.query, request.access!);
      if (route.listOf) {
        const stale = [route.listOf, ...(shape?.expand ?? []).map(([, { resource }]) => resource)];
        if (await isUnchanged(request, reply, stale, listState)) return reply.code(304).send();
      }
      const call = toCall(request, route, services);
      if (route.upload) {
        const storeKey = await route.upload.admit(call);
        call.upload = await receiveUpload(request, storeKey);
        request.upload = call.upload;
      }
      const key = request.headers['idempotency-key'];
      if (route.method === 'POST' && key !== undefined) {
        return answerOnce(String(key), call, route, request, reply, {
          refused: (code) => recordRefusal(code, route, request, audit),
          replayed({ patientIds = [], documentId }) {
            if (documentId !== undefined) request.documentId = documentId;
            return recordOutcome('replayed', route, request, audit, { patientIds });
          },
        });
      }
      const answer = await route.handler(call);
      if (route.method === 'GET' && !answer.empty) await recordOutcome('success', route, request, audit, answer);
      return sendAnswer(shape ? await shaped(answer, shape, call) : answer, route, request, reply);
    },
    ...(isList(route) && { compress: COMPRESSION }),
    ...(route.upload && {
      validatorCompiler: (part) => (part.httpPart === 'body' ? () => true : app.validatorCompiler!(part)),
      onResponse: async (request) => request.upload?.file.discard(),
    }),
    errorHandler: async (error, request, reply) => {
      const problem = mergedPatientRefusal(error) ?? toServiceError(error);
      if (AUDITED.has(problem.status)) await recordRefusal(problem.code, route, request, audit);
      return sendProblem(problem, request, reply);
    },
  });
}

/** Whether its answer has pages. */
function isList({ query }: Route): boolean {
  return 'limit' in ((query as { properties?: object } | undefined)?.properties ?? {});
}

/**
 * Lets a request in, or returns or rejects with its refusal. Most callers were here a moment ago: for them nothing is
 * awaited, which is much of the cost of a poll.
 */
function admitAs(
  request: FastifyRequest,
  reply: FastifyReply,
  { access: policy }: Route,
  { authenticate, rateLimiter }: RouteServices,
): ServiceError | undefined | Promise<void> {
  const enter = (access: Access): void => {
    if (policy === 'signed-in') return;
    requireTenant(access, (request.params as { tenantId: string }).tenantId);
    if (policy !== 'clinic') requirePolicy(access, policy);
  };
  const count = (access: Access) => {
    // Known from here on: what is beyond the limit is counted as the application's, too.
    request.access = access;
    return rateLimiter && countRequest(rateLimiter, access, reply);
  };
  try {
    const access = authenticate(request);
    if (access instanceof Promise)
      return access.then(async (known) => {
        await count(known);
        enter(known);
      });
    const counted = count(access);
    if (counted) return counted.then(() => enter(access));
    enter(access);
    return undefined;
  } catch (error) {
    return toServiceError(error);
  }
}

/** Refusals that tell something about who tried what; malformed requests and too many of them would only be noise. */
const AUDITED = new Set([403, 404, 409, 422]);

function refuseUnstorableParameters(request: FastifyRequest, _reply: unknown, done: (error?: Error) => void): void {
  done(unstorableParameter(request));
}

function unstorableParameter(request: FastifyRequest): ServiceError | undefined {
  // What is not percent-encoded is visible ASCII, or was refused by the HTTP parser.
  if (!request.url.includes('%')) return undefined;
  const unstorable = findUnstorableText(request.query) ?? findUnstorableText(request.params);
  const field = unstorable ?? findMisencodedParameter(request.url);
  if (field === undefined) return undefined;
  const message =
    unstorable === undefined ? 'must be UTF-8 in percent-encoding' : 'must have neither NUL nor unpaired surrogates';
  const details = [{ field, code: 'invalid_text', message }];
  return new ServiceError('invalid_parameter', `Invalid parameter: ${field}.`, { details });
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
  { patientIds = [], documents }: Pick<Answer, 'patientIds' | 'documents'> = {},
): Promise<void> {
  const { access, documentId } = request;
  if (!access?.tenant) return;
  const event = { ...actorOf(access, route, request), tenantId: access.tenant.id, outcome, patientIds, documentId };
  const shown = documents?.map(({ id, patientId }) => ({ ...event, documentId: id, patientIds: [patientId] }));
  await Promise.all([event, ...(shown ?? [])].map((one) => audit.record(one)));
}
