import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import { type ErrorDetail, ServiceError } from '../errors.ts';
import { isDate, isInstant } from './formats.ts';

const MOST_DETAILS = 20;

const options = {
  removeAdditional: false,
  coerceTypes: false,
  useDefaults: true,
  allErrors: true,
  strict: 'log',
  keywords: ['example'],
  formats: { int64: true, date: isDate, 'date-time': isInstant },
} satisfies Options;

/**
 * Bodies are taken as they are; parameters arrive as text and are converted. Nothing unknown is dropped silently.
 * `allErrors` is bounded by the size limit of the body.
 */
export function useStrictValidation(app: FastifyInstance): void {
  const ajv = strictAjv();
  const added = new Set<string>();
  const compiler: FastifySchemaCompiler<Schema> = ({ schema, httpPart }) => {
    for (const [id, shared] of Object.entries(app.getSchemas())) {
      if (added.has(id)) continue;
      added.add(id);
      ajv.addSchema(shared as object, id);
    }
    const check = (schema.$id && ajv.getSchema(schema.$id)) || ajv.compile(schema);
    return httpPart === 'body' ? check : convertingFirst(schema, check);
  };
  app.setValidatorCompiler(compiler);
  app.setSchemaErrorFormatter((errors, httpPart) => validationError(errors as unknown as ErrorObject[], httpPart));
}

/**
 * A check as strict as that of bodies, for values that come from elsewhere; it fills defaults in.
 * @param shared definitions that the schema refers to
 * @returns what is wrong, naming each field; nothing of what is right
 */
export function strictCheck(schema: object, shared: readonly object[]): (value: unknown) => ErrorDetail[] {
  const ajv = strictAjv();
  for (const one of shared) ajv.addSchema(one);
  const check = ajv.compile(schema);
  return (value) => (check(value) ? [] : check.errors!.slice(0, MOST_DETAILS).map(toDetail));
}

function strictAjv(): Ajv {
  const ajv = new Ajv(options);
  return (addFormats as unknown as (ajv: Ajv, formats: string[]) => Ajv)(ajv, ['email', 'uri']);
}

interface Schema {
  $id?: string;
  properties?: Record<string, { type?: string }>;
}

/** Only plain decimal integers and `true` or `false` are converted: `1e3`, `0x10`, ` 1` and `01` stay text, and are refused. */
function convertingFirst({ properties = {} }: Schema, check: ValidateFunction): ValidateFunction {
  const converting = (parameters: Record<string, unknown>) => {
    for (const [name, { type }] of Object.entries(properties)) {
      const text = parameters[name];
      if (typeof text !== 'string') continue;
      if (type === 'integer' && /^(?:0|-?[1-9]\d*)$/.test(text)) parameters[name] = Number(text);
      if (type === 'boolean' && (text === 'true' || text === 'false')) parameters[name] = text === 'true';
    }
    const valid = check(parameters);
    validate.errors = check.errors;
    return valid;
  };
  const validate = converting as unknown as ValidateFunction;
  return validate;
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
