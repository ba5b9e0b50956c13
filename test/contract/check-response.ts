import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

type Schema = { [name: string]: unknown };

/** The parts of an OpenAPI 2.0 document that answers are held against. */
export interface OpenApiDocument {
  paths: Record<string, Record<string, Operation>>;
  definitions: Record<string, Schema>;
}

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  /** Of an answer that is no JSON: what it is, first. */
  produces?: string[];
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  responses: Record<string, { description: string; schema?: Schema }>;
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'body';
  required?: boolean;
  type?: string;
  default?: unknown;
  description?: string;
  schema?: Schema;
}

/** One answer of the server, its body as text. */
export interface SentResponse {
  method: string;
  /** Path with or without query. */
  path: string;
  status: number;
  headers: Headers;
  text: string;
}

/**
 * Makes a check of answers against a published document: the operation and its status are documented, the body is of the
 * documented shape and has no member beyond it, an error is the one error body. The check throws what is wrong.
 */
export function responseChecker(document: OpenApiDocument): (response: SentResponse) => void {
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { int64: true } });
  (addFormats as unknown as (ajv: Ajv, formats: string[]) => Ajv)(ajv, ['date', 'date-time', 'email', 'uri']);
  const definitions = closed(document.definitions);
  const compiled = new Map<string, ValidateFunction>();
  const compile = (schema: Schema, partial: boolean): ValidateFunction => {
    const key = JSON.stringify([schema, partial]);
    const whole = { ...closed(schema), definitions };
    const check = compiled.get(key) ?? ajv.compile(partial ? withoutRequired(whole) : whole);
    compiled.set(key, check);
    return check;
  };

  return ({ method, path, status, headers, text }) => {
    const what = `${method} ${path} -> ${status}`;
    const operation = operationOf(document, method, path);
    if (!operation) throw new Error(`${what}: not documented`);
    const documented = operation.responses[status];
    if (!documented) throw new Error(`${what}: the status is not documented for ${operation.operationId}: ${text}`);
    if (!documented.schema || method === 'HEAD') {
      if (text !== '') throw new Error(`${what}: a body where none is documented: ${text}`);
      return;
    }
    const type = headers.get('content-type');
    const other = operation.produces?.[0];
    if (status < 300 && other && other !== 'application/json') {
      const expected = other.startsWith('text/') ? `${other}; charset=utf-8` : other;
      // Any kind of file may be answered as bytes.
      if (type !== expected && expected !== 'application/octet-stream')
        throw new Error(`${what}: content type ${type}`);
      return;
    }
    if (type !== 'application/json; charset=utf-8') throw new Error(`${what}: content type ${type}`);
    const body: unknown = JSON.parse(text);
    const check = compile(documented.schema, status === 200 && new URLSearchParams(path.split('?')[1]).has('fields'));
    if (!check(body)) throw new Error(`${what}: ${ajv.errorsText(check.errors)}: ${text}`);
    if (status >= 400) checkError(what, body as Schema, status, headers);
  };
}

function checkError(what: string, body: Schema, status: number, headers: Headers): void {
  if (body.status !== status) throw new Error(`${what}: the body says status ${body.status}`);
  if (body.requestId !== headers.get('x-request-id') && !headers.has('idempotency-replayed'))
    throw new Error(`${what}: request id ${body.requestId} in the body, ${headers.get('x-request-id')} in the header`);
  if (status === 401 && !headers.has('www-authenticate')) throw new Error(`${what}: no WWW-Authenticate`);
}

function operationOf(document: OpenApiDocument, method: string, path: string): Operation | undefined {
  const segments = path.split('?')[0]!.split('/');
  const template = Object.keys(document.paths).find((candidate) => {
    const parts = candidate.split('/');
    return parts.length === segments.length && parts.every((part, at) => part.startsWith('{') || part === segments[at]);
  });
  return template === undefined
    ? undefined
    : document.paths[template]![(method === 'HEAD' ? 'GET' : method).toLowerCase()];
}

/** The same schema with every member optional, as `fields` makes them. */
function withoutRequired<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutRequired) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name, member]) => name !== 'required' || !Array.isArray(member));
  return Object.fromEntries(members.map(([name, member]) => [name, withoutRequired(member)])) as Value;
}

/** The same schema with every object closed, so that a member that nobody documented is found. */
function closed<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(closed) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Schema = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, closed(member)]));
  if (copy.type === 'object' && 'properties' in copy) copy.additionalProperties ??= false;
  return copy as Value;
}
