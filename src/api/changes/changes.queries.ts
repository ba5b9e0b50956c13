import { type Queryable, statement } from '../../platform/database/index.ts';

const listState = statement<{ state: string }>(
  'changes_list_state',
  `select coalesce((select xid || '.' || seq from change_log
                     where tenant_id = $1 and resource = $2 and xid < pg_snapshot_xmin(pg_current_snapshot())
                     order by xid desc, seq desc limit 1), '')
          || '+' || (select count(*) from change_log
                      where tenant_id = $1 and resource = $2 and xid >= pg_snapshot_xmin(pg_current_snapshot())) as state`,
);

/**
 * Identifies the set of committed changes of one resource in one tenant. Of the changes below the oldest running
 * transaction the last one is enough, as none can appear behind it; above it the visible ones are counted, as a
 * transaction that started earlier may still add to them.
 */
export async function readListState(db: Queryable, tenantId: string, resource: string): Promise<string> {
  return (await db.query(listState, [tenantId, resource]))[0]!.state;
}
