/** What is kept of a sign-in. Plain data: JSON keeps it whole. */
export interface TokenSet {
  accessToken: string;
  /** In milliseconds since 1970, on this computer's clock. */
  expiresAt: number;
  /** When to renew it, some time ahead. */
  renewAt: number;
  /** Absent without `offline_access`. */
  refreshToken?: string;
  /** What the person allowed; may be less than what was asked. */
  scopes: string[];
  /** The clinic; absent for a person without one. */
  tenantId?: string;
}

/**
 * Where the tokens of one sign-in are kept. Who shares a store shares the sign-in: a web server has one store for each
 * of its sessions, a background service one for all its processes.
 */
export interface TokenStore {
  read(): Promise<TokenSet | undefined>;
  /** Replaces what is kept as a whole, within `exclusively`; `undefined` forgets it. */
  write(tokens: TokenSet | undefined): Promise<void>;
  /** Runs work while nobody else who shares the store does. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Keeps the tokens as long as the program, or the page, lives. */
export function memoryStore(initial?: TokenSet): TokenStore {
  let kept = initial;
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: async () => kept,
    write: async (tokens) => {
      kept = tokens;
    },
    exclusively(work) {
      const mine = last.then(work);
      last = mine.catch(() => {});
      return mine;
    },
  };
}
