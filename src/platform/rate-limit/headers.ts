import type { Verdict } from './sliding-window.ts';

/**
 * What an answer says of the limit that it was counted under (draft-ietf-httpapi-ratelimit-headers, and the `X-` form
 * that clients of old know); with Retry-After once it is refused.
 */
export function rateLimitHeaders(
  { allowed, limit, remaining, resetSeconds }: Verdict,
  windowSeconds: number,
): Record<string, string> {
  return {
    'ratelimit-policy': `"requests";q=${limit};w=${windowSeconds}`,
    ratelimit: `"requests";r=${remaining};t=${resetSeconds}`,
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(resetSeconds),
    ...(!allowed && { 'retry-after': String(resetSeconds) }),
  };
}
