import { partIdOf, placeOf } from '../api/record-parts.ts';
import type { Search } from '../api/search.ts';
import type { PastVersion, Versions } from '../api/versions/versions.ts';
import type { FhirCall } from './call.ts';
import { numberOf, requireNumber } from './ids.ts';
import { noSuch } from './refusal.ts';
import type { Versioned, VersionsById } from './resource.ts';
import { findByIds } from './search/by-ids.ts';
import type { Source } from './search/source.ts';

/** Something that a record keeps in an array, and that is a resource of its own here. It changes with its record. */
export interface RecordPart<Holder, Part> extends Versioned {
  record: Holder;
  part: Part;
}

/**
 * Reads, finds and remembers parts through the service of the record that keeps them.
 * @param parts what a record keeps, by place
 */
export function partsOfRecords<Holder extends Versioned, Part>({
  type,
  read,
  records,
  versions,
  found,
  parts,
}: {
  type: string;
  read(call: FhirCall, id: number): Promise<Holder>;
  records: Search<Holder>;
  versions: Versions<Holder>;
  /** Finds the ids of parts. */
  found: Search<{ id: number }>;
  parts(record: Holder): ReadonlyMap<number, Part>;
}): {
  read(call: FhirCall, id: string): Promise<RecordPart<Holder, Part>>;
  source: Source<RecordPart<Holder, Part>>;
  versions: VersionsById<RecordPart<Holder, Part>>;
} {
  const partOf = (record: Holder, id: number): RecordPart<Holder, Part> | undefined => {
    const part = parts(record).get(placeOf(id).place);
    const { version, updatedAt } = record;
    return part && { id, version, updatedAt, record, part };
  };
  const pastOf = (past: PastVersion<Holder>, id: number): PastVersion<RecordPart<Holder, Part>>[] => {
    if (!past.item) return [{ ...past, item: undefined }];
    const item = partOf(past.item, id);
    return item ? [{ ...past, item }] : [];
  };
  return {
    async read(call, id) {
      const number = requireNumber(type, id);
      const part = partOf(await read(call, placeOf(number).recordId), number);
      if (!part) throw noSuch(type);
      return part;
    },
    source: {
      async find(call, criteria, page) {
        const { items, next } = await found.find(call, criteria, page);
        const ids = [...new Set(items.map(({ id }) => placeOf(id).recordId))];
        const byId = await findByIds(call, records, ids);
        const own = items.flatMap(({ id }) => {
          const holder = byId.get(placeOf(id).recordId);
          return (holder && partOf(holder, id)) ?? [];
        });
        return { items: own, next };
      },
      count: found.count,
    },
    versions: {
      async one(call, id, version) {
        const number = numberOf(id);
        if (number === undefined) return undefined;
        const past = await versions.one(call, placeOf(number).recordId, version);
        return past && pastOf(past, number)[0];
      },
      async before(call, id, version, limit) {
        const number = numberOf(id);
        if (number === undefined) return [];
        const past = await versions.before(call, placeOf(number).recordId, version, limit);
        return past.flatMap((one) => pastOf(one, number));
      },
      // Of a part that is gone its record does not tell whether it ever was.
      deletion: async () => undefined,
    },
  };
}

/** The ids of the parts that a record keeps in an array. */
export function partsFrom<Part>(record: { id: number }, parts: readonly Part[], from = 0): [id: number, part: Part][] {
  return parts.map((part, index) => [partIdOf(record.id, from + index + 1), part]);
}

/** The parts of an array by their place. */
export function placesOf<Part>(parts: readonly Part[], from = 0): Map<number, Part> {
  return new Map(parts.map((part, index) => [from + index + 1, part]));
}
