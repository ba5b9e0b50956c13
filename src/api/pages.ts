import { type Condition, given, type listStatements, type Queryable } from '../platform/database/index.ts';
import { ServiceError } from '../platform/errors.ts';

interface ListQuery {
  offset: number;
  limit: number;
  includeTotal?: boolean;
  updatedSince?: string;
  sort?: string;
}

/** Reads one page of a list, and counts all when asked to. */
export async function readPage<Row, Item>(
  db: Queryable,
  tenantId: string,
  list: ReturnType<typeof listStatements<Row>>,
  query: ListQuery,
  filter: readonly Condition[],
  toItem: (row: Row) => Item,
) {
  const { offset, limit, includeTotal, updatedSince, sort } = query;
  const conditions = [...filter, ...changedSince(updatedSince)];
  const [rows, total] = await Promise.all([
    list.page(db, tenantId, conditions, { offset, limit }, sort),
    includeTotal ? list.count(db, tenantId, conditions) : undefined,
  ]);
  const items = rows.slice(0, limit).map(toItem);
  return { items, offset, limit, hasMore: rows.length > limit, ...(total !== undefined && { total }) };
}

/** What changed at or after an instant; pollers ask for little of it. */
export function changedSince(instant: string | undefined): Condition[] {
  return given(instant, (value) => `r.updated_at >= ${value}::timestamptz`, { leavesFew: 'r.updated_at' });
}

/** The items with these ids as a list has them; what is not there is missing. */
export async function readByIds<Row extends { id: number }, Item>(
  db: Queryable,
  tenantId: string,
  list: ReturnType<typeof listStatements<Row>>,
  ids: readonly number[],
  toItem: (row: Row) => Item,
  filter: readonly Condition[] = [],
): Promise<Map<number, Item>> {
  const conditions = [...filter, ...given(ids, (value) => `r.id = any (${value}::bigint[])`)];
  const rows = await list.page(db, tenantId, conditions, { offset: 0, limit: ids.length });
  return new Map(rows.map((row) => [row.id, toItem(row)]));
}

/** @throws ServiceError not_found when there is no row */
export function found<Row>(row: Row | undefined, what: string): Row {
  if (row === undefined) throw new ServiceError('not_found', `There is no such ${what}.`);
  return row;
}

interface CommonRow {
  id: number;
  version: number;
  details: Record<string, unknown>;
  created_at: string;
  updated_at: string;
}

/** What every resource answers beside its own members; `details` are members that the database never looks into. */
export function commonOf({ id, version, details, created_at, updated_at }: CommonRow) {
  return { externalIds: [], ...details, id, version, createdAt: created_at, updatedAt: updated_at };
}

/** Leaves out the members that are null: the API answers absent members, not empty ones. */
export function withoutNull<Members extends object>(
  members: Members,
): { [Name in keyof Members]: NonNullable<Members[Name]> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null)) as never;
}
