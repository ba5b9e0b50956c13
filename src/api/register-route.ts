import type { FastifyInstance } from 'fastify';
import { toServiceError } from '../platform/http/server.ts';
import { requirePolicy, requireTenant } from './access/access.ts';
import { admitting, refuseUnstorableParameters } from './admission.ts';
import { answerOnce, headersOf, isUnchanged, sendAnswer, withContentTag } from './answer.ts';
import { toCall } from './call.ts';
import { COMPRESSION } from './compression.ts';
import { deprecationHeaders } from './deprecation.ts';
import { recordOutcome, recordRefusal } from './outcomes.ts';
import { mergedPatientRefusal } from './patients/living-patient.ts';
import { problemBody, sendProblem } from './problem.ts';
import type { Call, Resource, Route } from './route.ts';
import { schemaOf } from './route-documentation.ts';
import type { RouteServices } from './route-services.ts';
import { shaped, shapeReader } from './shape.ts';
import { receiveUpload, type Upload } from './upload.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What it brought; gone once it is answered. */
    upload?: Upload;
  }
}

/** Makes a declared route real: identity, policy, validation, preconditions, idempotency and audit, in this order. */
export function registerRoute(app: FastifyInstance, resource: Resource, route: Route, services: RouteServices): void {
  const { access: policy } = route;
  const { audit, listState } = services;
  const action = actionOf(route);
  const readShape = shapeReader(route);
  const retirement = route.deprecation && deprecationHeaders(route.deprecation);
  const admitRequest = admitting(services, (access, { params }) => {
    if (policy === 'signed-in') return;
    requireTenant(access, (params as { tenantId: string }).tenantId);
    if (policy !== 'clinic') requirePolicy(access, policy);
  });
  app.route({
    method: route.method,
    url: (policy === 'signed-in' ? '/v2' : '/v2/tenants/:tenantId') + route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    schema: schemaOf(resource, route, services.sandboxTenantId),
    onRequest: retirement
      ? function admitToOld(request, reply, done) {
          reply.headers(retirement);
          admitRequest(request, reply, done);
        }
      : admitRequest,
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
      const call = toCall(request, action, services);
      if (route.upload) {
        const storeKey = await route.upload.admit(call);
        call.upload = await receiveUpload(request, storeKey);
        request.upload = call.upload;
      }
      const key = request.headers['idempotency-key'];
      if (route.method === 'POST' && key !== undefined) {
        return answerOnce(String(key), { call, request, reply, action, audit }, 'application/json; charset=utf-8', {
          async run(within) {
            const fresh = await route.handler(within);
            const { patientIds = [] } = fresh;
            const headers = headersOf(fresh, route, request);
            return { status: route.success.status, headers, body: JSON.stringify(fresh.body), patientIds };
          },
          refuse: (error) => ({ status: error.status, headers: error.headers, body: problemBody(error, request) }),
        });
      }
      const answer = await route.handler(call);
      if (route.method === 'GET' && !answer.empty) await recordOutcome('success', action, request, audit, answer);
      return sendAnswer(shape ? await shaped(answer, shape, call) : answer, route, request, reply);
    },
    ...(isList(route) && { compress: COMPRESSION }),
    ...(route.upload && {
      validatorCompiler: (part) => (part.httpPart === 'body' ? () => true : app.validatorCompiler!(part)),
      onResponse: async (request) => request.upload?.file.discard(),
    }),
    errorHandler: async (error, request, reply) => {
      const problem = mergedPatientRefusal(error) ?? toServiceError(error);
      await recordRefusal(problem, action, request, audit);
      return sendProblem(problem, request, reply);
    },
  });
}

/** Whether its answer has pages. */
function isList({ query }: Route): boolean {
  return 'limit' in ((query as { properties?: object } | undefined)?.properties ?? {});
}

/** `Patients_List` is audited as `patients.list`. */
function actionOf({ operationId }: Route): string {
  return operationId.replace(/(^|_)[A-Z]/g, (start) => start.replace('_', '.').toLowerCase());
}
