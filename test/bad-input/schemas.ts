import { namedSchemas } from '../../src/api/schema.ts';

/** The parts of JSON Schema that contracts use. */
export interface Schema {
  $ref?: string;
  $id?: string;
  type?: string;
  enum?: unknown[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean;
  readOnly?: boolean;
  default?: unknown;
  example?: Record<string, unknown>;
}

/** Follows a reference to a named definition. */
export function resolve(schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const named = namedSchemas().find((candidate) => `${(candidate as Schema).$id}#` === schema.$ref);
  if (!named) throw new Error(`no schema is named ${schema.$ref}`);
  return { ...(named as Schema), ...(schema.readOnly && { readOnly: true }) };
}
