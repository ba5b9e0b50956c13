import { createSecretKey } from 'node:crypto';
import { decodeJwt, importJWK, type JWK, SignJWT } from 'jose';
import type { Platform } from '../harness/platform.ts';
import { sql } from './sql.ts';

export interface Forgery {
  algorithm?: 'ES256' | 'RS256';
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
}

/** A good token with other content, signed with this installation's own key: only what was changed can be wrong with it. */
export async function signedAnew(platform: Platform, token: string, forgery: Forgery = {}): Promise<string> {
  const { algorithm = 'ES256', header, claims } = forgery;
  const key = await signingKey(platform, algorithm);
  return new SignJWT({ ...decodeJwt(token), ...claims })
    .setProtectedHeader({ alg: algorithm, typ: 'at+jwt', kid: key.kid!, ...header })
    .sign(await importJWK(key, algorithm));
}

/** Signed with the published key as if it were a shared secret (RFC 8725 section 2.1). */
export async function signedWithPublicKey(platform: Platform, token: string): Promise<string> {
  const { keys } = (await (await fetch(`${platform.accountUrl}/.well-known/jwks`)).json()) as { keys: JWK[] };
  const key = keys.find(({ alg }) => alg === 'ES256')!;
  return new SignJWT(decodeJwt(token))
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: key.kid! })
    .sign(createSecretKey(Buffer.from(JSON.stringify(key))));
}

export async function unsigned(platform: Platform, token: string): Promise<string> {
  const { kid } = await signingKey(platform, 'ES256');
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt', kid })).toString('base64url');
  return `${header}.${token.split('.')[1]}.`;
}

/** The key that signs at the moment, private part included, as the database holds it. */
async function signingKey(platform: Platform, algorithm: string): Promise<JWK> {
  const [row] = await sql<{ id: string; private_jwk: Buffer }>(
    platform,
    `select id, private_jwk from signing_keys where algorithm = $1 and signs_from is not null and retired_at is null`,
    [algorithm],
  );
  return JSON.parse(platform.sealer.unseal(row!.private_jwk, row!.id)) as JWK;
}
