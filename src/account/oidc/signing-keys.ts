import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { JWKS } from 'oidc-provider';
import type { Sealer } from '../../platform/crypto.ts';
import { type Database, statement, type Tx } from '../../platform/database/index.ts';

/** ID tokens with RS256, which every OpenID client knows; access tokens with ES256, which signs far cheaper. */
const ALGORITHMS = ['RS256', 'ES256'] as const;

const lockKeys = statement<unknown>(
  'signing_keys_lock',
  `select pg_advisory_xact_lock(hashtextextended('signing_keys', 0))`,
);
const listKeys = statement<{ id: string; private_jwk: Buffer }>(
  'signing_keys_list',
  'select id, private_jwk from signing_keys order by created_at desc',
);
const insertKey = statement<unknown>(
  'signing_keys_insert',
  'insert into signing_keys (id, public_jwk, private_jwk) values ($1, $2, $3)',
);

/** The installation's signing keys, made at the first start; processes that start at once agree on one set. */
export async function loadSigningKeys(db: Database, sealer: Sealer): Promise<JWKS> {
  return db.transaction(async (tx) => {
    await tx.query(lockKeys);
    let rows = await tx.query(listKeys);
    if (rows.length === 0) {
      for (const algorithm of ALGORITHMS) await createKey(tx, sealer, algorithm);
      rows = await tx.query(listKeys);
    }
    return { keys: rows.map(({ id, private_jwk }) => JSON.parse(sealer.unseal(private_jwk, id))) };
  });
}

async function createKey(tx: Tx, sealer: Sealer, alg: (typeof ALGORITHMS)[number]): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk: JWK = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const common = { kid, alg, use: 'sig' };
  const privateJwk = { ...(await exportJWK(privateKey)), ...common };
  await tx.query(insertKey, [kid, { ...publicJwk, ...common }, sealer.seal(JSON.stringify(privateJwk), kid)]);
}
