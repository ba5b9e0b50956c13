import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as client from 'openid-client';
import { openBrowser } from './open-browser.ts';

const LAST_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>List patients</title>
<p>You can close this window and go back to the terminal.</p>
</html>`;

/**
 * The authorization code flow of a native application (RFC 8252): a port of this computer waits for the browser to come
 * back, and PKCE proves that who redeems the code is who asked for it.
 * @throws client.AuthorizationResponseError when the person refuses
 */
export async function signIn(config: client.Configuration, scope: string) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  try {
    const callback = waitForCallback(server, redirectUri, expectedState);
    openBrowser(
      client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope,
        state: expectedState,
        code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
      }),
    );
    return await client.authorizationCodeGrant(config, await callback, { pkceCodeVerifier, expectedState });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** The address with which the browser comes back. Requests without our state are somebody else's. */
function waitForCallback(server: Server, redirectUri: string, state: string): Promise<URL> {
  return new Promise((resolve) => {
    server.on('request', (request, response) => {
      const address = new URL(request.url ?? '/', redirectUri);
      const isOurs = address.pathname === '/callback' && address.searchParams.get('state') === state;
      if (!isOurs) return response.writeHead(404).end();
      response.setHeader('content-type', 'text/html; charset=utf-8');
      return response.end(LAST_PAGE, () => resolve(address));
    });
  });
}
