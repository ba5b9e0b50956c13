import { createLocalJWKSet, type JSONWebKeySet, type JWK, type JWTPayload, jwtVerify } from 'jose';
import type { AdapterPayload, KoaContextWithOIDC } from 'oidc-provider';
import { Provider } from 'oidc-provider';

const PATHS = new Set(['/connect/introspect', '/connect/revocation']);
const MOST_BODY_BYTES = 56 * 1024;

/** Stands for a verified token in the parameters; no token that was ever issued looks like it. */
const PLACE_HOLDER = 'a signed access token';
const verified = new WeakMap<object, AdapterPayload>();

/**
 * The provider introspects and revokes only tokens that it stores. Ours are signed and not stored: they are verified here,
 * and it is told of them as if they were, so that client authentication, policy and answer stay its own
 * (RFC 7009 section 2.1, RFC 7662 section 2.1).
 */
export function acceptSignedTokens({ accountUrl, apiUrl }: { accountUrl: string; apiUrl: string }, publicKeys: JWK[]) {
  const keys = createLocalJWKSet({ keys: publicKeys as JSONWebKeySet['keys'] });

  return async function acceptSignedToken(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    if (ctx.method !== 'POST' || !PATHS.has(ctx.path) || !ctx.is('application/x-www-form-urlencoded')) return next();
    const body = new URLSearchParams(await readBody(ctx));
    const tokens = body.getAll('token');
    if (tokens.length === 1 && tokens[0]!.split('.').length === 3) {
      const claims = await jwtVerify(tokens[0]!, keys, { issuer: accountUrl, audience: apiUrl, typ: 'at+jwt' }).then(
        ({ payload }) => payload,
        () => undefined,
      );
      if (claims) verified.set(ctx.req, asStored(claims));
      body.set('token', PLACE_HOLDER);
    }
    readAgain(ctx, Buffer.from(body.toString()));
    await next();
    // RFC 7009 section 2.2: the body of a revocation says nothing, but some clients (simple-oauth2) insist on JSON.
    if (ctx.status === 200 && ctx.body === '') ctx.body = {};
  };
}

/** The access token that the request at hand is about, if it is a valid one of ours. */
export function signedAccessToken(id: string): AdapterPayload | undefined {
  const ctx = Provider.ctx;
  return id === PLACE_HOLDER && ctx ? verified.get(ctx.req) : undefined;
}

function asStored({ jti, sub, client_id, gid, exp, iat, scope, aud, cnf, tenant }: JWTPayload): AdapterPayload {
  return {
    kind: 'AccessToken',
    jti: jti!,
    accountId: sub!,
    clientId: client_id as string,
    grantId: gid as string,
    exp: exp!,
    iat: iat!,
    scope: scope as string,
    aud: aud as string,
    jkt: (cnf as { jkt?: string } | undefined)?.jkt,
    extra: { tenant },
  };
}

/** The provider reads the body from the request itself. */
function readAgain(ctx: KoaContextWithOIDC, body: Buffer): void {
  ctx.req.headers['content-length'] = String(body.length);
  Object.defineProperties(ctx.req, {
    readable: { value: true },
    iterator: {
      value: async function* readOnce() {
        yield body;
      },
    },
  });
}

async function readBody(ctx: KoaContextWithOIDC): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of ctx.req) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) ctx.throw(413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
