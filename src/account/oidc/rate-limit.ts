import { type AdapterPayload, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { type RateLimiter, rateLimitHeaders } from '../../platform/rate-limit/index.ts';

const TOKEN_ENDPOINT = '/connect/token';
/** Where programs ask, again and again if something is wrong with them. */
const LIMITED = new Set([
  TOKEN_ENDPOINT,
  '/connect/deviceauthorization',
  '/connect/par',
  '/connect/introspect',
  '/connect/revocation',
]);

/** An address may be that of a whole clinic, or of a server with many applications: it has as much as so many of them. */
const APPLICATIONS_PER_ADDRESS = 10;

/**
 * A limit per address for all that is not known to be from an application: who names its `client_id` may be anybody. At
 * the token endpoint failures count alone; what succeeds is counted by `countExchange`.
 */
export function limitRequests(limiter: RateLimiter) {
  const { limit, windowSeconds } = limiter.allowance;
  const most = limit * APPLICATIONS_PER_ADDRESS;
  return async function limitRequest(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    if (ctx.method !== 'POST' || !LIMITED.has(ctx.path)) return next();
    const key = `protocol ${ctx.ip}`;
    const exchanges = ctx.path === TOKEN_ENDPOINT;
    const verdict = await (exchanges ? limiter.look(key, most) : limiter.take(key, most));
    if (verdict.allowed) {
      await next();
      if (exchanges && hasFailed(ctx)) await limiter.take(key, most);
      return;
    }
    ctx.status = 429;
    ctx.set(rateLimitHeaders(verdict, windowSeconds));
    ctx.set('cache-control', 'no-store');
    // Which page it is for is not known yet; it tells nothing that is not for everybody.
    ctx.set('access-control-allow-origin', '*');
    ctx.body = {
      error: 'rate_limit_exceeded',
      error_description: 'Too many requests from this address. Please retry after the indicated time.',
    };
  };
}

/** A device that waits for its person has not failed: many may, at one address. It is slowed down by itself. */
function hasFailed({ status, body }: KoaContextWithOIDC): boolean {
  const { error } = (body ?? {}) as { error?: string };
  return status >= 400 && status < 500 && status !== 429 && error !== 'authorization_pending';
}

/**
 * Counts one exchange of the application that is about to be answered: it has proved who it is as far as it can, and
 * what it presents is its own and alive. So nobody who only knows a `client_id` uses up what its users may; and as nothing
 * is used up yet, a refused application can send the same again later.
 * @throws OIDCProviderError with status 429
 */
export async function countExchange(limiter: RateLimiter, kind: string, payload: AdapterPayload): Promise<void> {
  const ctx = Provider.ctx;
  const clientId = ctx?.oidc.client?.clientId;
  if (!ctx || !clientId || payload.clientId !== clientId || !isAlive(kind, payload)) return;
  const verdict = await limiter.take(`token ${clientId}`);
  ctx.set(rateLimitHeaders(verdict, limiter.allowance.windowSeconds));
  if (verdict.allowed) return;
  // RFC 8628 section 3.5: the one answer after which a device asks again.
  const error = new errors.OIDCProviderError(429, kind === 'DeviceCode' ? 'slow_down' : 'rate_limit_exceeded');
  error.error_description = 'Too many requests of this application. Please retry after the indicated time.';
  throw error;
}

function isAlive(kind: string, { consumed, exp, accountId, error }: AdapterPayload): boolean {
  const decided = kind !== 'DeviceCode' || (accountId !== undefined && error === undefined);
  return decided && !consumed && (exp ?? 0) > Date.now() / 1000;
}
