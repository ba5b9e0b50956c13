import * as oauth from 'oauth4webapi';
import { answered, refusalsAsErrors, refuseUnavailable } from './answers.ts';
import { ApiError, MissingScopesError, TenantError } from './errors.ts';
import type { Error as Problem, UserInfo } from './generated/types.gen.ts';
import { type AccessTokens, tokenSetOf } from './renewal.ts';
import type { Server } from './server.ts';
import type { TokenSet } from './tokens.ts';
import type { Clock } from './waiting.ts';

export interface SignInOptions {
  /** What is needed, such as `['giponext.patients']`. What was granted before is asked for again, and so kept. */
  scopes: readonly string[];
  /** Whether to stay signed in when the access token expires, with `offline_access`; true when left out. */
  offline?: boolean;
}

export interface StartOptions extends SignInOptions {
  redirectUri: string | URL;
  /** Such as `login` to have the password asked for again. */
  prompt?: 'login' | 'consent' | 'none';
}

/** What belongs to a sign-in that is under way. Plain data: keep it in the browser's session, or your server's, until the person is back. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  codeVerifier: string;
  redirectUri: string;
  scopes: string[];
}

export interface SignedIn {
  /** Who signed in, and for which clinic. */
  user: UserInfo;
  tenantId: string | undefined;
  granted: string[];
  /** What was asked for and not allowed. */
  missing: string[];
}

export interface SignInParts {
  server: () => Promise<Server>;
  tokens: AccessTokens;
  /** The one clinic that may sign in. */
  tenantId: string | undefined;
  now: Clock;
}

/** The authorization code flow with PKCE, state, nonce and issuer check (RFC 9700 section 2.1). */
export function codeFlow(parts: SignInParts) {
  return {
    /** Where to send the browser, and what to keep meanwhile. */
    async start({ redirectUri, prompt, ...wanted }: StartOptions): Promise<{ url: URL; pending: PendingSignIn }> {
      const { metadata, client } = await parts.server();
      const pending: PendingSignIn = {
        state: oauth.generateRandomState(),
        nonce: oauth.generateRandomNonce(),
        codeVerifier: oauth.generateRandomCodeVerifier(),
        redirectUri: String(redirectUri),
        scopes: await scopesToAsk(wanted, parts.tokens),
      };
      const url = new URL(metadata.authorization_endpoint!);
      url.search = String(
        new URLSearchParams({
          response_type: 'code',
          client_id: client.client_id,
          redirect_uri: pending.redirectUri,
          scope: pending.scopes.join(' '),
          state: pending.state,
          nonce: pending.nonce,
          code_challenge: await oauth.calculatePKCECodeChallenge(pending.codeVerifier),
          code_challenge_method: 'S256',
          ...(prompt && { prompt }),
        }),
      );
      return { url, pending };
    },

    /**
     * Redeems the address that the browser came back with, and keeps the tokens.
     * @throws SignInError when the person refused, or the answer is not to this request; TenantError
     */
    async finish(callback: string | URL, pending: PendingSignIn): Promise<SignedIn> {
      const { metadata, client, authentication, request } = await parts.server();
      const answer = await refusalsAsErrors(async () => {
        const parameters = oauth.validateAuthResponse(metadata, client, new URL(callback), pending.state);
        const { redirectUri, codeVerifier, nonce: expectedNonce } = pending;
        const response = await answered(
          oauth.authorizationCodeGrantRequest(
            metadata,
            client,
            authentication,
            parameters,
            redirectUri,
            codeVerifier,
            request(),
          ),
          'The code could not be redeemed',
        );
        refuseUnavailable(response);
        return oauth.processAuthorizationCodeResponse(metadata, client, response, {
          expectedNonce,
          requireIdToken: true,
        });
      });
      return keep(answer, pending.scopes, parts);
    },
  };
}

/** What to ask for: what is needed, what was granted before, and what a sign-in is made of. */
export async function scopesToAsk({ scopes, offline = true }: SignInOptions, tokens: AccessTokens): Promise<string[]> {
  const before = (await tokens.kept())?.scopes ?? [];
  return [...new Set(['openid', ...(offline ? ['offline_access'] : []), ...scopes, ...before])];
}

/** Keeps the tokens of a sign-in, if it is by somebody of the clinic. @throws TenantError, and the sign-in is ended */
export async function keep(
  answer: oauth.TokenEndpointResponse,
  asked: string[],
  parts: SignInParts,
): Promise<SignedIn> {
  const server = await parts.server();
  const { tenantId: expected } = parts;
  const set = tokenSetOf(answer, { scopes: asked }, parts.now());
  const user = await readUser(server, set.accessToken);
  const belongsTo = user.tenants.map(({ id }) => id);
  if (expected !== undefined && !belongsTo.includes(expected)) {
    await revoke(server, set);
    throw new TenantError(expected, belongsTo);
  }
  const tenantId = expected ?? belongsTo[0];
  const before = await parts.tokens.replace({ ...set, ...(tenantId !== undefined && { tenantId }) });
  await revoke(server, before);
  return { user, tenantId, granted: set.scopes, missing: asked.filter((scope) => !set.scopes.includes(scope)) };
}

async function readUser({ metadata, client, request }: Server, accessToken: string): Promise<UserInfo> {
  const response = await answered(
    oauth.userInfoRequest(metadata, client, accessToken, request()),
    'The API did not answer',
  );
  refuseUnavailable(response);
  const body = (await response.json().catch(() => ({}))) as Partial<Problem> & Partial<UserInfo>;
  if (!response.ok || !body.tenants) throw new ApiError(response, body);
  return body as UserInfo;
}

/** Where to send the browser to end its session at the account origin (OpenID Connect RP-Initiated Logout 1.0). */
export function signOutAddress({ metadata, client }: Server, returnTo?: string | URL): URL {
  const url = new URL(metadata.end_session_endpoint!);
  url.searchParams.set('client_id', client.client_id);
  if (returnTo !== undefined) url.searchParams.set('post_logout_redirect_uri', String(returnTo));
  return url;
}

/** Ends a sign-in at the server, if it can be reached; the tokens are forgotten in any case. */
export async function revoke(server: Server, tokens: TokenSet | undefined): Promise<void> {
  const { metadata, client, authentication, request } = server;
  if (!tokens) return;
  const token = tokens.refreshToken ?? tokens.accessToken;
  await oauth.revocationRequest(metadata, client, authentication, token, request()).catch(() => {});
}

/** @throws MissingScopesError */
export function requireScopes(needed: readonly string[], granted: readonly string[]): void {
  const missing = needed.filter((scope) => !granted.includes(scope));
  if (missing.length > 0) throw new MissingScopesError(missing);
}
