import { createHash } from 'node:crypto';
import { type Database, statement } from '../../platform/database/index.ts';

/**
 * Identifies the set of committed changes of one resource in one tenant. Of the changes below the oldest running
 * transaction the last one is enough, as none can appear behind it; above it the visible ones are counted, as a
 * transaction that started earlier may still add to them.
 */
const readState = statement<{ state: string }>(
  'changes_list_state',
  `select coalesce((select xid || '.' || seq from change_log
                     where tenant_id = $1 and resource = $2 and xid < pg_snapshot_xmin(pg_current_snapshot())
                     order by xid desc, seq desc limit 1), '')
          || '+' || (select count(*) from change_log
                      where tenant_id = $1 and resource = $2 and xid >= pg_snapshot_xmin(pg_current_snapshot())) as state`,
);

export interface ListState {
  /**
   * A weak entity tag that changes with every committed change of the resource. It describes a moment after the call,
   * so an answer read later may be newer than its tag, never older: a poller reads once too often, never too seldom.
   */
  etag(tenantId: string, resource: string): Promise<string>;
}

interface Reading {
  /** The look-up under way. */
  current: Promise<string>;
  /** The one that starts when it ends, for all who asked meanwhile: they must not get a state older than their question. */
  next: Promise<string> | undefined;
}

/** Many pollers of one list share one look-up at a time. */
export function createListState(db: Database): ListState {
  const readings = new Map<string, Reading>();

  async function read(tenantId: string, resource: string): Promise<string> {
    const [row] = await db.forTenant({ tenantId, timeZone: 'UTC' }).query(readState, [tenantId, resource]);
    return `W/"${createHash('sha256').update(row!.state).digest('base64url').slice(0, 22)}"`;
  }

  function start(key: string, tenantId: string, resource: string): Promise<string> {
    const current = read(tenantId, resource);
    const reading: Reading = { current, next: undefined };
    readings.set(key, reading);
    const end = () => {
      if (!reading.next && readings.get(key) === reading) readings.delete(key);
    };
    current.then(end, end);
    return current;
  }

  return {
    etag(tenantId, resource) {
      const key = `${resource} ${tenantId}`;
      const reading = readings.get(key);
      if (!reading) return start(key, tenantId, resource);
      const restart = () => start(key, tenantId, resource);
      reading.next ??= reading.current.then(restart, restart);
      return reading.next;
    },
  };
}
