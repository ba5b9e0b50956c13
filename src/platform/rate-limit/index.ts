import { createMemoryCounter } from './memory-counter.ts';
import { createRedisCounter } from './redis-counter.ts';
import type { Allowance, Verdict } from './sliding-window.ts';

export type { Verdict };

export interface RateLimiter {
  readonly allowance: Allowance;
  /** Counts one for `key` and tells whether it is allowed. Never fails: without its Redis it counts for itself. */
  take(key: string): Verdict | Promise<Verdict>;
  /** Whether counts are shared as configured; true when there is nothing to share. */
  isShared(): boolean;
  close(): Promise<void>;
}

/** Sliding windows in this process, or in Redis for several processes. */
export async function createRateLimiter(
  allowance: Allowance,
  redisUrl: string | undefined,
  onError: (error: Error) => void,
): Promise<RateLimiter> {
  const countHere = createMemoryCounter(allowance);
  if (!redisUrl) return { allowance, take: countHere, isShared: () => true, close: async () => {} };
  const redis = await createRedisCounter(redisUrl, allowance, onError);
  return {
    allowance,
    take: (key) => (redis.isConnected() ? redis.count(key).catch(() => countHere(key)) : countHere(key)),
    isShared: () => redis.isConnected(),
    close: () => redis.close(),
  };
}
