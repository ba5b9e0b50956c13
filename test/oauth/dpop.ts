import { createHash, randomUUID } from 'node:crypto';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** A key that tokens are bound to, and the proofs that it is held (RFC 9449). */
export interface ProofKey {
  privateKey: CryptoKey;
  publicJwk: JWK;
  thumbprint: string;
}

export async function createProofKey(algorithm = 'ES256'): Promise<ProofKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  return { privateKey, publicJwk, thumbprint: await calculateJwkThumbprint(publicJwk) };
}

export interface ProofWish {
  method?: string;
  address: string;
  /** The access token that goes with it, at a resource server. */
  token?: string;
  /** Members of header and claims that differ from what is right; undefined leaves one out. */
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
}

/** A proof for one request (RFC 9449 section 4.2). */
export function proofOf(key: ProofKey, wish: ProofWish): Promise<string> {
  const { method = 'POST', address, token, header, claims } = wish;
  const rightClaims = {
    htm: method,
    htu: address,
    iat: Math.floor(Date.now() / 1000),
    jti: randomUUID(),
    ...(token && { ath: createHash('sha256').update(token).digest('base64url') }),
  };
  return new SignJWT({ ...rightClaims, ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: key.publicJwk, ...header })
    .sign(key.privateKey);
}
