import { resolve, type Schema } from './schemas.ts';

/** The members that the schema requires, and no others. */
export function minimal(schema: Schema): Record<string, unknown> {
  return Object.fromEntries((schema.required ?? []).map((name) => [name, sample(resolve(schema.properties![name]!))]));
}

/** Some value that the schema accepts. */
export function sample(schema: Schema): unknown {
  const { type, enum: values, format, minimum = 1, minItems = 0, items, example } = schema;
  if (values) return values[0];
  if (type === 'integer') return Math.max(1, minimum);
  if (type === 'boolean') return true;
  if (type === 'number') return Math.max(0, minimum);
  if (type === 'array') return Array.from({ length: minItems }, () => sample(resolve(items!)));
  if (type === 'object') return minimal(schema);
  if (example !== undefined) return example;
  return { date: '2020-02-03', 'date-time': '2020-02-03T10:00:00Z', email: 'a@example.test' }[format ?? ''] ?? 'xxxxx';
}
