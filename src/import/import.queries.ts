import type { Access } from '../api/access/access.ts';
import { type Queryable, statement, type Tx } from '../platform/database/index.ts';

const tenant = statement<{
  id: string;
  name: string;
  sandbox: boolean;
  time_zone: string;
  fiscal_code_policy: 'lenient' | 'strict';
}>('import_tenant', 'select id, name, sandbox, time_zone, fiscal_code_policy from tenants where id = $1');

export async function readTenant(db: Queryable, id: string): Promise<Access['tenant']> {
  const [row] = await db.query(tenant, [id]);
  if (!row) return undefined;
  return {
    id: row.id,
    name: row.name,
    sandbox: row.sandbox,
    timeZone: row.time_zone,
    fiscalCodePolicy: row.fiscal_code_policy,
  };
}

const lock = statement<{ locked: boolean }>(
  'import_lock',
  `select pg_try_advisory_xact_lock(hashtextextended('import ' || $1::text, 0)) as locked`,
);

/** @returns false while somebody else imports into the clinic */
export async function lockImports(tx: Tx, tenantId: string): Promise<boolean> {
  return (await tx.query(lock, [tenantId]))[0]!.locked;
}
