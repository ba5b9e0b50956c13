import { minimal, sample } from './right-values.ts';
import { resolve, type Schema } from './schemas.ts';

export interface WrongBody {
  /** What the refusal must name. */
  field: string;
  what: string;
  body: unknown;
}

/** Bodies that are right but for one member, for every member that the schema knows, however deep. */
export function wrongBodies(schema: Schema, isPatch: boolean): WrongBody[] {
  const right = isPatch ? {} : minimal(schema);
  return wrongMembers(schema, '', isPatch).map(({ field, what, body }) => ({
    field,
    what,
    body: { ...right, ...(body as object) },
  }));
}

const UNKNOWN_NAMES = ['noSuchMember', 'constructor', 'toString', '__proto__', 'FIRSTNAME', ''];

/** Values of one object, each with one wrong member; `field` is the path to it. */
function wrongMembers(schema: Schema, path: string, isPatch: boolean): WrongBody[] {
  const at = (name: string | number) => (path ? `${path}.${name}` : String(name));
  const required = (name: string) => schema.required?.includes(name) ?? false;
  const known = Object.entries(schema.properties ?? {}).filter(([, member]) => !(isPatch && member.readOnly));
  const names = schema.additionalProperties === false ? UNKNOWN_NAMES : [];
  const unknown = names.map((name) => ({
    field: at(name),
    what: `the unknown member "${name}"`,
    body: member(name, 1),
  }));
  const missing = (schema.required ?? []).map((name) => ({
    field: at(name),
    what: `no ${name}`,
    body: member(name, isPatch ? null : undefined),
  }));
  const wrong = known.flatMap(([name, reference]) => {
    const inner = resolve(reference);
    const values = wrongValues(inner).filter((value) => !(isPatch && value === null && !required(name)));
    return [
      ...values.map((value) => ({ field: at(name), what: brief(value), body: member(name, value) })),
      ...deeper(inner, at(name), isPatch).map(({ body, ...rest }) => ({ ...rest, body: member(name, body) })),
    ];
  });
  return [...unknown, ...missing, ...wrong];
}

function deeper(schema: Schema, path: string, isPatch: boolean): WrongBody[] {
  if (schema.type === 'object') return complete(schema, wrongMembers(schema, path, isPatch));
  const items = schema.items && resolve(schema.items);
  if (!items) return [];
  const inItem =
    items.type === 'object'
      ? complete(items, wrongMembers(items, `${path}.0`, false))
      : wrongValues(items).map((value) => ({ field: `${path}.0`, what: brief(value), body: value }));
  return inItem.map((wrong) => ({ ...wrong, body: [wrong.body] }));
}

/** Adds what the schema requires, so that nothing but the one member is wrong. */
function complete(schema: Schema, wrong: WrongBody[]): WrongBody[] {
  return wrong.map((entry) => ({ ...entry, body: { ...minimal(schema), ...(entry.body as object) } }));
}

/** An object with this own member, whatever its name. */
function member(name: string, value: unknown): object {
  return Object.defineProperty({}, name, { value, enumerable: true, configurable: true, writable: true });
}

const ANYTHING: unknown[] = [null, true, 0, -1.5, 'x', '', [], {}, [[]], [null], { a: 1 }];

function wrongValues(schema: Schema): unknown[] {
  const { type, maxLength, minLength, minimum, maximum, minItems, maxItems, format, pattern } = schema;
  const isOther = (value: unknown) =>
    ({
      string: typeof value !== 'string',
      integer: typeof value !== 'number' || !Number.isInteger(value),
      number: typeof value !== 'number',
      boolean: typeof value !== 'boolean',
      array: !Array.isArray(value),
      object: typeof value !== 'object' || value === null || Array.isArray(value),
    })[type!] ?? false;
  return [
    ...ANYTHING.filter(isOther),
    ...(maxLength === undefined ? [] : ['9'.repeat(maxLength + 1), '9'.repeat(100_000)]),
    ...(minLength ? ['9'.repeat(minLength - 1)] : []),
    ...(schema.enum ? ['no-such-value'] : []),
    ...(format || pattern ? [pattern === '\\S' ? ' \t\u00a0' : '~'] : []),
    ...(minimum === undefined ? [] : [minimum - 1, -1e300]),
    ...(maximum === undefined ? [] : [maximum + 1, 1e300]),
    ...(minItems ? [Array(minItems - 1).fill(schema.items && wholeItem(schema.items))] : []),
    ...(maxItems === undefined ? [] : [Array(maxItems + 1).fill(schema.items && wholeItem(schema.items))]),
  ];
}

function wholeItem(items: Schema): unknown {
  const item = resolve(items);
  return item.type === 'object' ? minimal(item) : sample(item);
}

function brief(value: unknown): string {
  return JSON.stringify(value).slice(0, 60);
}
