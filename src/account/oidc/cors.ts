import type { Client } from 'oidc-provider';

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
