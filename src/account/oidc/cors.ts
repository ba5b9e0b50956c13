import type { Client, KoaContextWithOIDC } from 'oidc-provider';

/**
 * Whether pages of this origin may call the token endpoint for the application. Browsers hold no secret, so only public
 * applications run in them, at the origins of their redirect addresses; the tools that this installation serves may always.
 */
export function mayCallFrom(origin: string, client: Client, apiUrl: string): boolean {
  if (origin === apiUrl) return true;
  if (client.clientAuthMethod !== 'none' || !URL.canParse(origin)) return false;
  return (client.redirectUris ?? []).some((uri) => {
    if (!URL.canParse(uri)) return false;
    const registered = new URL(uri);
    return registered.origin === origin || (isLoopback(registered) && sameButPort(registered, new URL(origin)));
  });
}

/** RFC 8252 section 7.3: an application on a loopback address listens on whatever port is free. */
const isLoopback = ({ protocol, hostname }: URL) =>
  protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
const sameButPort = (a: URL, b: URL) => a.protocol === b.protocol && a.hostname === b.hostname;

const EXPOSED = [
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'X-Request-Id',
];

/** Lets scripts of pages that may read an answer read its headers, too: they have to know how long to wait. */
export async function exposeHeaders(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next();
  if (!ctx.response.get('access-control-allow-origin')) return;
  const exposed = ctx.response.get('access-control-expose-headers');
  ctx.set('access-control-expose-headers', [...(exposed ? [exposed] : []), ...EXPOSED].join(', '));
}
