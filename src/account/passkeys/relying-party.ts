import { isIP } from 'node:net';

export interface RelyingParty {
  id: string;
  origin: string;
}

/**
 * Who passkeys are made for: the host of the account origin.
 * @returns undefined where browsers offer no passkeys: without https, or at an address instead of a name (Web
 * Authentication section 5.1.3, a relying party's id is a domain)
 */
export function relyingPartyOf(accountUrl: string): RelyingParty | undefined {
  const { protocol, hostname, origin } = new URL(accountUrl);
  if (isIP(hostname) !== 0 || hostname.startsWith('[')) return undefined;
  const local = hostname === 'localhost' || hostname.endsWith('.localhost');
  return protocol === 'https:' || local ? { id: hostname, origin } : undefined;
}
