import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createDispatcher } from '../../src/account/dispatcher.ts';
import {
  type AuthorizationServer,
  type AuthorizationServerOptions,
  createAuthorizationServer,
} from '../../src/account/oidc/authorization-server.ts';
import { type Platform, SECRET } from '../harness/platform.ts';

export interface SecondServer extends AuthorizationServer {
  /** The platform as seen through this server: its protocol is reached at another address, under the same issuer. */
  platform: Platform;
  close(): void;
}

/** Another authorization server of the same installation, whose insides a test can reach. */
export async function startSecondServer(
  platform: Platform,
  changes: Partial<AuthorizationServerOptions> = {},
): Promise<SecondServer> {
  const server = await createAuthorizationServer({ ...platform, cookieKeys: [SECRET], ...changes }, true);
  const listener = createDispatcher({ accountUrl: platform.accountUrl, protocol: server.handle })(
    (_request, response) => response.writeHead(404).end(),
    {},
  );
  listener.listen(0, 'localhost');
  await once(listener, 'listening');
  return {
    ...server,
    platform: { ...platform, accountUrl: `http://localhost:${(listener.address() as AddressInfo).port}` },
    close: () => {
      listener.close();
      listener.closeAllConnections();
    },
  };
}
