import { type Queryable, statement } from '../platform/database/index.ts';

const tenants = statement<{ id: string }>('tenants_all', 'select id from tenants order by id');

export async function readTenants(db: Queryable): Promise<string[]> {
  return (await db.query(tenants)).map(({ id }) => id);
}
