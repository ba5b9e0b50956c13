import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Sealer } from '../../platform/crypto.ts';
import type { Database } from '../../platform/database/index.ts';
import type { RateLimiter } from '../../platform/rate-limit/index.ts';
import { noteSessions } from '../sessions/note-sessions.ts';
import { type ClientStore, createClientStore } from './clients.ts';
import { exposeHeaders } from './cors.ts';
import { prefillUserCode } from './device-flow.ts';
import { createFailures } from './failures.ts';
import { DEFAULT_LIFETIMES, type Lifetimes } from './lifetimes.ts';
import { protectAnswers } from './protocol-headers.ts';
import { createProtocolPages } from './protocol-pages.ts';
import { createProvider } from './provider.ts';
import { limitRequests } from './rate-limit.ts';
import { signingKeyState } from './signing-keys.queries.ts';
import { loadSigningKeys, rotateSigningKeys } from './signing-keys.ts';
import { tellPatient } from './smart-launch.ts';
import { acceptSignedTokens } from './structured-tokens.ts';
import { throttleUserCodes } from './user-code-throttle.ts';

export interface AuthorizationServerOptions {
  database: Database;
  sealer: Sealer;
  accountUrl: string;
  apiUrl: string;
  cookieKeys: string[];
  lifetimes?: Lifetimes | undefined;
  rateLimiter?: RateLimiter | undefined;
  onError?(error: Error, requestId: string): void;
}

export interface AuthorizationServer {
  /** Any of those that this process has had may be used for sessions, interactions and grants: they live in the database. */
  readonly provider: Provider;
  readonly clients: ClientStore;
  /** Answers one request with the keys of the moment. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /**
   * Takes up keys that were rotated anywhere, and rotates those that have been signing for too long.
   * @param rotateAfterDays 0 for never
   */
  refreshKeys(rotateAfterDays: number): Promise<void>;
}

/** The protocol with its keys, clients and pages. */
export async function createAuthorizationServer(
  options: AuthorizationServerOptions,
  sandbox: boolean,
): Promise<AuthorizationServer> {
  const { database, sealer } = options;
  const clients = createClientStore(database);
  const pages = createProtocolPages(database, clients, sandbox);
  let current = await build();
  return {
    clients,
    get provider() {
      return current.provider;
    },
    handle: (request, response) => current.callback(request, response),
    async refreshKeys(rotateAfterDays) {
      let state = await signingKeyState(database);
      if (rotateAfterDays > 0 && state.days >= rotateAfterDays) {
        await rotateSigningKeys(database, sealer, { olderThanDays: rotateAfterDays });
        state = await signingKeyState(database);
      }
      if (state.fingerprint !== current.fingerprint) current = await build();
    },
  };

  /** The provider reads its keys once, so that other keys need another one. */
  async function build() {
    const { keys, publicKeys } = await loadSigningKeys(database, sealer);
    const { fingerprint } = await signingKeyState(database);
    const provider = createProvider({
      ...options,
      lifetimes: options.lifetimes ?? DEFAULT_LIFETIMES,
      clients,
      jwks: { keys },
      pages,
    });
    const use = (middleware: (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>) =>
      provider.use(middleware as Parameters<typeof provider.use>[0]);
    const failures = createFailures(pages.failure, options.onError ?? (() => {}));
    use(protectAnswers);
    use(failures.middleware);
    use(noteSessions(database));
    use(exposeHeaders);
    if (options.rateLimiter) use(limitRequests(options.rateLimiter));
    use(tellPatient(database));
    use(prefillUserCode);
    use(throttleUserCodes(database, pages.deviceThrottled));
    use(acceptSignedTokens(options, publicKeys));
    provider.on('server_error', failures.note);
    return { provider, fingerprint, callback: provider.callback() };
  }
}
