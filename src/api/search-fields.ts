import type { Comparison, SearchField } from './search.ts';

type Parameter = (value: unknown) => string;

function unsuited({ op }: Comparison): never {
  throw new Error(`a field is not looked at with ${op}`);
}

function oneOrMany(column: string, type: string, values: readonly unknown[], parameter: Parameter): string {
  if (values.length === 1) return `${column} = ${parameter(values[0])}::${type}`;
  return `${column} = any (${parameter(values)}::${type}[])`;
}

function column(type: string): (name: string) => SearchField {
  return (name) => (comparison, parameter) => {
    if (comparison.op === 'missing') return `${name} is null`;
    if (comparison.op === 'in') return oneOrMany(name, type, comparison.values, parameter);
    if (comparison.op === 'exact') return `${name} = ${parameter(comparison.text)}::${type}`;
    if (comparison.op !== 'within') return unsuited(comparison);
    const { from, before } = comparison;
    const bounds = [
      ...(from === undefined ? [] : [`${name} >= ${parameter(from)}::${type}`]),
      ...(before === undefined ? [] : [`${name} < ${parameter(before)}::${type}`]),
    ];
    return bounds.length === 0 ? 'true' : `(${bounds.join(' and ')})`;
  };
}

export const idField = column('bigint');
export const textField = column('text');
export const dateField = column('date');
export const instantField = column('timestamptz');
export const flagField = column('boolean');

/**
 * From one day to another, which may be open. A span that is asked for holds it whole; what is asked for from or up to
 * a day has a part of it (FHIR R4, 3.1.1.4.7).
 */
export function periodField(start: string, end: string): SearchField {
  return (comparison, parameter) => {
    const { op } = comparison;
    if (op === 'missing') return `${start} is null`;
    if (op !== 'within') return unsuited(comparison);
    const last = `coalesce(${end}, 'infinity'::date)`;
    const { from, before } = comparison;
    if (from === undefined) return before === undefined ? 'true' : `${start} < ${parameter(before)}::date`;
    if (before === undefined) return `${last} >= ${parameter(from)}::date`;
    return `(${start} >= ${parameter(from)}::date and ${last} < ${parameter(before)}::date)`;
  };
}

/** Text in which people look for words: `fold_text` (migration 0140) takes case and accents off. */
export function wordsField(name: string): SearchField {
  return (comparison, parameter) => {
    if (comparison.op === 'missing') return `${name} is null`;
    if (comparison.op === 'exact') return `${name} = ${parameter(comparison.text)}`;
    if (comparison.op === 'starts') return `starts_with(fold_text(${name}), fold_text(${parameter(comparison.text)}))`;
    if (comparison.op === 'contains') return `strpos(fold_text(${name}), fold_text(${parameter(comparison.text)})) > 0`;
    return unsuited(comparison);
  };
}

/** External ids, as `system|value`, `value` in any system, or `system|` with any value. @param member where they are */
export function externalIdsIn(member: string): SearchField {
  const ids = `coalesce(${member}, '[]')`;
  const keys = `array[e ->> 'value', (e ->> 'system') || '|' || (e ->> 'value'), (e ->> 'system') || '|']`;
  return (comparison, parameter) => {
    if (comparison.op === 'missing') return `${ids} = '[]'`;
    if (comparison.op !== 'in') return unsuited(comparison);
    return `exists (select from jsonb_array_elements(${ids}) e where ${keys} && ${parameter(comparison.values)}::text[])`;
  };
}

/** Those that are kept in `r.details`. */
export const externalIdField = externalIdsIn(`r.details -> 'externalIds'`);
