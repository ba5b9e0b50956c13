import type { Call } from '../route.ts';
import * as queries from './versions.queries.ts';

type VersionCall = Pick<Call, 'db' | 'tenant'>;

/** A version that is not the present one any more; without an item it is the deletion. */
export interface PastVersion<Item> {
  version: number;
  item: Item | undefined;
  /** When it was superseded, or deleted. */
  at: string;
}

/** What objects of a resource were like. Ask only for those that the caller may see as they are now, or that are gone. */
export interface Versions<Item> {
  one(call: VersionCall, id: number, version: number): Promise<PastVersion<Item> | undefined>;
  /** At most `limit` of those before a version, the latest first. */
  before(call: VersionCall, id: number, version: number, limit: number): Promise<PastVersion<Item>[]>;
  /** The deletion of one that is gone; undefined of one that never was. */
  deletion(call: VersionCall, id: number): Promise<PastVersion<Item> | undefined>;
  /** Objects as they were at an instant each, in order; undefined for those that have not changed since. */
  asOf(call: VersionCall, asked: readonly { id: number; at: string }[]): Promise<(Item | undefined)[]>;
}

/** @param columns what the resource reads of its own rows, of the row `r` */
export function versionsOf<Row, Item>({
  resource,
  table = resource,
  columns,
  toItem,
}: {
  /** The name that the trigger `keep_version` writes. */
  resource: string;
  table?: string;
  columns: string;
  toItem(row: Row, tenantId: string): Item;
}): Versions<Item> {
  const statements = queries.versionStatements<Row>(resource, table, columns);
  const toPast = (
    { stored_version: version, stored_at: at, gone, ...own }: Row & queries.StoredRow,
    { id: tenantId }: VersionCall['tenant'],
  ): PastVersion<Item> => ({ version, at, item: gone ? undefined : toItem(own as Row, tenantId) });
  return {
    async one({ db, tenant }, id, version) {
      const row = await queries.readVersion(db, statements, [tenant.id, id, version]);
      return row && toPast(row, tenant);
    },
    async before({ db, tenant }, id, version, limit) {
      const rows = await queries.readVersions(db, statements, [tenant.id, id, version, limit]);
      return rows.map((row) => toPast(row, tenant));
    },
    async deletion({ db, tenant }, id) {
      const row = await queries.readLast(db, statements, [tenant.id, id]);
      return row?.gone ? { version: row.stored_version, at: row.stored_at, item: undefined } : undefined;
    },
    async asOf({ db, tenant }, asked) {
      const ids = asked.map(({ id }) => id);
      const rows = await queries.readAsOf(db, statements, [tenant.id, ids, asked.map(({ at }) => at)]);
      const items = new Map(rows.map(({ asked_place, ...own }) => [asked_place, toItem(own as Row, tenant.id)]));
      return asked.map((_, index) => items.get(index + 1));
    },
  };
}
