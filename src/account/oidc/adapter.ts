import { type Adapter, type AdapterFactory, type AdapterPayload, errors } from 'oidc-provider';
import type { Sealer } from '../../platform/crypto.ts';
import type { Database } from '../../platform/database/index.ts';
import { takeProof } from '../../platform/proofs/index.ts';
import type { RateLimiter } from '../../platform/rate-limit/index.ts';
import * as artifacts from './artifacts.queries.ts';
import { artifactHash, payloadOf } from './artifacts.ts';
import type { ClientStore } from './clients.ts';
import { requireSlowPolling } from './device-polling.ts';
import * as grants from './grants.queries.ts';
import { countExchange } from './rate-limit.ts';
import { signedAccessToken } from './structured-tokens.ts';
import type { TokenRequests } from './token-request.ts';

interface Services {
  database: Database;
  sealer: Sealer;
  clients: ClientStore;
  tokenRequests: TokenRequests;
  /** Absent when exchanges are not limited. */
  rateLimiter?: RateLimiter | undefined;
}

/** What `oidc-provider` stores, in PostgreSQL. */
export function createAdapter(services: Services): AdapterFactory {
  return (kind) => {
    if (kind === 'Client') return readOnlyClients(services);
    if (kind === 'Grant') return grantAdapter(services);
    if (kind === 'AccessToken') return signedTokens;
    if (kind === 'ReplayDetection') return proofAdapter(services);
    return artifactAdapter(kind, services);
  };
}

const unused = async (): Promise<never> => {
  throw new Error('this kind of artifact is never looked up this way');
};
const nothing: Adapter = {
  find: unused,
  upsert: unused,
  destroy: unused,
  consume: unused,
  findByUid: unused,
  findByUserCode: unused,
  revokeByGrantId: unused,
};

function readOnlyClients({ clients, tokenRequests }: Services): Adapter {
  return {
    ...nothing,
    async find(id) {
      const request = await tokenRequests.begin(id);
      const metadata = request ? request.client && clients.metadataOf(request.client) : await clients.metadata(id);
      return metadata as AdapterPayload | undefined;
    },
  };
}

function grantAdapter({ database, tokenRequests }: Services): Adapter {
  return {
    ...nothing,
    async upsert(id, payload, expiresIn) {
      await grants.upsertGrant(database, {
        id,
        userId: payload.accountId!,
        clientId: payload.clientId!,
        payload,
        expiresIn: expiresIn!,
      });
    },
    async find(id) {
      const known = tokenRequests.grant(id);
      if (known) return known;
      const row = await grants.findGrant(database, id);
      return row && { ...row.payload, exp: row.expires_at };
    },
    destroy: (id) => grants.destroyGrant(database, id),
  };
}

/** Access tokens are signed, not stored: what ends them is the end of their grant. */
const signedTokens: Adapter = {
  ...nothing,
  find: async (id) => signedAccessToken(id),
  destroy: async () => {},
  revokeByGrantId: async () => {},
};

/** Proofs of possession; looking and storing are one step, so that of two at once one is refused. */
function proofAdapter({ database }: Services): Adapter {
  return {
    ...nothing,
    find: async () => undefined,
    async upsert(id, _payload, expiresIn) {
      if (!(await takeProof(database, artifactHash('ReplayDetection', id), expiresIn!)))
        throw new errors.InvalidGrant('DPoP proof JWT Replay detected');
    },
  };
}

function artifactAdapter(kind: string, { database: db, sealer, tokenRequests, rateLimiter }: Services): Adapter {
  const idHash = (id: string) => artifactHash(kind, id);
  const toPayload = (row: artifacts.ArtifactRow | undefined) => row && payloadOf(sealer, kind, row);
  return {
    async upsert(id, payload, expiresIn) {
      const { grantId, accountId, clientId, uid, userCode } = payload;
      // Each authorization has a grant of its own. Bound to a session, which knows its latest grant only, the code of one
      // browser tab would be refused once another tab has come back.
      const sealed = sealer.seal(JSON.stringify({ ...payload, expiresWithSession: undefined }), kind);
      if (kind === 'RefreshToken') {
        return tokenRequests.storeRefreshToken({
          idHash: idHash(id),
          payload: sealed,
          grantId: grantId!,
          userId: accountId!,
          clientId: clientId!,
          expiresIn: expiresIn!,
        });
      }
      const alias = userCode ?? uid;
      await artifacts.upsertArtifact(db, {
        kind,
        idHash: idHash(id),
        payload: sealed,
        grantId,
        userId: accountId,
        clientId,
        uidHash: alias === undefined ? undefined : idHash(alias),
        expiresIn,
      });
    },
    async find(id) {
      const hash = idHash(id);
      const known = tokenRequests.source(kind, hash);
      const payload = known ? known.payload : toPayload(await artifacts.findArtifact(db, kind, hash));
      if (known && payload && kind === 'DeviceCode') await requireSlowPolling(db, hash, payload);
      if (known && payload && rateLimiter) await countExchange(rateLimiter, kind, payload);
      return payload;
    },
    findByUid: async (uid) => toPayload(await artifacts.findArtifactByUid(db, kind, idHash(uid))),
    findByUserCode: async (userCode) => toPayload(await artifacts.findArtifactByUid(db, kind, idHash(userCode))),
    destroy: (id) => artifacts.destroyArtifact(db, kind, idHash(id)),
    async consume(id) {
      if (tokenRequests.beginRotation(kind, idHash(id))) return;
      if (!(await artifacts.consumeArtifact(db, kind, idHash(id)))) throw new errors.InvalidGrant('already used');
    },
    revokeByGrantId: (grantId) => artifacts.destroyArtifactsOfGrant(db, kind, grantId),
  };
}
