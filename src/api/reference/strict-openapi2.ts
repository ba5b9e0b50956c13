type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/**
 * What `@fastify/swagger` lets through but OpenAPI 2.0 does not know: the `null` type of empty answers, `$id`, and
 * reference siblings. Path parameters go first and in the order of the path, as generators keep the order. Only what has
 * no default is required, and bodies always are.
 */
export function toStrictOpenApi2(document: object): OpenApi2 {
  const strict = clean(JSON.parse(JSON.stringify(document))) as unknown as OpenApi2;
  for (const [path, operations] of Object.entries(strict.paths)) {
    for (const operation of Object.values(operations)) {
      orderParameters(path, operation);
      for (const parameter of operation.parameters ?? []) {
        if (parameter.in === 'body') parameter.required = true;
        if (parameter.in === 'query' && parameter.default !== undefined) parameter.required = false;
      }
    }
  }
  return strict;
}

/** The parts of an OpenAPI 2.0 document that are completed here. */
export interface OpenApi2 extends Record<string, unknown> {
  paths: Record<string, Record<string, Operation>>;
}

export interface Operation {
  operationId?: string;
  tags?: string[];
  summary?: string;
  description?: string;
  consumes?: string[];
  parameters?: Parameter[];
  responses: Record<string, Response>;
}

export interface Parameter {
  name: string;
  in: string;
  type?: string;
  description?: string;
  required?: boolean;
  default?: Json;
  schema?: object;
}

interface Response {
  description: string;
  schema?: object;
  headers?: Record<string, object>;
  examples?: Record<string, unknown>;
}

const PLACES = ['path', 'header', 'query', 'body'];

function orderParameters(path: string, operation: Operation): void {
  const rank = ({ name, in: place }: { name: string; in: string }) =>
    place === 'path' ? path.indexOf(`{${name}}`) - 1000 : PLACES.indexOf(place);
  operation.parameters?.sort((a, b) => rank(a) - rank(b));
}

function clean(value: Json): Json {
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  const { $id: _, ...members } = value;
  if (isEmptyAnswer(members)) delete members.schema;
  if (typeof members.$ref === 'string') return { $ref: members.$ref.replace(/#$/, '') };
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, clean(member)]));
}

function isEmptyAnswer({ schema }: { [name: string]: Json }): boolean {
  return typeof schema === 'object' && schema !== null && !Array.isArray(schema) && schema.type === 'null';
}
