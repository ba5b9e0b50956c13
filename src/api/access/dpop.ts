import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { calculateJwkThumbprint, EmbeddedJWK, type JWTVerifyResult, jwtVerify } from 'jose';
import { sha256 } from '../../platform/crypto.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { takeProof } from '../../platform/proofs/index.ts';

export const DPOP_ALGORITHMS = ['ES256', 'Ed25519', 'EdDSA', 'RS256', 'PS256'];
/** Seconds around now in which a proof counts; nobody may use it again within twice as long. */
const WINDOW_SECONDS = 300;

/**
 * Checks that the sender holds the key that the token is bound to (RFC 9449 section 7.1).
 * @param jkt thumbprint of that key, from the token
 * @param apiUrl the public origin, of which the proof's `htu` must be
 * @throws ServiceError invalid_token
 */
export async function requireProof(
  db: Queryable,
  request: FastifyRequest,
  { token, jkt, apiUrl }: { token: string; jkt: string; apiUrl: string },
): Promise<void> {
  const { dpop } = request.headers;
  if (typeof dpop !== 'string' || dpop.includes(',')) throw invalidProof('One DPoP proof is required.');
  const { payload, protectedHeader } = await jwtVerify(dpop, EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: DPOP_ALGORITHMS,
  }).catch((error: Error): JWTVerifyResult => {
    throw invalidProof('The DPoP proof is not valid.', error);
  });
  const { htm, htu, iat, jti, ath } = payload;
  const address = new URL(request.url.split('?')[0]!, apiUrl).href;
  const right =
    (await calculateJwkThumbprint(protectedHeader.jwk!)) === jkt &&
    htm === request.method &&
    typeof htu === 'string' &&
    withoutQuery(htu) === address &&
    ath === createHash('sha256').update(token).digest('base64url') &&
    typeof iat === 'number' &&
    Math.abs(Date.now() / 1000 - iat) <= WINDOW_SECONDS &&
    typeof jti === 'string' &&
    jti !== '';
  if (!right) throw invalidProof('The DPoP proof does not belong to this request.');
  const unused = await takeProof(db, sha256(`api ${jkt} ${jti}`), 2 * WINDOW_SECONDS);
  if (!unused) throw invalidProof('The DPoP proof was used before.');
}

export function invalidProof(description: string, cause?: unknown): ServiceError {
  const challenge = `DPoP error="invalid_token", error_description="${description}", algs="${DPOP_ALGORITHMS.join(' ')}"`;
  return new ServiceError('invalid_token', description, { headers: { 'www-authenticate': challenge }, cause });
}

function withoutQuery(address: string): string | undefined {
  const url = URL.parse(address);
  if (!url) return undefined;
  url.search = '';
  url.hash = '';
  return url.href;
}
