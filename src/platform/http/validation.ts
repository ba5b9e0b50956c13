import { Ajv, type ErrorObject, type Options } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import { type ErrorDetail, ServiceError } from '../errors.ts';

const MOST_DETAILS = 20;

const common = {
  removeAdditional: false,
  useDefaults: true,
  allErrors: true,
  strict: 'log',
  keywords: ['example'],
  formats: { int64: true },
} satisfies Options;

/**
 * Bodies are taken as they are; parameters arrive as text and are converted. Nothing unknown is dropped silently.
 * `allErrors` is bounded by the size limit of the body and by the `maxItems` of every array.
 */
export function useStrictValidation(app: FastifyInstance): void {
  const formats = (ajv: Ajv) =>
    (addFormats as unknown as (ajv: Ajv, formats: string[]) => Ajv)(ajv, ['date', 'date-time', 'email', 'uri']);
  const bodies = formats(new Ajv({ ...common, coerceTypes: false }));
  const parameters = formats(new Ajv({ ...common, coerceTypes: true }));
  const added = new Set<string>();
  const compiler: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
    for (const [id, shared] of Object.entries(app.getSchemas())) {
      if (added.has(id)) continue;
      added.add(id);
      bodies.addSchema(shared as object, id);
      parameters.addSchema(shared as object, id);
    }
    return (httpPart === 'body' ? bodies : parameters).compile(schema);
  };
  app.setValidatorCompiler(compiler);
  app.setSchemaErrorFormatter((errors, httpPart) => validationError(errors as unknown as ErrorObject[], httpPart));
}

/** What a schema refused, naming each field. `httpPart` is `body`, `querystring` or `params`. */
export function validationError(errors: ErrorObject[], httpPart: string): ServiceError {
  const details = errors.slice(0, MOST_DETAILS).map(toDetail);
  const names = [...new Set(details.map((detail) => detail.field))].filter(Boolean).join(', ');
  if (httpPart === 'body') {
    return new ServiceError('invalid_request', names ? `The body is not valid: ${names}.` : 'The body is not valid.', {
      details,
    });
  }
  const unknown = errors.every((error) => error.keyword === 'additionalProperties');
  return unknown
    ? new ServiceError('unknown_parameter', `Unknown parameter: ${names}.`, { details })
    : new ServiceError('invalid_parameter', `Invalid parameter: ${names}.`, { details });
}

function toDetail(error: ErrorObject): ErrorDetail {
  const path = error.instancePath.slice(1).replaceAll('/', '.');
  const { missingProperty, additionalProperty } = error.params as {
    missingProperty?: string;
    additionalProperty?: string;
  };
  const member = missingProperty ?? additionalProperty;
  const field = member === undefined ? path : path ? `${path}.${member}` : member;
  const code =
    { required: 'required', additionalProperties: 'unknown_field' }[error.keyword] ?? `invalid_${error.keyword}`;
  const message =
    { required: 'is required', additionalProperties: 'is not known here' }[error.keyword] ??
    error.message ??
    'is not valid';
  return {
    field,
    code,
    message: error.keyword === 'enum' ? `${message}: ${(error.params.allowedValues as string[]).join(', ')}` : message,
  };
}
