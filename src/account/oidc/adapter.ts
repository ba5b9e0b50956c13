import { type Adapter, type AdapterFactory, type AdapterPayload, errors } from 'oidc-provider';
import { type Sealer, sha256 } from '../../platform/crypto.ts';
import type { Database } from '../../platform/database/index.ts';
import * as artifacts from './artifacts.queries.ts';
import type { ClientStore } from './clients.ts';
import * as grants from './grants.queries.ts';

/** What `oidc-provider` stores, in PostgreSQL. */
export function createAdapter(db: Database, sealer: Sealer, clients: ClientStore): AdapterFactory {
  return (kind) => {
    if (kind === 'Client') return readOnlyClients(clients);
    if (kind === 'Grant') return grantAdapter(db);
    return artifactAdapter(kind, db, sealer);
  };
}

const unused = async (): Promise<never> => {
  throw new Error('this kind of artifact is never looked up this way');
};

function readOnlyClients(clients: ClientStore): Adapter {
  return {
    find: (id) => clients.metadata(id) as Promise<AdapterPayload | undefined>,
    upsert: unused,
    destroy: unused,
    consume: unused,
    findByUid: unused,
    findByUserCode: unused,
    revokeByGrantId: unused,
  };
}

function grantAdapter(db: Database): Adapter {
  return {
    async upsert(id, payload, expiresIn) {
      await grants.upsertGrant(db, {
        id,
        userId: payload.accountId!,
        clientId: payload.clientId!,
        payload,
        expiresIn: expiresIn!,
      });
    },
    async find(id) {
      const row = await grants.findGrant(db, id);
      return row && { ...row.payload, exp: row.expires_at };
    },
    destroy: (id) => grants.destroyGrant(db, id),
    consume: unused,
    findByUid: unused,
    findByUserCode: unused,
    revokeByGrantId: unused,
  };
}

function artifactAdapter(kind: string, db: Database, sealer: Sealer): Adapter {
  const idHash = (id: string) => sha256(`${kind} ${id}`);
  const toPayload = (row: artifacts.ArtifactRow | undefined): AdapterPayload | undefined =>
    row && {
      ...JSON.parse(sealer.unseal(row.payload, kind)),
      ...(row.consumed_at && { consumed: Math.floor(Date.parse(row.consumed_at) / 1000) }),
    };
  return {
    async upsert(id, payload, expiresIn) {
      const { grantId, accountId, clientId, uid, userCode } = payload;
      const alias = userCode ?? uid;
      await artifacts.upsertArtifact(db, {
        kind,
        idHash: idHash(id),
        payload: sealer.seal(JSON.stringify(payload), kind),
        grantId,
        userId: accountId,
        clientId,
        uidHash: alias === undefined ? undefined : idHash(alias),
        expiresIn,
      });
      if (kind === 'RefreshToken' && grantId) await grants.prolongGrant(db, grantId, expiresIn!);
    },
    find: async (id) => toPayload(await artifacts.findArtifact(db, kind, idHash(id))),
    findByUid: async (uid) => toPayload(await artifacts.findArtifactByUid(db, kind, idHash(uid))),
    findByUserCode: async (userCode) => toPayload(await artifacts.findArtifactByUid(db, kind, idHash(userCode))),
    destroy: (id) => artifacts.destroyArtifact(db, kind, idHash(id)),
    async consume(id) {
      if (!(await artifacts.consumeArtifact(db, kind, idHash(id)))) throw new errors.InvalidGrant('already used');
    },
    revokeByGrantId: (grantId) => artifacts.destroyArtifactsOfGrant(db, kind, grantId),
  };
}
