import type { Tx } from './database.ts';
import { statement } from './statement.ts';

/** Changes any number of rows of a tenant's table in one round trip; each gets its next version. */
export function updateMany<Values extends object>(table: string, columns: readonly (keyof Values & string)[]) {
  const update = statement<unknown>(
    `${table}_update_all`,
    `update ${table} t set (${columns.join(', ')}) = row(${columns.map((column) => `r.${column}`).join(', ')}),
            version = t.version + 1, updated_at = clock_timestamp()
       from jsonb_populate_recordset(null::${table}, $2::jsonb) r where t.tenant_id = $1 and t.id = r.id`,
  );
  return async (tx: Tx, tenantId: string, rows: readonly (Values & { id: number })[]): Promise<void> => {
    await tx.query(update, [tenantId, JSON.stringify(rows)]);
  };
}
