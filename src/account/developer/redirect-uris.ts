import type { Kind } from './registration.ts';

export const MOST_REDIRECT_URIS = 20;
const LONGEST_URI = 500;

/** RFC 8252 section 7.3; the hosts that never leave the computer. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What can be wrong with a redirect address. */
export type UriProblem =
  | 'not-absolute'
  | 'too-long'
  | 'fragment'
  | 'wildcard'
  | 'credentials'
  | 'needs-https'
  | 'custom-scheme'
  | 'scheme-name'
  | 'loopback-https';

export const isLoopback = (uri: string): boolean => URL.canParse(uri) && LOOPBACK.has(new URL(uri).hostname);

/**
 * Judges a redirect address (RFC 6749 section 3.1.2, RFC 8252 section 7, RFC 9700 section 2.1). It is compared letter by
 * letter later on, so it is kept as it was typed.
 * @returns undefined for a good one
 */
export function redirectUriProblem(uri: string, kind: Kind): UriProblem | undefined {
  if (uri.length > LONGEST_URI) return 'too-long';
  if (!/^[\x21-\x7e]+$/.test(uri) || !/^[a-z][a-z0-9+.-]*:/i.test(uri) || !URL.canParse(uri)) return 'not-absolute';
  const { protocol, hostname, username, password } = new URL(uri);
  if (uri.includes('#')) return 'fragment';
  if (uri.includes('*')) return 'wildcard';
  if (username || password) return 'credentials';
  if (protocol === 'https:') return kind === 'native' && LOOPBACK.has(hostname) ? 'loopback-https' : undefined;
  if (protocol === 'http:') return LOOPBACK.has(hostname) ? undefined : 'needs-https';
  if (kind !== 'native') return 'custom-scheme';
  // A name that its owner can prove, turned around: nobody else's app claims it by accident (RFC 8252 section 7.1).
  return /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/.test(protocol) ? undefined : 'scheme-name';
}

/** A page that people are led to. */
export function isWebAddress(url: string): boolean {
  if (url.length > LONGEST_URI || !/^[\x21-\x7e]+$/.test(url) || !URL.canParse(url)) return false;
  const { protocol, username, password, hostname } = new URL(url);
  if (username || password) return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}
