import { type Queryable, statement } from '../../platform/database/index.ts';

interface DeletionRow {
  id: number;
  resource: string;
  resource_id: number;
}

/** Of what came back, as a report that is shown again does, the deletion is not the last word. */
const deletions = statement<DeletionRow>(
  'changes_deletions',
  `select l.seq as id, l.resource, l.resource_id from change_log l
    where l.tenant_id = $1 and l.op = 'deleted' and l.changed_at >= $2::timestamptz and l.resource = any ($3::text[])
      and l.seq > $4::bigint
      and not exists (select from change_log n
                       where n.tenant_id = $1 and n.resource = l.resource and n.resource_id = l.resource_id
                         and (n.xid, n.seq) > (l.xid, l.seq))
    order by l.seq limit $5`,
);

export function readDeletions(
  db: Queryable,
  tenantId: string,
  { since, resources, after, limit }: { since: string; resources: readonly string[]; after: number; limit: number },
): Promise<DeletionRow[]> {
  return db.query(deletions, [tenantId, since, resources, after, limit]);
}
