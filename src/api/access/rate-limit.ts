import type { FastifyReply } from 'fastify';
import { ServiceError } from '../../platform/errors.ts';
import type { RateLimiter, Verdict } from '../../platform/rate-limit/index.ts';

/**
 * Counts one request of an application, whoever its user is, and says on every answer how much is left
 * (draft-ietf-httpapi-ratelimit-headers, and the `X-` form that clients of old know).
 * @throws ServiceError rate_limit_exceeded with Retry-After
 */
export function countRequest(limiter: RateLimiter, clientId: string, reply: FastifyReply): void | Promise<void> {
  const verdict = limiter.take(clientId);
  if (verdict instanceof Promise) return verdict.then((counted) => applyVerdict(counted, limiter, reply));
  applyVerdict(verdict, limiter, reply);
}

function applyVerdict(
  { allowed, remaining, resetSeconds }: Verdict,
  { allowance }: RateLimiter,
  reply: FastifyReply,
): void {
  const { limit, windowSeconds } = allowance;
  reply
    .header('ratelimit-policy', `"requests";q=${limit};w=${windowSeconds}`)
    .header('ratelimit', `"requests";r=${remaining};t=${resetSeconds}`)
    .header('x-ratelimit-limit', limit)
    .header('x-ratelimit-remaining', remaining)
    .header('x-ratelimit-reset', resetSeconds);
  if (allowed) return;
  throw new ServiceError('rate_limit_exceeded', 'Too many requests. Please retry after the indicated time.', {
    headers: { 'retry-after': String(resetSeconds) },
  });
}
