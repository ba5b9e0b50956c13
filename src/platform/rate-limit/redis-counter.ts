import { createClient } from '@redis/client';
import { type Allowance, judge, type Verdict } from './sliding-window.ts';

/**
 * Counts the current window up unless the weighted sum of both has reached the limit. One step in Redis, so that
 * processes cannot both take the last place.
 */
const COUNT = `
local current = tonumber(redis.call('get', KEYS[1]) or '0')
local previous = tonumber(redis.call('get', KEYS[2]) or '0')
if previous * (1 - tonumber(ARGV[1])) + current + 1 <= tonumber(ARGV[2]) then
  redis.call('incr', KEYS[1])
  redis.call('expire', KEYS[1], ARGV[3])
end
return {previous, current}`;

export interface RedisCounter {
  count(key: string): Promise<Verdict>;
  isConnected(): boolean;
  close(): Promise<void>;
}

/** Counts for all processes that share this Redis or Valkey. Reconnects by itself; calls fail at once while it is away. */
export async function createRedisCounter(
  url: string,
  allowance: Allowance,
  onError: (error: Error) => void,
): Promise<RedisCounter> {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 2000 },
    commandOptions: { timeout: 1000 },
  });
  client.on('error', onError);
  client.connect().catch(onError);
  const windowMilliseconds = allowance.windowSeconds * 1000;

  return {
    async count(key) {
      const position = Date.now() / windowMilliseconds;
      const window = Math.floor(position);
      const elapsed = position - window;
      const [previous, current] = (await client.eval(COUNT, {
        keys: [`corsia:rate:{${key}}:${window}`, `corsia:rate:{${key}}:${window - 1}`],
        arguments: [String(elapsed), String(allowance.limit), String(allowance.windowSeconds * 2)],
      })) as [number, number];
      return judge(allowance, previous, current, elapsed);
    },
    isConnected: () => client.isReady,
    close: async () => client.destroy(),
  };
}
