import { createClient } from '@redis/client';
import { judge, type Verdict } from './sliding-window.ts';

/**
 * Counts the current window up, if it is to be counted, unless the weighted sum of both has reached the limit. One step in Redis, so that
 * processes cannot both take the last place.
 */
const COUNT = `
local current = tonumber(redis.call('get', KEYS[1]) or '0')
local previous = tonumber(redis.call('get', KEYS[2]) or '0')
if ARGV[4] == 'count' and previous * (1 - tonumber(ARGV[1])) + current + 1 <= tonumber(ARGV[2]) then
  redis.call('incr', KEYS[1])
  redis.call('expire', KEYS[1], ARGV[3])
end
return {previous, current}`;

export interface RedisCounter {
  /** @param count false to look only */
  ask(key: string, limit: number, count: boolean): Promise<Verdict>;
  isConnected(): boolean;
  close(): Promise<void>;
}

/** Counts for all processes that share this Redis or Valkey. Reconnects by itself; calls fail at once while it is away. */
export async function createRedisCounter(
  url: string,
  windowSeconds: number,
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
  const windowMilliseconds = windowSeconds * 1000;

  return {
    async ask(key, limit, count) {
      const position = Date.now() / windowMilliseconds;
      const window = Math.floor(position);
      const elapsed = position - window;
      const [previous, current] = (await client.eval(COUNT, {
        keys: [`corsia:rate:{${key}}:${window}`, `corsia:rate:{${key}}:${window - 1}`],
        arguments: [String(elapsed), String(limit), String(windowSeconds * 2), count ? 'count' : 'look'],
      })) as [number, number];
      return judge({ limit, windowSeconds }, previous, current, elapsed);
    },
    isConnected: () => client.isReady,
    close: async () => client.destroy(),
  };
}
