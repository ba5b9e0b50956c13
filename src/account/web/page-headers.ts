/**
 * Headers of every page (RFC 9700 section 4.16: no framing; no address leaks by referrer).
 * `formTargets` are origins that a form may lead to: browsers apply `form-action` to the redirects after a post, too. Where
 * a page leads to an application, that application may have opened it as a popup, and must not lose hold of it.
 */
export function pageHeaders(formTargets: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(formTargets.length === 0 && { 'cross-origin-opener-policy': 'same-origin' }),
  };
}

/**
 * Where an application's redirect address leads, as a `form-action` source: an origin; the scheme of a native app; the
 * scheme of an IPv6 address too, because a policy cannot name one (CSP Level 3 section 2.3.1) and browsers ignore it.
 */
export function formTargetOf(redirectUri: string | undefined): string[] {
  if (!redirectUri || !URL.canParse(redirectUri)) return [];
  const { origin, protocol, hostname } = new URL(redirectUri);
  const target = origin === 'null' || hostname.startsWith('[') ? protocol : origin;
  return /^[\w.:/+-]+$/.test(target) ? [target] : [];
}
