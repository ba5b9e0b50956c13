import type { Tx } from './database.ts';
import { statement } from './statement.ts';

/** Inserts any number of rows of a tenant's table in two round trips; answers their ids in order. */
export function insertMany<Values extends object>(table: string, columns: readonly (keyof Values & string)[]) {
  const reserve = statement<{ id: number }>(
    `${table}_reserve_ids_for_many`,
    `select nextval(pg_get_serial_sequence('${table}', 'id')) as id from generate_series(1, $1::int)`,
  );
  const insert = statement<unknown>(
    `${table}_insert_all`,
    `insert into ${table} (tenant_id, id, ${columns.join(', ')})
     select $1, r.id, ${columns.map((column) => `r.${column}`).join(', ')}
       from jsonb_populate_recordset(null::${table}, $2::jsonb) r`,
  );
  return async (tx: Tx, tenantId: string, rows: readonly Values[]): Promise<number[]> => {
    const ids = (await tx.query(reserve, [rows.length])).map(({ id }) => id);
    const numbered = rows.map((values, index) => ({ ...values, id: ids[index] }));
    await tx.query(insert, [tenantId, JSON.stringify(numbered)]);
    return ids;
  };
}
