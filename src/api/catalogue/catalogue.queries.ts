import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';
import type { Reference } from './catalogue-part.ts';

const TABLES = ['locations', 'rooms', 'practitioners', 'treatments', 'agendas', 'price_lists', 'price_list_items'];

const locks = new Map(
  TABLES.map((table) => [
    table,
    statement<{ version: number }>(
      `catalogue_lock_${table}`,
      `select version from ${table} where tenant_id = $1 and id = $2 for update`,
    ),
  ]),
);

/** Holds an object until the transaction ends. @returns its version; undefined when it is not there */
export async function lockVersion(tx: Tx, tenantId: string, table: string, id: number): Promise<number | undefined> {
  return (await tx.query(locks.get(table)!, [tenantId, id]))[0]?.version;
}

const existing = new Map(
  [...TABLES, 'users'].map((table) => [
    table,
    statement<{ id: number | string }>(
      `catalogue_existing_${table}`,
      `select id from ${table} where tenant_id = $1 and id = any ($2::${table === 'users' ? 'text' : 'bigint'}[])`,
    ),
  ]),
);

/** Those of the ids that are of this clinic. */
export async function existingIds(
  db: Queryable,
  tenantId: string,
  table: Reference['to'],
  ids: readonly unknown[],
): Promise<ReadonlySet<unknown>> {
  if (ids.length === 0) return new Set();
  return new Set((await db.query(existing.get(table)!, [tenantId, ids])).map(({ id }) => id));
}
