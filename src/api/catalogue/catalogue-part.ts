import type { TObject } from 'typebox';
import type { Condition, listStatements, Queryable, Tx } from '../../platform/database/index.ts';
import type { ErrorDetail } from '../../platform/errors.ts';
import type { Changed } from '../changed.ts';
import type { ExportSource } from '../export-pages.ts';
import { readByIds, readPage } from '../pages.ts';

/** A member that names another object of the clinic by its id. */
export interface Reference {
  /** The member, a list, in whose items it stands; none for the object itself. */
  within?: string;
  sets: string;
  /** The member by which files may name it in place of the id: with its external id or its code. */
  member?: string;
  to: 'agendas' | 'locations' | 'practitioners' | 'price_lists' | 'rooms' | 'treatments' | 'users';
  /** It names several. */
  many?: boolean;
}

interface CatalogueItem {
  id: number;
  version: number;
}

/** One kind of object in a clinic's catalogue, for all who write it: what an object must be, how it is found and stored. */
export interface CataloguePart<Item extends CatalogueItem, Input> {
  table: string;
  /** What the object is, whole. */
  schema: TObject;
  references?: readonly Reference[];
  /** Members of what is there that nobody writes, beside id, version and times. */
  computed?: readonly string[];
  /** What the schema cannot say; may fill in what follows from the rest. */
  rules?(input: Input): ErrorDetail[];
  /** All that is there. */
  source: ExportSource<Item>;
  reading: CatalogueReading<Item>;
  insert(tx: Tx, tenantId: string, inputs: Input[]): Promise<number[]>;
  change(tx: Tx, tenantId: string, changed: Changed<Input>[]): Promise<void>;
}

/** What a page of a list shows. */
export interface CatalogueView {
  /** Part of a name, in any case. */
  q: string;
  active: boolean | undefined;
  /** One of the list's orders. */
  sort: string;
  offset: number;
  limit: number;
  /** The object that the items belong to. */
  parentId?: number | undefined;
}

export interface CatalogueReading<Item> {
  find(db: Queryable, tenantId: string, id: number): Promise<Item | undefined>;
  list(db: Queryable, tenantId: string, view: CatalogueView): Promise<Item[]>;
}

/** @param narrowed the conditions of what is looked for */
export function catalogueReading<Row extends { id: number }, Item>(
  list: ReturnType<typeof listStatements<Row>>,
  toItem: (row: Row) => Item,
  narrowed: (view: Pick<CatalogueView, 'q' | 'active' | 'parentId'>) => Condition[],
): CatalogueReading<Item> {
  return {
    find: async (db, tenantId, id) => (await readByIds(db, tenantId, list, [id], toItem)).get(id),
    list: async (db, tenantId, { offset, limit, sort, ...view }) =>
      (await readPage(db, tenantId, list, { offset, limit, sort }, narrowed(view), toItem)).items,
  };
}

const ASSIGNED = ['id', 'version', 'createdAt', 'updatedAt'];

/** What of an object that is there somebody has written. */
export function writtenMembers<Item extends object>(
  { computed = [] }: { computed?: readonly string[] },
  item: Item,
): Record<string, unknown> {
  const dropped = [...ASSIGNED, ...computed];
  return Object.fromEntries(Object.entries(item).filter(([name]) => !dropped.includes(name)));
}
