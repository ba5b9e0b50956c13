import type { FastifyReply } from 'fastify';
import { ServiceError } from '../../platform/errors.ts';
import { type RateLimiter, rateLimitHeaders, type Verdict } from '../../platform/rate-limit/index.ts';
import type { Access } from './access.ts';

/**
 * Counts one request of an application, whoever its user is, and says on every answer how much is left.
 * @throws ServiceError rate_limit_exceeded with Retry-After
 */
export function countRequest(
  limiter: RateLimiter,
  { clientId, requestsPerMinute }: Access,
  reply: FastifyReply,
): void | Promise<void> {
  const verdict = limiter.take(clientId, requestsPerMinute);
  if (verdict instanceof Promise) return verdict.then((counted) => applyVerdict(counted, limiter, reply));
  applyVerdict(verdict, limiter, reply);
}

function applyVerdict(verdict: Verdict, { allowance }: RateLimiter, reply: FastifyReply): void {
  reply.headers(rateLimitHeaders(verdict, allowance.windowSeconds));
  if (verdict.allowed) return;
  throw new ServiceError('rate_limit_exceeded', 'Too many requests. Please retry after the indicated time.');
}
