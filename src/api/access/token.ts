import { type CryptoKey, importJWK, type JWTHeaderParameters, jwtVerify } from 'jose';
import type { Database, Queryable } from '../../platform/database/index.ts';
import { readPublicKeys } from './access.queries.ts';
import { invalidToken } from './access.ts';

/** The claims of an access token (RFC 9068), as the account origin issues them. */
export interface TokenClaims {
  sub: string;
  clientId: string;
  scopes: ReadonlySet<string>;
  /** The grant that the token was made from; a token dies with it. */
  grantId: string;
  tenantId: string | undefined;
  /** Thumbprint of the key that the token is bound to (RFC 9449 section 6.1); undefined for a plain Bearer token. */
  jkt: string | undefined;
  /** Seconds since the epoch. */
  expiresAt: number;
}

const MOST_CACHED = 10_000;

export interface TokenVerifier {
  /** The claims at once when the signature was checked before. @throws ServiceError invalid_token */
  verify(token: string): TokenClaims | Promise<TokenClaims>;
}

/** Verifies access tokens; the signature of each token is checked once, its expiry every time. */
export function createTokenVerifier(db: Database, expected: { issuer: string; audience: string }): TokenVerifier {
  const keys = createKeyStore(db);
  const verified = new Map<string, TokenClaims>();

  function current(token: string, claims: TokenClaims): TokenClaims {
    if (claims.expiresAt * 1000 > Date.now()) return claims;
    verified.delete(token);
    throw invalidToken('The access token is expired.');
  }

  return {
    verify(token) {
      const known = verified.get(token);
      if (known) return current(token, known);
      return verifySignature(token, keys, expected).then((claims) => {
        if (verified.size >= MOST_CACHED) verified.delete(verified.keys().next().value!);
        verified.set(token, claims);
        return current(token, claims);
      });
    },
  };
}

async function verifySignature(
  token: string,
  key: (header: JWTHeaderParameters) => Promise<CryptoKey>,
  { issuer, audience }: { issuer: string; audience: string },
): Promise<TokenClaims> {
  const { payload } = await jwtVerify(token, key, { issuer, audience, typ: 'at+jwt', algorithms: ['ES256'] }).catch(
    (error: Error & { code?: string }) => {
      if (error.name === 'ServiceError') throw error;
      throw invalidToken(
        error.code === 'ERR_JWT_EXPIRED' ? 'The access token is expired.' : 'The access token is not valid.',
        error,
      );
    },
  );
  const { sub, exp, client_id: clientId, gid, scope, tenant, cnf } = payload;
  if (!sub || !exp || typeof clientId !== 'string' || typeof gid !== 'string') {
    throw invalidToken('The access token is not valid.');
  }
  return {
    sub,
    clientId,
    grantId: gid,
    scopes: new Set(typeof scope === 'string' ? scope.split(' ') : []),
    jkt: (cnf as { jkt?: string } | undefined)?.jkt,
    tenantId: typeof tenant === 'string' ? tenant : undefined,
    expiresAt: exp,
  };
}

/**
 * Public keys by id. An unknown id is looked up again, at most once a second, so that rotation needs no restart; whoever
 * comes meanwhile waits for that look-up.
 */
function createKeyStore(db: Queryable): (header: JWTHeaderParameters) => Promise<CryptoKey> {
  let keys: Promise<Map<string, CryptoKey>> | undefined;
  let loadedAt = Number.NEGATIVE_INFINITY;

  function load(): void {
    const loading = loadKeys(db);
    keys = loading;
    loadedAt = performance.now();
    loading.catch(() => {
      if (keys === loading) keys = undefined;
      loadedAt = Number.NEGATIVE_INFINITY;
    });
  }

  return async ({ kid = '' }) => {
    if (!(await keys)?.has(kid) && performance.now() - loadedAt > 1000) load();
    const key = (await keys)?.get(kid);
    if (!key) throw invalidToken('The access token is not valid.');
    return key;
  };
}

async function loadKeys(db: Queryable): Promise<Map<string, CryptoKey>> {
  const rows = await readPublicKeys(db);
  const imported = rows.map(async (row) => [row.id, (await importJWK(row.public_jwk)) as CryptoKey] as const);
  return new Map(await Promise.all(imported));
}
