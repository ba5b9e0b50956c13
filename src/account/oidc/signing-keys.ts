import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { JWKS } from 'oidc-provider';
import type { Sealer } from '../../platform/crypto.ts';
import { type Database, DatabaseSetupError, type Tx } from '../../platform/database/index.ts';
import { insertSigningKey, listSigningKeys, lockSigningKeys } from './signing-keys.queries.ts';

/** ID tokens with RS256, which every OpenID client knows; access tokens with ES256, which signs far cheaper. */
const ALGORITHMS = ['RS256', 'ES256'] as const;

/** The installation's signing keys, made at the first start; processes that start at once agree on one set. */
export async function loadSigningKeys(db: Database, sealer: Sealer): Promise<JWKS> {
  return db.transaction(async (tx) => {
    await lockSigningKeys(tx);
    let rows = await listSigningKeys(tx);
    if (rows.length === 0) {
      for (const algorithm of ALGORITHMS) await createKey(tx, sealer, algorithm);
      rows = await listSigningKeys(tx);
    }
    return { keys: rows.map(({ id, private_jwk }) => unsealKey(sealer, id, private_jwk)) };
  });
}

async function createKey(tx: Tx, sealer: Sealer, alg: (typeof ALGORITHMS)[number]): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk: JWK = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const common = { kid, alg, use: 'sig' };
  const privateJwk = { ...(await exportJWK(privateKey)), ...common };
  await insertSigningKey(tx, kid, { ...publicJwk, ...common }, sealer.seal(JSON.stringify(privateJwk), kid));
}

function unsealKey(sealer: Sealer, id: string, sealed: Buffer): JWK {
  try {
    return JSON.parse(sealer.unseal(sealed, id));
  } catch (error) {
    throw new DatabaseSetupError(
      'ENCRYPTION_KEY is not the key that the secrets of this database were encrypted with.',
      error,
    );
  }
}
