import { type Queryable, statement } from '../../platform/database/index.ts';
import { resourceState } from './resource-state.ts';

const listState = statement<{ state: string }>('changes_list_state', `select ${resourceState('$2')} as state`);

/** Identifies the set of committed changes of one resource in one tenant. */
export async function readListState(db: Queryable, tenantId: string, resource: string): Promise<string> {
  return (await db.query(listState, [tenantId, resource]))[0]!.state;
}
