import type { Criterion, FieldComparison, Search } from '../../api/search.ts';
import type { FhirCall } from '../call.ts';
import { badValue } from '../refusal.ts';
import type { Source } from './source.ts';

/** One of several lists that are one resource here. */
export interface Part<Item> {
  search: Pick<Search<Item>, 'fields' | 'find' | 'count'>;
  /** The field that asks for its ids, as `id` is that of the first part. */
  idField: string;
  /** Whether the caller may see it at all. */
  visible?(call: FhirCall): boolean;
}

/**
 * Several lists as one, one after the other, in order of their ids. A place names its part in `key`.
 * What one part has no field for, none of its objects has.
 */
export function unionOf<Item>(parts: readonly Part<Item>[]): Source<Item> {
  const visible = (call: unknown) => parts.filter((part) => part.visible?.(call as FhirCall) ?? true);
  return {
    async find(call, criteria, { after, limit }) {
      const items: Item[] = [];
      const all = visible(call);
      const first = Number(after?.key ?? 0);
      if (after && !(first in all)) throw badValue('_cursor', 'is none that this search answered');
      for (let index = first; index < all.length; index += 1) {
        const { search } = all[index]!;
        const own = questionsFor(all[index]!, criteria);
        if (!own) continue;
        const place = index === first && after ? { id: after.id } : undefined;
        const found = await search.find(call, own, { after: place, limit: limit - items.length });
        items.push(...found.items);
        if (found.next) return { items, next: { id: found.next.id, key: String(index) } };
        if (items.length === limit && index + 1 < all.length) return { items, next: { id: 0, key: String(index + 1) } };
      }
      return { items };
    },
    async count(call, criteria) {
      const counts = await Promise.all(
        visible(call).map(async (part) => {
          const own = questionsFor(part, criteria);
          return own ? part.search.count(call, own) : 0;
        }),
      );
      return counts.reduce((sum, one) => sum + one, 0);
    },
  };
}

/** The questions as a part understands them; undefined when none of its objects can answer. */
function questionsFor<Item>({ search: { fields }, idField }: Part<Item>, criteria: readonly Criterion[]) {
  const own: Criterion[] = [];
  for (const { anyOf, not = false } of criteria) {
    const known = anyOf.flatMap((one): FieldComparison[] => {
      if (one.field === idField) return [{ ...one, field: 'id' }];
      return one.field !== 'id' && fields.includes(one.field) ? [one] : [];
    });
    const lacking = anyOf.some((one) => one.op === 'missing' && !fields.includes(one.field));
    // Always true with it, or never.
    if (lacking || known.length === 0) {
      if (lacking === not) return undefined;
      continue;
    }
    own.push({ anyOf: known, not });
  }
  return own;
}
