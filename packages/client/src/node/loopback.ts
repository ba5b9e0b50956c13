import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Corsia } from '../corsia.ts';
import type { SignedIn, StartOptions } from '../sign-in.ts';

export interface LoopbackOptions extends Omit<StartOptions, 'redirectUri'> {
  /** Opens the person's own browser at this address. */
  open(url: URL): void | Promise<void>;
  /** The page that the browser ends on. */
  lastPage?: string;
  /** Gives up. */
  signal?: AbortSignal;
}

const PATH = '/callback';
const LAST_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>Sign-in</title>
<p>You can close this window and go back to the program.</p>
</html>`;

/**
 * Signs in with the person's own browser, which comes back to a port of this computer (RFC 8252). The application must
 * allow `http://127.0.0.1/callback`; the port is free.
 * @throws SignInError when the person refuses; TenantError; the reason of the signal
 */
export async function signInOnLoopback(
  corsia: Corsia,
  { open, lastPage = LAST_PAGE, signal, ...options }: LoopbackOptions,
): Promise<SignedIn> {
  signal?.throwIfAborted();
  const server = createServer().listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`;
    const { url, pending } = await corsia.startSignIn({ ...options, redirectUri });
    const callback = waitForCallback(server, redirectUri, pending.state, lastPage, signal);
    await Promise.race([open(url), callback]);
    return await corsia.finishSignIn(await callback, pending);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** The address with which the browser comes back. Requests without our state are somebody else's. */
function waitForCallback(
  server: Server,
  redirectUri: string,
  state: string,
  page: string,
  signal?: AbortSignal,
): Promise<URL> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    server.on('request', (request, response) => {
      const address = new URL(request.url ?? '/', redirectUri);
      const isOurs = address.pathname === PATH && address.searchParams.get('state') === state;
      if (!isOurs) return response.writeHead(404).end();
      response.setHeader('content-type', 'text/html; charset=utf-8');
      return response.end(page, () => resolve(address));
    });
  });
}
