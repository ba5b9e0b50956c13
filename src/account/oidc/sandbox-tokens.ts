import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Client, Provider } from 'oidc-provider';
import { sha256 } from '../../platform/crypto.ts';
import { ServiceError } from '../../platform/errors.ts';
import { createDispatcher } from '../dispatcher.ts';
import { findActiveUserByEmail } from '../users/users.queries.ts';
import {
  type AuthorizationServer,
  type AuthorizationServerOptions,
  createAuthorizationServer,
} from './authorization-server.ts';
import { grantScopes } from './grant-consent.ts';
import { addPassingSecret, removeSecret } from './sandbox-tokens.queries.ts';

export interface TokenResponse {
  access_token: string;
  refresh_token?: string;
  scope: string;
  expires_in: number;
}

/** Whose tokens, through which application; without a scope all of the application's. */
export interface WantedTokens {
  email: string;
  clientId: string;
  scope: string | undefined;
}

export interface SandboxTokenIssuer {
  /** A code that is ready to be redeemed. @returns the parameters of the token request, but for the client's secret */
  authorize(wanted: WantedTokens): Promise<URLSearchParams>;
  /** The same, redeemed. */
  issue(wanted: WantedTokens): Promise<TokenResponse>;
}

/** @throws ServiceError not_found or invalid_request with a sentence for the terminal */
export async function issueSandboxTokens(
  options: AuthorizationServerOptions,
  wanted: WantedTokens,
): Promise<TokenResponse> {
  return (await createSandboxTokenIssuer(options)).issue(wanted);
}

/**
 * Tokens as a sign-in with full consent would give them: a grant and an authorization code are stored, and the code is
 * exchanged at the token endpoint. For sandboxes; the caller sees to that.
 */
export async function createSandboxTokenIssuer(options: AuthorizationServerOptions): Promise<SandboxTokenIssuer> {
  const { database, accountUrl, apiUrl } = options;
  const server = await createAuthorizationServer(options, true);

  async function authorize({ email, clientId, scope: wantedScope }: WantedTokens): Promise<URLSearchParams> {
    const user = await findActiveUserByEmail(database, email);
    if (!user) throw new ServiceError('not_found', `There is no active user ${email}.`);
    const client = await findCodeClient(server, clientId);
    const scope = wantedScope ?? client.scope ?? '';
    const verifier = randomBytes(32).toString('base64url');
    const code = await storeCode(server.provider, client, { accountId: user.id, scope, apiUrl, verifier });
    return new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: client.redirectUris![0]!,
      client_id: client.clientId,
    });
  }

  return {
    authorize,
    async issue(wanted) {
      const body = await authorize(wanted);
      const client = await findCodeClient(server, wanted.clientId);
      if (client.clientAuthMethod === 'none') return exchange(server, accountUrl, body);
      const secret = randomBytes(32).toString('base64url');
      await addPassingSecret(database, client.clientId, sha256(secret));
      try {
        body.set('client_secret', secret);
        return await exchange(server, accountUrl, body);
      } finally {
        await removeSecret(database, client.clientId, sha256(secret));
      }
    },
  };
}

async function findCodeClient({ clients, provider }: AuthorizationServer, clientId: string): Promise<Client> {
  const application = await clients.metadata(clientId);
  const client = application?.response_types?.includes('code') ? await provider.Client.find(clientId) : undefined;
  if (client) return client;
  throw new ServiceError('not_found', `There is no approved application ${clientId} that signs people in with a code.`);
}

async function storeCode(
  provider: Provider,
  client: Client,
  { accountId, scope, apiUrl, verifier }: { accountId: string; scope: string; apiUrl: string; verifier: string },
): Promise<string> {
  const allowed = scope.split(' ').filter(Boolean);
  const unknown = allowed.find((name) => !client.scope?.split(' ').includes(name));
  if (unknown)
    throw new ServiceError(
      'invalid_request',
      `The application ${client.clientId} may not ask for the scope ${unknown}.`,
    );
  const grant = await grantScopes(provider, {
    accountId,
    clientId: client.clientId,
    resource: apiUrl,
    allowed,
    refused: [],
  });
  const code = new provider.AuthorizationCode({
    accountId,
    client,
    grantId: grant.jti,
    redirectUri: client.redirectUris![0]!,
    scope,
    resource: apiUrl,
    authTime: Math.floor(Date.now() / 1000),
    codeChallenge: createHash('sha256').update(verifier).digest('base64url'),
    codeChallengeMethod: 'S256',
  } as never);
  return code.save();
}

/** The token endpoint itself, on a port of its own for the length of one request. */
async function exchange(
  authorizationServer: AuthorizationServer,
  accountUrl: string,
  body: URLSearchParams,
): Promise<TokenResponse> {
  const server = createDispatcher({ accountUrl, protocol: authorizationServer.handle })(
    (_request, response) => response.writeHead(404).end(),
    {},
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/connect/token`, { method: 'POST', body });
    const answer = (await response.json()) as TokenResponse & { error_description?: string };
    if (!response.ok)
      throw new ServiceError('invalid_request', `The token endpoint refused: ${answer.error_description}.`);
    return answer;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
