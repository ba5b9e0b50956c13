import type { Sealer } from '../../platform/crypto.ts';
import type { Database } from '../../platform/database/index.ts';
import { createClientStore } from './clients.ts';
import { protectAnswers } from './protocol-headers.ts';
import { createProtocolPages } from './protocol-pages.ts';
import { createProvider } from './provider.ts';
import { loadSigningKeys } from './signing-keys.ts';

export interface AuthorizationServerOptions {
  database: Database;
  sealer: Sealer;
  accountUrl: string;
  apiUrl: string;
  cookieKeys: string[];
}

/** The protocol with its keys, clients and pages. */
export async function createAuthorizationServer(options: AuthorizationServerOptions, sandbox: boolean) {
  const { database, sealer } = options;
  const clients = createClientStore(database);
  const provider = createProvider({
    ...options,
    clients,
    jwks: await loadSigningKeys(database, sealer),
    pages: createProtocolPages(database, sandbox),
  });
  provider.use(protectAnswers as Parameters<typeof provider.use>[0]);
  return { provider, clients };
}
