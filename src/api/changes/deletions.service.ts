import type { Queryable } from '../../platform/database/index.ts';
import { readDeletions } from './deletions.queries.ts';

/** Something that was deleted, by the names of the changes feed; `id` is where it stands among deletions. */
interface Deletion {
  id: number;
  resource: string;
  resourceId: number;
}

/** What was deleted at or after an instant, and is gone still; what is deleted for the caller alone, as the feed tells it. */
export async function deletionsSince(
  db: Queryable,
  tenantId: string,
  asked: { since: string; resources: readonly string[]; after: number; limit: number },
): Promise<Deletion[]> {
  const rows = await readDeletions(db, tenantId, asked);
  return rows.map(({ id, resource, resource_id }) => ({ id, resource, resourceId: resource_id }));
}
