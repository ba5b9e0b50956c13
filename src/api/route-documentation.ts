import Type, { type TSchema } from 'typebox';
import { type ErrorCode, STATUS_BY_CODE } from '../platform/errors.ts';
import { ErrorSchema } from './problem.ts';
import type { Resource, Route } from './route.ts';
import { closed, ref } from './schema.ts';
import { shapeParameters } from './shape.ts';

const EVERY_ROUTE: readonly ErrorCode[] = [
  'invalid_parameter',
  'unknown_parameter',
  'invalid_token',
  'rate_limit_exceeded',
  'internal_error',
  'unavailable',
];
const TENANT_ROUTE: readonly ErrorCode[] = ['not_found', 'insufficient_scope', 'insufficient_permission'];
const BODY_ROUTE: readonly ErrorCode[] = ['invalid_request', 'payload_too_large', 'unsupported_media_type'];
const POST_ROUTE: readonly ErrorCode[] = ['request_in_progress', 'idempotency_key_reused'];

/** The Fastify schema of a route: what validates, serialises and documents it. `tenantId` prefills tools in a sandbox. */
export function schemaOf(
  resource: Resource,
  route: Route,
  sandboxTenantId: string | undefined,
): Record<string, unknown> {
  const policy = typeof route.access === 'string' ? undefined : route.access;
  const tenantId = Type.String({
    description: 'The clinic; `/v2/userinfo` tells which one.',
    maxLength: 64,
    ...(sandboxTenantId && { default: sandboxTenantId }),
  });
  return {
    tags: [resource.tag],
    operationId: route.operationId,
    summary: route.summary,
    description: policy ? `${route.description}\n\nNeeds the permission \`${policy.permission}\`.` : route.description,
    security: [{ oauth2: policy ? [policy.scope] : [] }],
    ...(policy && { 'x-permission': policy.permission }),
    ...(route.deprecation && { deprecated: true }),
    ...(route.success.contentType && { produces: [route.success.contentType.split(';')[0], 'application/json'] }),
    ...(route.access !== 'signed-in' && { params: Type.Object({ tenantId, ...propertiesOf(route.params) }) }),
    querystring: Type.Object({ ...propertiesOf(route.query), ...shapeParameters(route) }, closed),
    ...(route.body && { body: route.body }),
    ...(route.upload && { consumes: ['multipart/form-data'], body: uploadBody(route.upload.description) }),
    response: responsesOf(route),
  };
}

function uploadBody(description: string) {
  return { type: 'object', required: ['file'], properties: { file: { type: 'file', description } } };
}

function propertiesOf(schema: TSchema | undefined): Record<string, TSchema> {
  return (schema as { properties?: Record<string, TSchema> } | undefined)?.properties ?? {};
}

function responsesOf(route: Route): Record<number, unknown> {
  const { status, description, schema, contentType } = route.success;
  const codes: ErrorCode[] = [
    ...EVERY_ROUTE,
    ...(route.access === 'signed-in' ? [] : TENANT_ROUTE),
    ...(route.body || route.upload ? BODY_ROUTE : []),
    ...(route.method === 'POST' ? POST_ROUTE : []),
    ...(route.success.isFile ? (['range_not_satisfiable'] as const) : []),
    ...(route.errors ?? []),
  ];
  const byStatus = Object.groupBy(new Set(codes), (code) => STATUS_BY_CODE[code]) as Record<number, ErrorCode[]>;
  const errors = Object.entries(byStatus).map(([errorStatus, errorCodes]) => [
    errorStatus,
    { ...ref(ErrorSchema), description: errorCodes.map((code) => `\`${code}\``).join(', ') },
  ]);
  return {
    [status]: contentType
      ? { type: 'string', description }
      : schema
        ? { ...schema, description }
        : { type: 'null', description },
    ...(route.success.isFile && { 206: { type: 'string', description: 'The part that the header Range asks for.' } }),
    ...(route.method === 'GET' && {
      304: { type: 'null', description: 'Unchanged since the entity tag in If-None-Match.' },
    }),
    ...Object.fromEntries(errors),
  };
}
