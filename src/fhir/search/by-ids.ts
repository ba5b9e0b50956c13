import type { FhirCall } from '../call.ts';
import type { Source } from './source.ts';

/** The objects with these ids, by their id; what is not there, or not to be seen, is missing. */
export async function findByIds<Item extends { id: number }>(
  call: Pick<FhirCall, 'db' | 'tenant'>,
  { find }: Pick<Source<Item>, 'find'>,
  ids: readonly number[],
): Promise<Map<number, Item>> {
  if (ids.length === 0) return new Map();
  const { items } = await find(call, [{ anyOf: [{ field: 'id', op: 'in', values: ids }] }], { limit: ids.length });
  return new Map(items.map((item) => [item.id, item]));
}
