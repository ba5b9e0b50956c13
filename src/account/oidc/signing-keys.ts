import type { JsonWebKey } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Sealer } from '../../platform/crypto.ts';
import { type Database, DatabaseSetupError, type Tx } from '../../platform/database/index.ts';
import { LocalSigningKey } from './local-signing-key.ts';
import {
  insertSigningKey,
  listKeyRoles,
  listSigningKeys,
  lockSigningKeys,
  signingKeyState,
  turnSigningKeys,
} from './signing-keys.queries.ts';

/** ID tokens with RS256, which every OpenID client knows; access tokens with ES256, which signs far cheaper. */
const ALGORITHMS = ['RS256', 'ES256'] as const;
/** An access token lives a day at most, so nothing older than this was signed by a key that retired then. */
const VERIFY_FOR_HOURS = 48;
/** Clients keep the published keys for a while: a key that signs sooner might be unknown to them. */
const PUBLISHED_AHEAD_MINUTES = 60;

export interface SigningKeys {
  keys: LocalSigningKey[];
  /** The same as everybody may see them. */
  publicKeys: JWK[];
}

/**
 * The installation's signing keys: of each algorithm one that signs, one that will, and those that did until lately.
 * Made at the first start; processes that start at once agree on one set. The provider signs with the first of an algorithm.
 */
export async function loadSigningKeys(db: Database, sealer: Sealer): Promise<SigningKeys> {
  return db.transaction(async (tx) => {
    await lockSigningKeys(tx);
    await addMissingKeys(tx, sealer);
    const rows = await listSigningKeys(tx);
    return {
      keys: rows.map(({ id, private_jwk }) => new LocalSigningKey(unsealKey(sealer, id, private_jwk))),
      publicKeys: rows.map(({ public_jwk }) => public_jwk),
    };
  });
}

export type Rotation = { kind: 'rotated' } | { kind: 'too-soon'; minutes: number } | { kind: 'not-due' };

/**
 * Lets the next keys sign and publishes their successors.
 * @param olderThanDays does nothing unless a key has been signing for longer
 */
export async function rotateSigningKeys(
  db: Database,
  sealer: Sealer,
  { olderThanDays = 0, force = false }: { olderThanDays?: number; force?: boolean } = {},
): Promise<Rotation> {
  return db.transaction(async (tx) => {
    await lockSigningKeys(tx);
    await addMissingKeys(tx, sealer);
    const state = await signingKeyState(tx);
    if (olderThanDays > 0 && state.days < olderThanDays) return { kind: 'not-due' };
    const minutes = Math.ceil(PUBLISHED_AHEAD_MINUTES - state.published_minutes);
    if (minutes > 0 && !force) return { kind: 'too-soon', minutes };
    await turnSigningKeys(tx, VERIFY_FOR_HOURS);
    await addMissingKeys(tx, sealer);
    return { kind: 'rotated' };
  });
}

async function addMissingKeys(tx: Tx, sealer: Sealer): Promise<void> {
  const roles = await listKeyRoles(tx);
  for (const algorithm of ALGORITHMS) {
    const has = roles.find((role) => role.algorithm === algorithm);
    if (!has?.current) await createKey(tx, sealer, algorithm, true);
    if (!has?.next) await createKey(tx, sealer, algorithm, false);
  }
}

async function createKey(tx: Tx, sealer: Sealer, alg: (typeof ALGORITHMS)[number], signs: boolean): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk: JWK = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const common = { kid, alg, use: 'sig' };
  const privateJwk = { ...(await exportJWK(privateKey)), ...common };
  await insertSigningKey(tx, {
    id: kid,
    algorithm: alg,
    publicJwk: { ...publicJwk, ...common },
    sealedPrivateJwk: sealer.seal(JSON.stringify(privateJwk), kid),
    signs,
  });
}

function unsealKey(sealer: Sealer, id: string, sealed: Buffer): JsonWebKey & { kid: string; alg: string } {
  try {
    return JSON.parse(sealer.unseal(sealed, id));
  } catch (error) {
    throw new DatabaseSetupError(
      'ENCRYPTION_KEY is not the key that the secrets of this database were encrypted with.',
      error,
    );
  }
}
