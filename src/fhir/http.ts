import type { OperationOutcome, Resource } from '@medplum/fhirtypes';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasAlready } from '../api/answer.ts';
import { fileTag, sendFile } from '../api/file-answer.ts';
import type { ServiceError } from '../platform/errors.ts';
import type { FhirAnswer } from './interactions.ts';
import { type Expressions, outcomeOf, statusOf, success, warnings } from './outcome.ts';
import type { FhirResource } from './resource.ts';
import { PLAIN, type Settings, settingsOf, subsetOf, wantsResource } from './settings.ts';

export const CONTENT_TYPE = 'application/fhir+json; charset=utf-8';
const PATH = /^\/v2\/tenants\/[^/?]+\/fhir(?:[/?]|$)/;

/** What most callers accept. */
const PLAIN_TYPES = new Set(['*/*', 'application/json', 'application/fhir+json']);

export const ownsPath = (path: string) => PATH.test(path);

/** The parameters of a request in the order in which they were sent. */
export function queryOf({ url }: FastifyRequest): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : url.slice(start + 1));
}

/** @param hasFile whether the resource stands for bytes, which are answered unless the resource is asked for */
export function settingsFor({ headers }: FastifyRequest, query: URLSearchParams, hasFile = false): Settings {
  if (hasFile && !wantsResource(query.get('_format') ?? undefined, headers.accept)) return { ...PLAIN, isNative: true };
  const { accept = '*/*', prefer } = headers;
  if (query.size === 0 && prefer === undefined && PLAIN_TYPES.has(accept)) return PLAIN;
  return settingsOf((name) => query.getAll(name).at(-1), { accept: headers.accept, prefer: headers.prefer });
}

export function textOf(resource: Resource | OperationOutcome, { pretty }: Settings): string {
  return pretty ? JSON.stringify(resource, null, 2) : JSON.stringify(resource);
}

/** Headers of an answer, those of its version among them. */
export function headersOf({ version, lastModified, location, ...answer }: FhirAnswer, base: string, created: boolean) {
  const headers: Record<string, string> = { ...answer.headers };
  if (version !== undefined) headers.etag = `W/"${version}"`;
  if (lastModified !== undefined) headers['last-modified'] = new Date(lastModified).toUTCString();
  if (created && location !== undefined) headers.location = `${base}/${location}`;
  return headers;
}

/** What a write answers: as much as `Prefer: return=` asks for. */
export function bodyOf(answer: FhirAnswer, { returned }: Settings): Resource | undefined {
  if (returned === 'minimal') return undefined;
  if (returned === 'representation') return answer.resource;
  return answer.warnings?.length ? warnings(answer.warnings, 'business-rule') : success();
}

/** Sends what was read, or 304 to who has it. */
export function sendRead(
  answer: FhirAnswer,
  resource: Pick<FhirResource, 'summary' | 'mandatory'> | undefined,
  {
    request,
    reply,
    base,
    settings,
  }: { request: FastifyRequest; reply: FastifyReply; base: string; settings: Settings },
): FastifyReply | Promise<FastifyReply> {
  reply.headers(headersOf(answer, base, false)).header('cache-control', 'private, no-cache');
  if (answer.file) {
    const tag = fileTag(answer.file);
    if (hasAlready(request, tag)) return reply.header('etag', tag).code(304).send();
    return sendFile(answer.file, 'application/octet-stream', request, reply.header('etag', tag));
  }
  if (answer.json) {
    const text = JSON.stringify(answer.json);
    return reply.code(answer.status).type('application/json; charset=utf-8').serializer(String).send(text);
  }
  if (!answer.resource) return reply.code(answer.status).send();
  if (answer.version !== undefined && hasAlready(request, `W/"${answer.version}"`)) return reply.code(304).send();
  if (isUnmodified(request, answer.lastModified)) return reply.code(304).send();
  const whole = answer.resource;
  return sendResource(reply.code(answer.status), resource ? subsetOf(whole, resource, settings) : whole, settings);
}

/** Whether nothing changed since the second that the caller names; a tag says more, and goes before (RFC 9110, 13.1.3). */
function isUnmodified({ headers }: FastifyRequest, lastModified: string | undefined): boolean {
  const { 'if-none-match': tag, 'if-modified-since': since } = headers;
  if (tag !== undefined || !since?.endsWith(' GMT') || lastModified === undefined) return false;
  return Math.floor(Date.parse(lastModified) / 1000) * 1000 <= Date.parse(since);
}

export function sendResource(reply: FastifyReply, resource: Resource, settings: Settings): FastifyReply {
  return reply.type(CONTENT_TYPE).serializer(String).send(textOf(resource, settings));
}

/** Sends a refusal or failure as an OperationOutcome. Internal detail never enters it. */
export function sendOutcome(
  error: ServiceError,
  request: FastifyRequest,
  reply: FastifyReply,
  expressions?: Expressions,
): FastifyReply {
  const status = statusOf(error);
  if (status >= 500) request.log.error({ err: error.cause ?? error, requestId: request.id }, error.message);
  return sendResource(
    reply.removeHeader('etag').code(status).headers(error.headers).header('cache-control', 'no-store'),
    outcomeOf(error, expressions),
    prettyOrPlain(request),
  );
}

function prettyOrPlain(request: FastifyRequest): Settings {
  return { ...PLAIN, pretty: queryOf(request).get('_pretty') === 'true' };
}

/** The public address of the FHIR server of the clinic that a path names. */
export function ownBaseOf({ params }: FastifyRequest, apiUrl: string): string {
  return `${apiUrl}/v2/tenants/${encodeURIComponent((params as { tenantId: string }).tenantId)}/fhir`;
}
