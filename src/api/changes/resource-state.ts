/**
 * SQL of a text that identifies the set of committed changes of one resource in the tenant $1. Of the changes below the oldest
 * running transaction the last one is enough, as none can appear behind it; above it the visible ones are counted, as a
 * transaction that started earlier may still add to them.
 * @param resource in SQL: a parameter, or the quoted name that the change trigger writes
 */
export function resourceState(resource: string): string {
  return `coalesce((select xid || '.' || seq from change_log
                     where tenant_id = $1 and resource = ${resource} and xid < change_log_horizon()
                     order by xid desc, seq desc limit 1), '')
          || '+' || (select count(*) from change_log
                      where tenant_id = $1 and resource = ${resource} and xid >= change_log_horizon())`;
}
