import { type Condition, given, type listStatements, type Queryable } from '../platform/database/index.ts';
import { changedSince } from './pages.ts';

interface Place {
  /** What follows this id; 0 for the beginning. */
  afterId: number;
  limit: number;
  updatedSince: string | undefined;
}

/** What an export reads of a resource: the items of its list, in order of their id. */
export interface ExportSource<Item extends { id: number }> {
  count(db: Queryable, tenantId: string, updatedSince: string | undefined): Promise<number>;
  page(db: Queryable, tenantId: string, place: Place): Promise<Item[]>;
}

/**
 * Lets exports have what a list answers. Pages begin behind an id, so that the last one costs what the first one does.
 * @param filter which rows the list answers when nothing but `updatedSince` is asked for
 */
export function exportOf<Row extends { id: number }, Item extends { id: number }>(
  list: ReturnType<typeof listStatements<Row>>,
  toItem: (row: Row, tenantId: string) => Item,
  filter: (updatedSince: string | undefined) => readonly Condition[] = () => [],
): ExportSource<Item> {
  const conditions = (updatedSince: string | undefined) => [...filter(updatedSince), ...changedSince(updatedSince)];
  return {
    count: (db, tenantId, updatedSince) => list.count(db, tenantId, conditions(updatedSince)),
    async page(db, tenantId, { afterId, limit, updatedSince }) {
      const behind = given(afterId, (value) => `r.id > ${value}::bigint`);
      const rows = await list.page(db, tenantId, [...conditions(updatedSince), ...behind], { offset: 0, limit });
      return rows.slice(0, limit).map((row) => toItem(row, tenantId));
    },
  };
}
