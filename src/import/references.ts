import { agendaExport } from '../api/agendas/agendas.service.ts';
import { problem } from '../api/catalogue/catalogue-input.ts';
import type { Reference } from '../api/catalogue/catalogue-part.ts';
import { holdersOf } from '../api/catalogue/catalogue-writing.ts';
import type { ExportSource } from '../api/export-pages.ts';
import { locationExport } from '../api/locations/locations.service.ts';
import { practitionerExport } from '../api/practitioners/practitioners.service.ts';
import { priceListExport } from '../api/price-lists/price-lists.service.ts';
import { roomExport } from '../api/rooms/rooms.service.ts';
import { treatmentExport } from '../api/treatments/treatments.service.ts';
import type { Tx } from '../platform/database/index.ts';
import type { ErrorDetail } from '../platform/errors.ts';
import { externalKeysOf } from './identity.ts';
import type { Row } from './importable.ts';

const SOURCES = {
  agendas: agendaExport,
  locations: locationExport,
  practitioners: practitionerExport,
  price_lists: priceListExport,
  rooms: roomExport,
  treatments: treatmentExport,
};

/** A reference that files may make by a name. */
type NamedReference = Reference & { member: string; to: keyof typeof SOURCES };

export const isNamed = (reference: Reference): reference is NamedReference => reference.member !== undefined;

const PAGE = 500;

/** All items of a resource: those of the catalogue are few. */
export async function readAll<Item extends { id: number }>(
  tx: Tx,
  tenantId: string,
  source: ExportSource<Item>,
): Promise<Item[]> {
  const all: Item[] = [];
  for (;;) {
    const items = await source.page(tx, tenantId, {
      afterId: all.at(-1)?.id ?? 0,
      limit: PAGE,
      updatedSince: undefined,
    });
    all.push(...items);
    if (items.length < PAGE) return all;
  }
}

interface Index {
  ids: ReadonlySet<unknown>;
  /** Ids by code, by `system|value` and by `value`. */
  byName: ReadonlyMap<string, ReadonlySet<number>>;
}

/** Puts ids in the place of names. @returns a function that answers the row with ids, or what is wrong */
export async function openReferences(
  tx: Tx,
  tenantId: string,
  references: readonly NamedReference[],
): Promise<(row: Row) => Row | ErrorDetail[]> {
  const indices = new Map<NamedReference['to'], Index>();
  for (const { to } of references)
    if (!indices.has(to)) indices.set(to, indexOf(await readAll<{ id: number }>(tx, tenantId, SOURCES[to] as never)));

  return (row) => {
    const copy = structuredClone(row);
    const problems: ErrorDetail[] = [];
    for (const reference of references) {
      for (const [holder, path] of holdersOf(copy, reference.within))
        resolve(holder, path, reference, indices.get(reference.to)!, problems);
    }
    return problems.length > 0 ? problems : copy;
  };
}

function resolve(
  holder: Row,
  path: string,
  { member, sets, many, to }: NamedReference,
  { ids, byName }: Index,
  problems: ErrorDetail[],
): void {
  const what = to.replace('_', ' ');
  const names = holder[member];
  if (names !== undefined && names !== null) {
    const found = (many && Array.isArray(names) ? names : [names]).map((name) => {
      const matching = byName.get(String(name));
      if (matching?.size === 1) return [...matching][0];
      const code = matching ? 'ambiguous' : 'not_found';
      problems.push(problem(path + member, code, `"${name}" names ${matching ? 'several' : 'none'} of the ${what}`));
      return undefined;
    });
    holder[sets] = many ? found : found[0];
  }
  delete holder[member];
  const given = holder[sets];
  for (const id of Array.isArray(given) ? given : [given]) {
    if (typeof id === 'number' && !ids.has(id))
      problems.push(problem(path + sets, 'not_found', `${id} is none of the ${what} of this clinic`));
  }
}

function indexOf(items: readonly { id: number }[]): Index {
  const byName = new Map<string, Set<number>>();
  for (const item of items) {
    const { code } = item as { code?: string };
    const external = externalKeysOf(item as unknown as Row);
    const values = external.map((key) => key.slice(key.indexOf('|') + 1));
    for (const name of new Set([...(code === undefined ? [] : [code]), ...external, ...values]))
      byName.set(name, (byName.get(name) ?? new Set()).add(item.id));
  }
  return { ids: new Set(items.map(({ id }) => id)), byName };
}
