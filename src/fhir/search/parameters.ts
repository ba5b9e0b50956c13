import type { Reference, Resource } from '@medplum/fhirtypes';
import type { FieldComparison } from '../../api/search.ts';
import type { FhirCall } from '../call.ts';
import { numberOf } from '../ids.ts';
import { badValue } from '../refusal.ts';
import { dateComparison } from './dates.ts';
import { type Token, tokenOf, unescaped } from './values.ts';

/** What one alternative of a parameter asks: any of these, or with `not` none. */
interface Asked {
  anyOf: FieldComparison[];
  not?: boolean;
}

/** A search parameter of FHIR as data: what it is, and which fields of the service answer it. */
export interface SearchParameter {
  type: 'string' | 'token' | 'reference' | 'date';
  documentation: string;
  /** Beside `:missing`, which all have that name a field. */
  modifiers: readonly string[];
  /** The field that is empty where the parameter is missing. */
  missing: string | undefined;
  /** Of a reference: the types that it may name. */
  targets?: readonly string[];
  /** Of a reference: what a resource refers to with it, such as `Patient/123`. */
  referred?(resource: Resource): (string | undefined)[];
  ask(name: string, value: string, modifier: string | undefined, call: FhirCall): Asked;
  /** Of a reference: what asks for any of these objects. */
  askFor?(type: string, ids: readonly string[]): FieldComparison[];
}

/** Text, found by its beginning, without regard to case and accents. */
export function stringParameter(field: string, documentation: string): SearchParameter {
  return {
    type: 'string',
    documentation,
    modifiers: ['exact', 'contains'],
    missing: field,
    ask(name, value, modifier) {
      const text = unescaped(value);
      if (text.trim() === '') throw badValue(name, 'must not be empty');
      const op = modifier === 'exact' ? 'exact' : modifier === 'contains' ? 'contains' : 'starts';
      return { anyOf: [{ field, op, text }] };
    },
  };
}

/**
 * A code, an identifier or a flag.
 * @param answer which fields hold a token; nothing for one that no object can have
 */
export function tokenParameter(
  documentation: string,
  answer: (token: Token) => FieldComparison[],
  missing?: string,
): SearchParameter {
  return {
    type: 'token',
    documentation,
    modifiers: ['not'],
    missing,
    ask: (_name, value, modifier) => ({ anyOf: answer(tokenOf(value)), not: modifier === 'not' }),
  };
}

/** A field that holds something or nothing: `true` and `false` are its tokens. */
export function existsParameter(field: string, documentation: string, whenEmpty = 'false'): SearchParameter {
  return {
    ...tokenParameter(documentation, () => []),
    modifiers: [],
    ask(name, value) {
      if (value !== 'true' && value !== 'false') throw badValue(name, 'must be true or false');
      return { anyOf: [{ field, op: 'missing' }], not: value !== whenEmpty };
    },
  };
}

/** A token whose codes are those of a field, named differently; codes that are not named nobody has. */
export function codeParameter(
  field: string,
  documentation: string,
  codes: Readonly<Record<string, readonly (string | boolean)[]>>,
  system?: string,
): SearchParameter {
  return tokenParameter(
    documentation,
    (token) => {
      if (token.system !== undefined && system !== undefined && token.system !== system) return [];
      const values = codes[token.code];
      return values ? [{ field, op: 'in', values }] : [];
    },
    field,
  );
}

/** A date or an instant, with prefixes. */
export function dateParameter(field: string, precision: 'date' | 'instant', documentation: string): SearchParameter {
  return {
    type: 'date',
    documentation,
    modifiers: [],
    missing: field,
    ask(name, value, _modifier, call) {
      const { comparison, not } = dateComparison(name, value, precision, call.now());
      return { anyOf: [{ field, ...comparison }], not };
    },
  };
}

/**
 * What asks for a referenced object: the field that holds ids, how its ids are in it when they are not numbers (undefined for an
 * id that none can have), or the comparisons themselves.
 */
type Target =
  | string
  | { field: string; id(id: string): string | number | undefined }
  | ((id: string) => FieldComparison[]);

/**
 * A reference to objects of some types.
 * @param targets what asks for each type
 * @param referred where the references are in a resource
 */
export function referenceParameter<Holder extends Resource>(
  documentation: string,
  targets: Readonly<Record<string, Target>>,
  referred: (resource: Holder) => (Reference | undefined)[],
): SearchParameter {
  const types = Object.keys(targets);
  const askFor = (type: string, ids: readonly string[]) => merged(ids.flatMap((id) => askedOf(targets[type]!, id)));
  const [only, ...others] = Object.values(targets);
  const missing = others.length > 0 || typeof only === 'function' ? undefined : only;
  return {
    type: 'reference',
    documentation,
    modifiers: types,
    missing: typeof missing === 'object' ? missing.field : missing,
    targets: types,
    referred: (resource) => referred(resource as Holder).map((one) => one?.reference),
    askFor,
    ask(name, value, modifier, { base }) {
      const text = unescaped(value);
      const relative = text.startsWith(`${base}/`) ? text.slice(base.length + 1) : text;
      const [, type, id] = /^(?:([A-Z]\w*)\/)?([A-Za-z0-9.-]{1,64})$/.exec(relative) ?? [];
      // Whatever is elsewhere, nothing here refers to it.
      if (id === undefined && URL.canParse(text)) return { anyOf: [] };
      if (id === undefined) throw badValue(name, 'must be an id, or a reference such as Patient/123');
      const asked = type ?? modifier;
      if (asked !== undefined && !types.includes(asked)) return { anyOf: [] };
      return { anyOf: (asked === undefined ? types : [asked]).flatMap((one) => askFor(one, [id])) };
    },
  };
}

function askedOf(target: Target, id: string): FieldComparison[] {
  if (typeof target === 'function') return target(id);
  const { field, id: inField } = typeof target === 'string' ? { field: target, id: numberOf } : target;
  const value = inField(id);
  return value === undefined ? [] : [{ field, op: 'in', values: [value] }];
}

/** Values of one field as one list: a question about hundreds of ids is one comparison. */
export function merged(comparisons: readonly FieldComparison[]): FieldComparison[] {
  const lists = new Map<string, (string | number | boolean)[]>();
  const others: FieldComparison[] = [];
  for (const one of comparisons) {
    if (one.op === 'in') lists.set(one.field, [...(lists.get(one.field) ?? []), ...one.values]);
    else others.push(one);
  }
  return [...[...lists].map(([field, values]): FieldComparison => ({ field, op: 'in', values })), ...others];
}
