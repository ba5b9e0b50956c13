import type { Queryable } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { setOwnRateLimit } from './clients.queries.ts';

export const MOST_PER_MINUTE = 1_000_000;

/**
 * How many requests per minute an application may send to the API, over all its users. Every process knows within a second.
 * @param perMinute null for what the installation says
 * @throws ServiceError validation_failed, not_found
 */
export async function setRateLimit(db: Queryable, clientId: string, perMinute: number | null): Promise<void> {
  if (perMinute !== null && !(Number.isInteger(perMinute) && perMinute >= 1 && perMinute <= MOST_PER_MINUTE)) {
    const message = `must be a whole number from 1 to ${MOST_PER_MINUTE}`;
    throw new ServiceError('validation_failed', `The limit ${message}.`, {
      details: [{ field: 'requestsPerMinute', code: 'out_of_range', message }],
    });
  }
  if (!(await setOwnRateLimit(db, clientId, perMinute)))
    throw new ServiceError('not_found', 'There is no such application.');
}
