import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Access, requireTenant } from '../api/access/access.ts';
import { admitting, refuseUnstorableParameters } from '../api/admission.ts';
import { answerOnce } from '../api/answer.ts';
import { toCall } from '../api/call.ts';
import { recordOutcome, recordRefusal } from '../api/outcomes.ts';
import { mergedPatientRefusal } from '../api/patients/living-patient.ts';
import type { SurfaceServices } from '../api/surface.ts';
import type { ServiceError } from '../platform/errors.ts';
import { toServiceError } from '../platform/http/server.ts';
import type { FhirCall } from './call.ts';
import { bodyOf, CONTENT_TYPE, headersOf, queryOf, sendOutcome, sendRead, settingsFor, textOf } from './http.ts';
import type { FhirAnswer } from './interactions.ts';
import { outcomeOf, statusOf } from './outcome.ts';
import type { FhirRoute } from './routes.ts';
import type { Settings } from './settings.ts';

/** Makes a route of FHIR real: identity, policy, preconditions, idempotency and audit as at the other door. */
export function registerFhirRoute(app: FastifyInstance, route: FhirRoute, services: SurfaceServices): void {
  const { audit } = services;
  const { action, resource } = route;
  app.route({
    method: route.method,
    url: `/v2/tenants/:tenantId/fhir${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    onRequest: admitting(services, (access: Access, { params }: FastifyRequest) => {
      requireTenant(access, (params as { tenantId: string }).tenantId);
      route.admit(access);
    }),
    preValidation: refuseUnstorableParameters,
    ...(route.bodyLimit && { bodyLimit: route.bodyLimit }),
    handler: async (request, reply) => {
      const query = queryOf(request);
      if (typeof request.body === 'string')
        for (const [name, value] of new URLSearchParams(request.body)) query.append(name, value);
      const settings = settingsFor(request, query, route.narrowed && resource?.fileOf !== undefined);
      const call = callOf(request, action, services);
      const refused = (error: ServiceError, part: string) => recordRefusal(error, part, request, audit);
      const given = { query, settings, params: paramsOf(request), request, refused };
      const run = (within: FhirCall) => route.run(within, given);
      if (route.reads) {
        const answer = await run(call);
        if (!route.isPoll) await recordOutcome('success', action, request, audit, answer);
        return sendRead(answer, route.narrowed ? resource : undefined, { request, reply, base: call.base, settings });
      }
      const key = request.headers['idempotency-key'];
      if (request.method === 'POST' && key !== undefined) {
        return answerOnce(String(key), { call, request, reply, action, audit }, CONTENT_TYPE, {
          run: async (within) => written(await run({ ...within, base: call.base }), call.base, settings),
          refuse: (error) => ({
            status: statusOf(error),
            headers: error.headers,
            body: JSON.stringify(outcomeOf(error, resource?.expressions)),
          }),
        });
      }
      const answer = await run(call);
      if (route.shows && (answer.patientIds?.length || answer.documents?.length))
        await recordOutcome('success', action, request, audit, answer);
      return sendWritten(written(answer, call.base, settings), reply);
    },
    errorHandler: async (error, request, reply) => {
      const problem = mergedPatientRefusal(error) ?? toServiceError(error);
      await recordRefusal(problem, action, request, audit);
      return sendOutcome(problem, request, reply, resource?.expressions);
    },
  });
}

function paramsOf({ params }: FastifyRequest): Record<string, string> {
  return params as Record<string, string>;
}

function callOf(request: FastifyRequest, action: string, services: SurfaceServices): FhirCall {
  const call = toCall(request, action, services);
  return { ...call, base: `${services.apiUrl}/v2/tenants/${call.tenant.id}/fhir` };
}

/** The answer to a write, whole, as it is sent and kept. */
function written(answer: FhirAnswer, base: string, settings: Settings) {
  const body = answer.status === 204 ? undefined : bodyOf(answer, settings);
  const headers = headersOf(answer, base, answer.status === 201);
  const { patientIds = [] } = answer;
  return { status: answer.status, headers, body: body ? textOf(body, settings) : '', patientIds };
}

function sendWritten(
  { status, headers, body }: { status: number; headers: Record<string, string>; body: string },
  reply: FastifyReply,
): FastifyReply {
  reply.code(status).headers(headers);
  return body === '' ? reply.send() : reply.type(CONTENT_TYPE).serializer(String).send(body);
}
