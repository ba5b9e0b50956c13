import { type Queryable, statement } from '../../platform/database/index.ts';

export interface ChangeRow {
  xid: string;
  seq: number;
  resource: string;
  resource_id: number;
  op: 'created' | 'updated' | 'deleted' | 'merged';
  version: number;
  changed_at: string;
}

type FeedRow = { horizon: string } & (ChangeRow | { [Name in keyof ChangeRow]: null });

/**
 * Changes behind a place of the log, of transactions that lie below the oldest one still running: nothing can appear in front
 * of them any more. What follows a newer version of the same object is left out. One row without a change tells the horizon when there are none.
 */
const feed = statement<FeedRow>(
  'changes_feed',
  `select h.horizon::text as horizon, c.xid::text as xid, c.seq, c.resource, c.resource_id, c.op, c.version, c.changed_at
     from (select change_log_horizon() as horizon) h
     left join lateral (
       select * from change_log l
        where tenant_id = $1 and (xid, seq) > ($2::text::xid8, $3::bigint) and xid < change_log_horizon()
          and resource = any ($4::text[])
          and not exists (select from change_log n
                           where n.tenant_id = $1 and n.resource = l.resource and n.resource_id = l.resource_id
                             and n.version > l.version and n.xid < l.xid)
        order by xid, seq limit $5) c on true
    order by c.xid, c.seq`,
);

/** @returns the changes, and the transaction id below which nothing is left behind them unless the limit was reached */
export async function readChanges(
  db: Queryable,
  tenantId: string,
  after: { xid: string; seq: number },
  resources: readonly string[],
  limit: number,
): Promise<{ changes: ChangeRow[]; horizon: string }> {
  const rows = await db.query(feed, [tenantId, after.xid, after.seq, resources, limit]);
  return { changes: rows.filter((row) => row.xid !== null) as ChangeRow[], horizon: rows[0]!.horizon };
}

/** Where the log ends for whoever asks: its last change that nothing can appear in front of, if there is one. */
export type FeedEnd = { horizon: string; gaps: Gap[] } & ({ xid: string; seq: number } | { xid: null; seq: null });

/** Places that are behind `after` and in front of `before` are of a life of the database that ended in a restore. */
interface Gap {
  after: string;
  before: string;
}

const end = statement<FeedEnd>(
  'changes_feed_end',
  `select change_log_horizon()::text as horizon, c.xid::text as xid, c.seq,
          (select coalesce(jsonb_agg(jsonb_build_object('after', after::text, 'before', before::text)), '[]') from change_log_gaps) as gaps
     from (select) one
     left join lateral (
       select xid, seq from change_log where tenant_id = $1 and xid < change_log_horizon()
        order by xid desc, seq desc limit 1) c on true`,
);

export async function readFeedEnd(db: Queryable, tenantId: string): Promise<FeedEnd> {
  return (await db.query(end, [tenantId]))[0]!;
}

interface CompactedRow {
  removed: number;
  next_xid: string | null;
  next_seq: number | null;
}

const compact = statement<CompactedRow>(
  'changes_compact_batch',
  `select removed, next_xid::text as next_xid, next_seq
     from compact_change_log(make_interval(days => $1), $2::text::xid8, $3::bigint, $4::int)`,
);

/** Looks at `most` changes behind a place of the log. @returns the next place; null at the end, or while another process is at it */
export async function compactLog(
  db: Queryable,
  days: number,
  after: { xid: string; seq: number },
  most: number,
): Promise<CompactedRow> {
  return (await db.query(compact, [days, after.xid, after.seq, most]))[0]!;
}
