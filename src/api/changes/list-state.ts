import { createHash } from 'node:crypto';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Database, TenantDatabase } from '../../platform/database/index.ts';
import { readListState } from './changes.queries.ts';
import { type FeedEnd, readFeedEnd } from './feed.queries.ts';
import { createSharedReadings } from './shared-readings.ts';

/** A release may answer more than the one before, so tags do not outlive it. */
const release = packageJson.version;

export interface ListState {
  /**
   * A weak entity tag that changes with every committed change of the resource. It describes a moment after the call,
   * so an answer read later may be newer than its tag, never older: a poller reads once too often, never too seldom.
   */
  etag(tenantId: string, resource: string): Promise<string>;
  /** Where the log of changes ends for this person, at a moment after the call. @param db as the person sees the tenant */
  feedEnd(db: TenantDatabase, tenantId: string, userId: string): Promise<FeedEnd>;
}

/** What pollers ask for; many of one list share one look-up at a time, and so do those of one person's feed. */
export function createListState(db: Database): ListState {
  const share = createSharedReadings<string>();
  const shareEnd = createSharedReadings<FeedEnd>();

  async function read(tenantId: string, resource: string): Promise<string> {
    const state = await readListState(db.forTenant({ tenantId, timeZone: 'UTC' }), tenantId, resource);
    return `W/"${createHash('sha256').update(`${release} ${state}`).digest('base64url').slice(0, 22)}"`;
  }

  return {
    etag: (tenantId, resource) => share(`${resource} ${tenantId}`, () => read(tenantId, resource)),
    feedEnd: (db, tenantId, userId) => shareEnd(`${tenantId} ${userId}`, () => readFeedEnd(db, tenantId)),
  };
}
