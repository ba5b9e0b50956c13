import { copyOf, type Exported } from './copy.ts';
import { type DeviceOptions, signInWithDevice } from './device.ts';
import { ApiError, CursorExpiredError, SignInNeededError } from './errors.ts';
import { type FollowOptions, follow } from './follow.ts';
import { createClient, createConfig } from './generated/client/index.ts';
import { Operations } from './generated/sdk.gen.ts';
import type { Change, Error as Problem } from './generated/types.gen.ts';
import { type AccessTokens, accessTokens, stayFresh } from './renewal.ts';
import { discovery, type Server, type ServerOptions } from './server.ts';
import {
  codeFlow,
  type PendingSignIn,
  requireScopes,
  revoke,
  type SignedIn,
  type SignInParts,
  type StartOptions,
  signOutAddress,
} from './sign-in.ts';
import { memoryStore, type TokenStore } from './tokens.ts';
import { ANY_API, transport } from './transport.ts';
import { type Clock, type Sleep, sleep } from './waiting.ts';

export interface CorsiaOptions extends ServerOptions {
  /** Where the tokens are kept; in memory when left out. */
  store?: TokenStore;
  /** The one clinic this is for: whoever belongs to another is refused, at sign-in and at every call. */
  tenantId?: string;
  /** Called when calls fail until a person signs in again. */
  onSignInNeeded?: (error: SignInNeededError) => void;
  /** How often a call is tried at most; 4 when left out. PATCH is not repeated unless it was turned away by the rate limit. */
  attempts?: number;
  /** How long to wait for the beginning of an answer, in milliseconds; 30 seconds when left out. */
  timeout?: number;
  /** A server that asks to wait longer than this, in milliseconds, is not waited for; a minute when left out. */
  longestPause?: number;
  /** How to wait, for programs with a clock of their own. */
  sleep?: Sleep;
  /** What time it is, for the same. */
  now?: Clock;
}

/** A client of the platform. It asks nothing of the network until it is used. */
export function createCorsia(options: CorsiaOptions): Corsia {
  return new Corsia(options);
}

/** Calls by resource (`corsia.patients.list()`), and the sign-in that they are made with. */
export class Corsia extends Operations {
  readonly #options: CorsiaOptions;
  readonly #server: () => Promise<Server>;
  readonly #tokens: AccessTokens;
  readonly #parts: SignInParts;
  readonly #code: ReturnType<typeof codeFlow>;
  readonly #time: { sleep: Sleep; now: Clock };

  constructor(options: CorsiaOptions, server = discovery(options)) {
    const { store = memoryStore(), tenantId, onSignInNeeded, sleep: wait = sleep, now = Date.now } = options;
    const tokens = accessTokens({ store, server, sleep: wait, now, onSignInNeeded });
    const send = transport({
      tokens,
      server,
      tenantId,
      sleep: wait,
      fetch: options.fetch ?? ((...request) => fetch(...request)),
      attempts: options.attempts ?? 4,
      timeout: options.timeout ?? 30_000,
      longestPause: options.longestPause ?? 60_000,
    });
    const client = createClient(
      createConfig({ baseUrl: ANY_API, throwOnError: true, fetch: (request) => send(request as Request) }),
    );
    client.interceptors.error.use((error, response) => (response ? refusal(response, error) : error));
    super({ client });
    this.#options = options;
    this.#server = server;
    this.#tokens = tokens;
    this.#parts = { server, tokens, tenantId, now };
    this.#code = codeFlow(this.#parts);
    this.#time = { sleep: wait, now };
  }

  /** A client of the same platform for somebody else's tokens: a web server makes one for each request. */
  withStore(store: TokenStore): Corsia {
    return new Corsia({ ...this.#options, store }, this.#server);
  }

  /** Begins a sign-in in a browser: send it to `url`, and keep `pending` until it comes back. */
  startSignIn(options: StartOptions): Promise<{ url: URL; pending: PendingSignIn }> {
    return this.#code.start(options);
  }

  /**
   * Ends a sign-in with the address that the browser came back to.
   * @throws SignInError when the person refused, or the answer is not to this request; TenantError
   */
  finishSignIn(callback: string | URL, pending: PendingSignIn): Promise<SignedIn> {
    return this.#code.finish(callback, pending);
  }

  /** Signs in where there is no browser, with a code that a person types elsewhere. @throws SignInError, TenantError */
  signInWithDevice(options: DeviceOptions): Promise<SignedIn> {
    return signInWithDevice(options, this.#parts, this.#time.sleep);
  }

  /** Forgets the tokens, and ends the sign-in at the server if it can be reached. */
  async signOut(): Promise<void> {
    const before = await this.#tokens.replace(undefined);
    const server = await this.#server().catch(() => undefined);
    if (server) await revoke(server, before);
  }

  /**
   * Where to send the browser after `signOut`, to end its session at the account origin, too. It comes back to
   * `returnTo`, which the application must have registered for this.
   */
  async signOutUrl(returnTo?: string | URL): Promise<URL> {
    return signOutAddress(await this.#server(), returnTo);
  }

  /**
   * Renews the tokens ahead of expiry until the signal, whether or not there are calls.
   * @throws SignInNeededError; the reason of the signal
   */
  staySignedIn({ signal }: { signal?: AbortSignal } = {}): Promise<never> {
    return stayFresh(this.#tokens, this.#time, signal);
  }

  /** What the person allowed; undefined when nobody is signed in. */
  async grantedScopes(): Promise<string[] | undefined> {
    return (await this.#tokens.kept())?.scopes;
  }

  /** Makes sure that this much is allowed. @throws MissingScopesError with what to sign in with once more; SignInNeededError */
  async requireScopes(...needed: string[]): Promise<void> {
    const granted = await this.grantedScopes();
    if (!granted) throw new SignInNeededError('none');
    requireScopes(needed, granted);
  }

  /** An access token for a request of one's own, renewed if need be. @throws SignInNeededError */
  async accessToken(): Promise<string> {
    return (await this.#tokens.current()).accessToken;
  }

  /**
   * Every change from a durable cursor on, deletions included.
   * @throws CursorExpiredError when the cursor is too old; it was reset
   */
  follow(options: FollowOptions): AsyncGenerator<Change, void, undefined> {
    return follow((request) => this.changes.list(request), this.#time.sleep, options);
  }

  /**
   * All of a resource as of one moment, through an export: for a first copy. Take a cursor of the changes feed before.
   * @throws CorsiaError when the export failed
   */
  copyOf<Name extends keyof Exported>(resource: Name, signal?: AbortSignal): AsyncGenerator<Exported[Name], void> {
    return copyOf(this.exports, this.#time.sleep, resource, signal);
  }
}

function refusal(response: Response, body: unknown): ApiError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  return new (problem.error === 'cursor_expired' ? CursorExpiredError : ApiError)(response, problem);
}
