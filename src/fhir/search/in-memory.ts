import type { Criterion, FieldComparison } from '../../api/search.ts';
import type { FhirCall } from '../call.ts';
import type { Part } from './union.ts';

type Values = Readonly<Record<string, string | number | boolean | undefined>>;

/** A few objects that are known without asking the database, looked at as the database would. */
export function inMemory<Item extends { id: number }>(
  fields: readonly string[],
  itemsOf: (call: FhirCall) => readonly Item[],
  valuesOf: (item: Item) => Values,
): Part<Item>['search'] {
  const matching = (call: unknown, criteria: readonly Criterion[]) =>
    itemsOf(call as FhirCall).filter((item) => criteria.every((one) => answers(valuesOf(item), one)));
  return {
    fields,
    find: async (call, criteria, { after, limit }) => {
      const found = matching(call, criteria).filter(({ id }) => id > (after?.id ?? 0));
      return { items: found.slice(0, limit), next: found.length > limit ? { id: found[limit - 1]!.id } : undefined };
    },
    count: async (call, criteria) => matching(call, criteria).length,
  };
}

function answers(values: Values, { anyOf, not = false }: Criterion): boolean {
  return anyOf.some((one) => holds(values[one.field], one)) !== not;
}

function holds(value: Values[string], comparison: FieldComparison): boolean {
  if (value === undefined || comparison.op === 'missing')
    return (value === undefined) === (comparison.op === 'missing');
  if (comparison.op === 'in') return comparison.values.includes(value);
  const text = String(value);
  if (comparison.op === 'exact') return text === comparison.text;
  if (comparison.op === 'within') {
    const at = Date.parse(text);
    return at >= Date.parse(comparison.from ?? text) && !(at >= Date.parse(comparison.before ?? ''));
  }
  const [whole, part] = [text.toLowerCase(), comparison.text.toLowerCase()];
  return comparison.op === 'starts' ? whole.startsWith(part) : whole.includes(part);
}
