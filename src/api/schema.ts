import Type, { type Static, type TSchema, type TSchemaOptions } from 'typebox';

const definitions = new Map<string, TSchema>();

/**
 * A named definition of the contract. OpenAPI 2.0 generators make one class of each name, so anything used twice gets one.
 */
export function named<Schema extends TSchema>(name: string, schema: Schema): Schema & { $id: string } {
  if (definitions.has(name)) throw new Error(`two schemas are named ${name}`);
  const definition = { ...schema, $id: name };
  definitions.set(name, definition);
  return definition;
}

export function namedSchemas(): TSchema[] {
  return [...definitions.values()];
}

/** A reference to a named definition, typed as what it refers to. */
export function ref<Schema extends TSchema & { $id: string }>(schema: Schema) {
  return Type.Unsafe<Static<Schema>>({ $ref: `${schema.$id}#` });
}

/** A closed set of strings, as `type: string` with `enum` (never `anyOf`, which OpenAPI 2.0 lacks). */
export function oneOf<const Values extends readonly string[]>(values: Values, options: TSchemaOptions = {}) {
  return Type.Unsafe<Values[number]>({ type: 'string', enum: values, ...options });
}

/** The strings of such a set. */
export function valuesOf(schema: TSchema): readonly string[] {
  return (schema as unknown as { enum: readonly string[] }).enum;
}

/** Text that is not blank. */
export function text(maxLength: number, options: TSchemaOptions = {}) {
  return Type.String({ minLength: 1, maxLength, pattern: '\\S', ...options });
}

/** A calendar date `YYYY-MM-DD`, without time or zone. */
export function calendarDate(options: TSchemaOptions = {}) {
  return Type.String({ format: 'date', ...options });
}

/** An instant, RFC 3339 with offset. */
export function instant(options: TSchemaOptions = {}) {
  return Type.String({ format: 'date-time', maxLength: 40, ...options });
}

export function id(options: TSchemaOptions = {}) {
  return Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, format: 'int64', ...options });
}

/** Rejects members it does not know. */
export const closed = { additionalProperties: false } as const;

export const ExternalId = named(
  'ExternalId',
  Type.Object(
    { system: text(200, { description: 'Who gave the id, as a URI or short name.' }), value: text(200) },
    { ...closed, description: "An integrator's own id of a resource." },
  ),
);
