import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { type ErrorCode, type ServiceError, STATUS_BY_CODE } from '../platform/errors.ts';
import { id, instant, named, oneOf, ref } from './schema.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** The public address of the API origin. */
    apiUrl: string;
  }
}

const ErrorDetailSchema = named(
  'ErrorDetail',
  Type.Object(
    {
      field: Type.String({ description: 'Where in the request: a property path or the name of a parameter.' }),
      code: Type.String({ description: 'Machine-readable code of this detail.' }),
      message: Type.String(),
    },
    { description: 'What was wrong with one part of a request.' },
  ),
);

const AlternativeSchema = named(
  'Alternative',
  Type.Object(
    { start: instant(), end: instant(), agendaId: id() },
    { description: 'A time that was free when another was taken.' },
  ),
);

export const ErrorSchema = named(
  'Error',
  Type.Object(
    {
      error: oneOf(Object.keys(STATUS_BY_CODE) as ErrorCode[], { description: 'Machine-readable code.' }),
      message: Type.String({ description: 'What happened, in one sentence.' }),
      status: Type.Integer({ description: 'The HTTP status again.' }),
      requestId: Type.String({ description: 'Quote it when asking for support.' }),
      docs: Type.Optional(Type.String({ description: 'The page that says what the code means and what to do.' })),
      details: Type.Array(ref(ErrorDetailSchema)),
      scope: Type.Optional(Type.String({ description: 'With `insufficient_scope`: the scope that is missing.' })),
      permission: Type.Optional(
        Type.String({ description: 'With `insufficient_permission`: the permission that is missing.' }),
      ),
      existingId: Type.Optional(
        Type.Integer({ description: 'With `duplicate_patient`: the patient that has the code.' }),
      ),
      currentVersion: Type.Optional(
        Type.Integer({ description: 'With `version_conflict`: the version to read again.' }),
      ),
      from: Type.Optional(Type.String({ description: 'With `invalid_transition`: the present status.' })),
      to: Type.Optional(Type.String({ description: 'With `invalid_transition`: the status that was wanted.' })),
      alternatives: Type.Optional(
        Type.Array(ref(AlternativeSchema), { description: 'With `slot_taken`: up to three free times nearby.' }),
      ),
    },
    { description: 'The body of every refusal and failure.' },
  ),
);

/** The one error body, as JSON. Internal detail never enters it. */
export function problemBody(problem: ServiceError, { id: requestId, server }: FastifyRequest): string {
  const { code, message, status, details, extra } = problem;
  const docs = `${server.apiUrl}/en/docs/errors#${code}`;
  return JSON.stringify({ error: code, message, status, requestId, docs, details, ...extra });
}

export function sendProblem(problem: ServiceError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (problem.status >= 500)
    request.log.error({ err: problem.cause ?? problem, requestId: request.id }, problem.message);
  return reply
    .removeHeader('etag')
    .code(problem.status)
    .headers(problem.headers)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .serializer(String)
    .send(problemBody(problem, request));
}
