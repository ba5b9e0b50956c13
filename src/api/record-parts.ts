import type { Comparison, SearchField } from './search.ts';
import { idField } from './search-fields.ts';

/** More than any record keeps of one kind. */
const MOST_PARTS = 100;

/**
 * Members of arrays that records keep in `details`, as rows that can be listed: what other surfaces show as objects of their
 * own. Their ids are made of the record's and of their place, which begins at 1.
 * @param columns of the record, beside its id, version and time
 * @param from places begin behind this one
 */
export function partsOf(table: string, member: string, columns: readonly string[], from = 0): string {
  return `(${partRows(table, member, columns, from)})`;
}

export function partRows(table: string, member: string, columns: readonly string[], from = 0): string {
  const own = columns.map((column) => `e.${column}`).join(', ');
  return `select e.tenant_id, e.id * ${MOST_PARTS} + ${from} + p.place as id, e.id as record_id, e.updated_at, ${own}, p.content
     from ${table} e
    cross join lateral jsonb_array_elements(coalesce(e.details -> '${member}', '[]')) with ordinality p (content, place)`;
}

/** How lists of parts find their rows and put them in order: by the record, which has an index. */
export const PART_LIST = {
  key: ['record_id', 'id'],
  columns: 'r.id',
  orders: { '': 'r.record_id, r.id' },
} as const;

export function partIdOf(recordId: number, place: number): number {
  return recordId * MOST_PARTS + place;
}

/** @returns the record's id and the place within it */
export function placeOf(partId: number): { recordId: number; place: number } {
  const place = partId % MOST_PARTS;
  return { recordId: (partId - place) / MOST_PARTS, place };
}

/** The id of a part; its record is found first. */
export const partIdField: SearchField = (comparison, parameter, options) => {
  const own = idField('r.id')(comparison, parameter, options);
  if (comparison.op !== 'in') return own;
  const records = comparison.values.map((id) => placeOf(Number(id)).recordId);
  return `(${idField('r.record_id')({ op: 'in', values: records }, parameter, options)} and ${own})`;
};

/** A code within the part, as `system|code`, `code` in any system, or `system|` with any code. */
export const partCodeField: SearchField = (comparison: Comparison, parameter) => {
  if (comparison.op !== 'in') throw new Error(`codes are not looked at with ${comparison.op}`);
  const [system, code] = ['system', 'code'].map((name) => `(r.content ->> '${name}')`);
  return `array[${code}, ${system} || '|' || ${code}, ${system} || '|'] && ${parameter(comparison.values)}::text[]`;
};
