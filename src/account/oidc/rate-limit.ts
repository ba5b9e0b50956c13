import type { KoaContextWithOIDC } from 'oidc-provider';
import type { RateLimiter } from '../../platform/rate-limit/index.ts';

/** Where programs ask, again and again if something is wrong with them. */
const LIMITED = new Set([
  '/connect/token',
  '/connect/deviceauthorization',
  '/connect/par',
  '/connect/introspect',
  '/connect/revocation',
]);

/** A limit per address: the secret or token has not been looked at yet, so nothing better is known. */
export function limitRequests(limiter: RateLimiter) {
  return async function limitRequest(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    if (ctx.method !== 'POST' || !LIMITED.has(ctx.path)) return next();
    const { allowed, resetSeconds } = await limiter.take(`protocol ${ctx.ip}`);
    if (allowed) return next();
    ctx.status = 429;
    ctx.set('retry-after', String(resetSeconds));
    ctx.set('cache-control', 'no-store');
    ctx.body = {
      error: 'rate_limit_exceeded',
      error_description: 'Too many requests from this address. Please retry after the indicated time.',
    };
  };
}
