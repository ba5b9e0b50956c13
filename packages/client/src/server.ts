import * as oauth from 'oauth4webapi';
import { answered } from './answers.ts';
import { ConnectionError } from './errors.ts';

export interface ServerOptions {
  /** The account origin, such as `https://account.example.org`. Every other address is discovered. */
  issuer: string | URL;
  clientId: string;
  /** Of a confidential application; a program that is given to others cannot keep one. */
  clientSecret?: string;
  /** The API origin; discovered when left out. */
  apiUrl?: string | URL;
  /** Instead of the global `fetch`. */
  fetch?: typeof fetch;
}

/** What a request to the authorization server is made with. */
export interface Server {
  metadata: oauth.AuthorizationServer;
  client: oauth.Client;
  authentication: oauth.ClientAuth;
  /** Of the API. */
  apiUrl: string;
  /** Options of a request, with a time limit. */
  request(signal?: AbortSignal): {
    signal: AbortSignal;
    [oauth.allowInsecureRequests]: boolean;
    [oauth.customFetch]: typeof fetch;
  };
}

/** The token endpoint gives the same successor for 30 seconds: a renewal and its retries stay within that. */
const REQUEST_MS = 5000;

/** Finds the server once, with the first who needs it; a failure is not kept. */
export function discovery(options: ServerOptions): () => Promise<Server> {
  let found: Promise<Server> | undefined;
  return () => {
    found ??= discover(options).catch((error) => {
      found = undefined;
      throw error;
    });
    return found;
  };
}

async function discover({ issuer, clientId, clientSecret, apiUrl, fetch: given }: ServerOptions): Promise<Server> {
  const address = new URL(issuer);
  const send: typeof fetch = given ?? ((...request) => fetch(...request));
  const request: Server['request'] = (signal) => ({
    signal: withTimeout(REQUEST_MS, signal),
    // Plain http is for a sandbox on this computer, never for a network.
    [oauth.allowInsecureRequests]: ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname),
    [oauth.customFetch]: send,
  });
  const missing = `There is no platform at ${address.origin}`;
  const response = await answered(oauth.discoveryRequest(address, request()), missing);
  const metadata = await oauth.processDiscoveryResponse(address, response).catch((cause) => {
    throw new ConnectionError(missing, { cause });
  });
  return {
    metadata,
    client: { client_id: clientId },
    authentication: clientSecret === undefined ? oauth.None() : oauth.ClientSecretBasic(clientSecret),
    apiUrl: new URL(apiUrl ?? metadata.userinfo_endpoint!).origin,
    request,
  };
}

/** A signal that gives up after a time, or when the caller does. */
function withTimeout(milliseconds: number, signal?: AbortSignal): AbortSignal {
  const timeout = AbortSignal.timeout(milliseconds);
  return signal ? AbortSignal.any([timeout, signal]) : timeout;
}
