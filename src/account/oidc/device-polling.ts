import { type AdapterPayload, errors } from 'oidc-provider';
import type { Queryable } from '../../platform/database/index.ts';
import { notePoll } from './device-polling.queries.ts';

/** Seconds between two questions of a device, and by how much they grow (RFC 8628 sections 3.2 and 3.5). */
export const POLLING_INTERVAL = 5;
const SLOW_DOWN_BY = 5;

/**
 * Only while nothing is decided: an answer that is there is not held back.
 * @throws SlowDown when the device asks sooner than its interval, which has grown for this and all later questions
 */
export async function requireSlowPolling(db: Queryable, idHash: Buffer, code: AdapterPayload): Promise<void> {
  const decided = code.accountId !== undefined || code.error !== undefined;
  const expired = (code.exp ?? 0) <= Date.now() / 1000;
  if (decided || expired) return;
  if (await notePoll(db, idHash, POLLING_INTERVAL, SLOW_DOWN_BY)) throw new errors.SlowDown();
}
