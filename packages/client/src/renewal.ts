import * as oauth from 'oauth4webapi';
import { answered, refusalsAsErrors, refuseUnavailable } from './answers.ts';
import { ConnectionError, SignInError, SignInNeededError } from './errors.ts';
import type { Server } from './server.ts';
import type { TokenSet, TokenStore } from './tokens.ts';
import { type Clock, pauseBefore, type Sleep } from './waiting.ts';

export interface AccessTokens {
  /** Tokens that are good now, renewed ahead of expiry. @throws SignInNeededError */
  current(): Promise<TokenSet>;
  /** Others than this one, which was refused. @throws SignInNeededError */
  insteadOf(accessToken: string): Promise<TokenSet>;
  /** What is kept, whether good or not. */
  kept(): Promise<TokenSet | undefined>;
  /** Replaces what is kept, and returns what was. */
  replace(tokens: TokenSet | undefined): Promise<TokenSet | undefined>;
}

export interface RenewalOptions {
  store: TokenStore;
  server: () => Promise<Server>;
  sleep: Sleep;
  now: Clock;
  onSignInNeeded?: ((error: SignInNeededError) => void) | undefined;
}

/** Renewal of a store's tokens: one at a time here, and one at a time among all who share the store. */
export function accessTokens({ store, server, sleep, now, onSignInNeeded }: RenewalOptions): AccessTokens {
  let known: TokenSet | undefined;
  let renewal: Promise<TokenSet> | undefined;

  const renew = (refused: string | undefined): Promise<TokenSet> => {
    renewal ??= store
      .exclusively(() => renewAlone(refused))
      .catch((error) => {
        known = undefined;
        if (error instanceof SignInNeededError) onSignInNeeded?.(error);
        throw error;
      })
      .finally(() => {
        renewal = undefined;
      });
    return renewal;
  };

  async function renewAlone(refused: string | undefined): Promise<TokenSet> {
    // Somebody else may have renewed them while this one waited.
    const kept = await store.read();
    if (!kept) throw new SignInNeededError('none');
    const isRefused = kept.accessToken === refused;
    if (!isRefused && now() < kept.renewAt) {
      known = kept;
      return kept;
    }
    const isGoodStill = !isRefused && now() < kept.expiresAt;
    if (!kept.refreshToken) {
      if (isGoodStill) return kept;
      throw new SignInNeededError('ended');
    }
    try {
      known = await refresh(kept, kept.refreshToken, await server(), { sleep, now });
    } catch (error) {
      if (error instanceof ConnectionError && isGoodStill) {
        known = { ...kept, renewAt: Math.min(kept.expiresAt, now() + RETRY_AHEAD_MS) };
        return known;
      }
      if (!(error instanceof SignInError) || error.code !== 'invalid_grant') throw error;
      await store.write(undefined);
      throw new SignInNeededError('ended', { cause: error });
    }
    await store.write(known);
    return known;
  }

  return {
    async current() {
      if (known && now() < known.renewAt) return known;
      return renew(undefined);
    },
    async insteadOf(accessToken) {
      const found = await renew(accessToken);
      // A renewal that was under way did not know of the refusal.
      return found.accessToken === accessToken ? renew(accessToken) : found;
    },
    kept: () => store.read(),
    replace: (tokens) =>
      store.exclusively(async () => {
        const before = await store.read();
        await store.write(tokens);
        known = tokens;
        return before;
      }),
  };
}

const TRIES = 3;
/** After a renewal ahead of expiry failed. */
const RETRY_AHEAD_MS = 10_000;

/** Sends the refresh token again when the answer was lost: the server gives the same successor for 30 seconds. */
async function refresh(
  kept: TokenSet,
  refreshToken: string,
  server: Server,
  { sleep, now }: { sleep: Sleep; now: Clock },
): Promise<TokenSet> {
  const { metadata, client, authentication, request } = server;
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await answered(
        oauth.refreshTokenGrantRequest(metadata, client, authentication, refreshToken, request()),
        'The sign-in could not be renewed',
      );
      refuseUnavailable(response);
      const answer = await refusalsAsErrors(() => oauth.processRefreshTokenResponse(metadata, client, response));
      return tokenSetOf(answer, { ...kept, refreshToken }, now());
    } catch (error) {
      if (!(error instanceof ConnectionError) || attempt === TRIES) throw error;
      await sleep(pauseBefore(attempt, undefined));
    }
  }
}

/**
 * Renews ahead of expiry, for programs that call seldom: a sign-in that nobody uses for long ends.
 * @throws SignInNeededError; the reason of the signal
 */
export async function stayFresh(
  tokens: AccessTokens,
  { sleep, now }: { sleep: Sleep; now: Clock },
  signal?: AbortSignal,
): Promise<never> {
  for (;;) {
    const renewAt = await tokens.current().then(
      (current) => current.renewAt,
      (error) => {
        if (error instanceof ConnectionError) return 0;
        throw error;
      },
    );
    await sleep(Math.max(renewAt - now(), RETRY_AHEAD_MS), signal);
  }
}

const AHEAD_MS = 60_000;

/** What to keep of an answer of the token endpoint; what it leaves out is as before. */
export function tokenSetOf(
  answer: oauth.TokenEndpointResponse,
  before: Partial<TokenSet> & { scopes: string[] },
  now: number,
): TokenSet {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in = 3600, scope } = answer;
  const lifetime = expires_in * 1000;
  const expiresAt = now + lifetime;
  return {
    ...before,
    accessToken,
    expiresAt,
    renewAt: expiresAt - Math.min(AHEAD_MS, lifetime / 4),
    ...(refreshToken !== undefined && { refreshToken }),
    scopes: scope?.split(' ') ?? before.scopes,
  };
}
