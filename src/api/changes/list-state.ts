import { createHash } from 'node:crypto';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Database } from '../../platform/database/index.ts';
import { readListState } from './changes.queries.ts';

/** A release may answer more than the one before, so tags do not outlive it. */
const release = packageJson.version;

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
    const state = await readListState(db.forTenant({ tenantId, timeZone: 'UTC' }), tenantId, resource);
    return `W/"${createHash('sha256').update(`${release} ${state}`).digest('base64url').slice(0, 22)}"`;
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
