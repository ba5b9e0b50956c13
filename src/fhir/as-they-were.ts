import type { Versions } from '../api/versions/versions.ts';
import type { FhirCall } from './call.ts';
import type { SupersededAt, Versioned } from './resource.ts';

/**
 * What objects refer to: as it is, and for past versions as it was when they were superseded.
 * @param current what may be seen of it, by its id
 */
export async function asTheyWere<Holder extends Versioned, Item>(
  call: FhirCall,
  {
    holders,
    idsOf,
    current,
    versions,
    supersededAt,
  }: {
    holders: readonly Holder[];
    idsOf(holder: Holder): readonly number[];
    current: ReadonlyMap<number, Item>;
    versions: Versions<Item>;
    supersededAt: SupersededAt | undefined;
  },
): Promise<(holder: Holder) => ReadonlyMap<number, Item>> {
  const asked = holders.flatMap((holder) => {
    const at = supersededAt?.(holder);
    const ids = at === undefined ? [] : idsOf(holder).filter((id) => current.has(id));
    return ids.map((id) => ({ holder, id, at: at! }));
  });
  if (asked.length === 0) return () => current;
  const were = await versions.asOf(call, asked);
  const past = new Map<Holder, Map<number, Item>>();
  for (const [index, { holder, id }] of asked.entries()) {
    const known = past.get(holder) ?? new Map(current);
    if (were[index]) known.set(id, were[index]);
    past.set(holder, known);
  }
  return (holder) => past.get(holder) ?? current;
}
