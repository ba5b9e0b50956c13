import type { ErrorDetail } from '../platform/errors.ts';
import { FhirRefusal } from './refusal.ts';

type Members = Record<string, unknown>;

/**
 * Reads a part of what was sent, and remembers what was read: whatever is left in the end is not supported, and refused
 * rather than dropped.
 */
export interface Reader {
  /** Where it is, as a FHIRPath expression such as `Patient.name[0]`. */
  path: string;
  has(name: string): boolean;
  text(name: string): string | undefined;
  /** @param values those that are supported */
  code<const Value extends string>(name: string, values: readonly Value[]): Value | undefined;
  flag(name: string): boolean | undefined;
  number(name: string): number | undefined;
  one(name: string): Reader | undefined;
  many(name: string): Reader[];
  texts(name: string): string[];
  /** The first extension with this address; another one of it stays unread, and is refused. */
  extension(url: string): Reader | undefined;
  extensions(url: string): Reader[];
  /** Members that the server assigns, or that only repeat others: they are accepted and left aside. */
  ignore(...names: string[]): void;
  /** Adds a refusal. */
  refuse(name: string, message: string): void;
}

/** Reads a resource with `read`. @throws FhirRefusal 400 for another type; 422 naming what is wrong or not supported */
export function readResource<Result>(type: string, body: unknown, read: (reader: Reader) => Result): Result {
  if ((body as Members | undefined)?.resourceType !== type)
    throw new FhirRefusal('invalid_request', 'structure', `The body must be a ${type}.`, {
      details: [{ field: `${type}.resourceType`, code: 'invalid_type', message: `must be ${type}` }],
    });
  const problems: ErrorDetail[] = [];
  const ends: (() => void)[] = [];
  const reader = readerOf(body, type, problems, ends);
  reader.ignore('resourceType', 'id', 'meta', 'implicitRules', 'language');
  // A narrative that was generated says what the elements say.
  if (reader.one('text')?.code('status', ['generated', 'extensions']) !== undefined) reader.one('text')!.ignore('div');
  const result = read(reader);
  for (const end of ends) end();
  if (problems.length === 0) return result;
  const [{ field, message }] = problems as [ErrorDetail];
  throw new FhirRefusal('validation_failed', 'not-supported', `${field} ${message}.`, {
    details: problems.slice(0, 20),
  });
}

function readerOf(value: unknown, path: string, problems: ErrorDetail[], ends: (() => void)[]): Reader {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const members = (isObject ? value : {}) as Members;
  const seen = new Set<string>();
  const children = new Map<string, Reader>();
  const fail = (place: string, message: string) => problems.push({ field: place, code: 'invalid', message });
  if (!isObject) fail(path, 'must be an object');

  const child = (place: string, part: unknown) => {
    const known = children.get(place);
    if (known) return known;
    const made = readerOf(part, place, problems, ends);
    children.set(place, made);
    return made;
  };
  const listOf = (name: string): unknown[] => {
    seen.add(name);
    const list = members[name];
    if (list === undefined) return [];
    if (Array.isArray(list) && list.length > 0) return list;
    fail(`${path}.${name}`, 'must be an array that is not empty');
    return [];
  };
  const primitive = <Type>(name: string, type: 'string' | 'boolean' | 'number'): Type | undefined => {
    seen.add(name);
    const found = members[name];
    if (found === undefined || typeof found === type) return found as Type | undefined;
    fail(`${path}.${name}`, `must be a ${type}`);
    return undefined;
  };
  const extensionsTaken = new Set<number>();
  const extensionsOf = (url: string) =>
    (Array.isArray(members.extension) ? (members.extension as Members[]) : []).flatMap((one, index) =>
      one?.url === url ? [index] : [],
    );
  const takeExtension = (index: number): Reader => {
    extensionsTaken.add(index);
    const reader = child(`${path}.extension[${index}]`, (members.extension as unknown[])[index]);
    reader.ignore('url');
    return reader;
  };

  ends.push(() => {
    for (const name of Object.keys(members)) {
      if (name === 'extension' && Array.isArray(members.extension)) continue;
      if (!seen.has(name) && members[name] !== undefined) fail(`${path}.${name}`, 'is not supported');
    }
    if (seen.has('extension')) return;
    for (const [index] of (Array.isArray(members.extension) ? members.extension : []).entries())
      if (!seen.has('extension') && !extensionsTaken.has(index))
        fail(`${path}.extension[${index}]`, 'is not supported');
  });

  return {
    path,
    has: (name) => members[name] !== undefined,
    text(name) {
      const found = primitive<string>(name, 'string');
      if (found?.trim() !== '') return found;
      fail(`${path}.${name}`, 'must not be empty');
      return undefined;
    },
    code(name, values) {
      const found = primitive<string>(name, 'string');
      if (found === undefined || values.includes(found as never)) return found as never;
      fail(`${path}.${name}`, `must be one of ${values.join(', ')}`);
      return undefined;
    },
    flag: (name) => primitive<boolean>(name, 'boolean'),
    number: (name) => primitive<number>(name, 'number'),
    one(name) {
      seen.add(name);
      return members[name] === undefined ? undefined : child(`${path}.${name}`, members[name]);
    },
    many: (name) => listOf(name).map((part, index) => child(`${path}.${name}[${index}]`, part)),
    texts: (name) =>
      listOf(name).flatMap((part, index) => {
        if (typeof part === 'string' && part.trim() !== '') return [part];
        // Beside a value that is null stands what is told of it in the member with the underscore.
        if (part !== null) fail(`${path}.${name}[${index}]`, 'must be a text that is not empty');
        return [];
      }),
    extension: (url) => extensionsOf(url).slice(0, 1).map(takeExtension)[0],
    extensions: (url) => extensionsOf(url).map(takeExtension),
    ignore(...names) {
      for (const name of names) seen.add(name);
    },
    refuse: (name, message) => fail(name === '' ? path : `${path}.${name}`, message),
  };
}
