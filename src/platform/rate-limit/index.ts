import { createMemoryCounter } from './memory-counter.ts';
import { createRedisCounter } from './redis-counter.ts';
import type { Allowance, Verdict } from './sliding-window.ts';

export { rateLimitHeaders } from './headers.ts';
export type { Verdict };

export interface RateLimiter {
  /** What those may who have no limit of their own. */
  readonly allowance: Allowance;
  /**
   * Counts one for `key` and tells whether it is allowed. Never fails: without its Redis it counts for itself.
   * @param limit of this key, in each window of the allowance
   */
  take(key: string, limit?: number): Verdict | Promise<Verdict>;
  /** What `take` would say, without counting. */
  look(key: string, limit?: number): Verdict | Promise<Verdict>;
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
  const here = createMemoryCounter(allowance.windowSeconds);
  if (!redisUrl) {
    return {
      allowance,
      take: (key, limit = allowance.limit) => here(key, limit, true),
      look: (key, limit = allowance.limit) => here(key, limit, false),
      isShared: () => true,
      close: async () => {},
    };
  }
  const redis = await createRedisCounter(redisUrl, allowance.windowSeconds, onError);
  const ask = (key: string, limit: number, count: boolean) =>
    redis.isConnected() ? redis.ask(key, limit, count).catch(() => here(key, limit, count)) : here(key, limit, count);
  return {
    allowance,
    take: (key, limit = allowance.limit) => ask(key, limit, true),
    look: (key, limit = allowance.limit) => ask(key, limit, false),
    isShared: () => redis.isConnected(),
    close: () => redis.close(),
  };
}
