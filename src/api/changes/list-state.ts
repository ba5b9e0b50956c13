import { createHash } from 'node:crypto';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Database, TenantDatabase } from '../../platform/database/index.ts';
import { readListStates, type TenantList } from './changes.queries.ts';
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

/** What pollers ask for: one look-up at a time tells the states of all lists that are asked for, and one the end of each person's feed. */
export function createListState(db: Database): ListState {
  const share = createSharedReadings<ReadonlyMap<string, string>>();
  const shareEnd = createSharedReadings<FeedEnd>();
  let asked = new Map<string, TenantList>();

  async function readAsked(): Promise<ReadonlyMap<string, string>> {
    const lists = asked;
    asked = new Map();
    const states = await readListStates(db, [...lists.values()]);
    return new Map([...lists.keys()].map((key, index) => [key, tagOf(states[index]!)]));
  }

  return {
    etag: async (tenantId, resource) => {
      const key = `${resource} ${tenantId}`;
      asked.set(key, { tenantId, resource });
      return (await share('lists', readAsked)).get(key)!;
    },
    feedEnd: (db, tenantId, userId) => shareEnd(`${tenantId} ${userId}`, () => readFeedEnd(db, tenantId)),
  };
}

function tagOf(state: string): string {
  return `W/"${createHash('sha256').update(`${release} ${state}`).digest('base64url').slice(0, 22)}"`;
}
