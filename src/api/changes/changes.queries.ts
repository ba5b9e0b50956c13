import { type Database, statement } from '../../platform/database/index.ts';
import { resourceState } from './resource-state.ts';

/** A resource of a tenant. */
export interface TenantList {
  tenantId: string;
  resource: string;
}

const listState = statement<{ state: string }>('changes_list_state', `select ${resourceState('$2')} as state`);

/** Identifies, for each list, the set of committed changes of its resource in its tenant. */
export async function readListStates(db: Database, lists: readonly TenantList[]): Promise<string[]> {
  const results = await db.acrossTenants(
    lists.map(({ tenantId, resource }) => ({
      context: { tenantId, timeZone: 'UTC' },
      statement: listState,
      values: [tenantId, resource],
    })),
  );
  return (results as { state: string }[][]).map(([row]) => row!.state);
}
