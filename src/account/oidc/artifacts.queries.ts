import { type Queryable, statement } from '../../platform/database/index.ts';

/** A session, interaction, code or refresh token at rest: found by the hash of its id, its payload encrypted. */
export interface ArtifactRow {
  payload: Buffer;
  consumed_at: string | null;
}

export interface NewArtifact {
  kind: string;
  idHash: Buffer;
  payload: Buffer;
  grantId: string | undefined;
  userId: string | undefined;
  clientId: string | undefined;
  uidHash: Buffer | undefined;
  /** Seconds from now; undefined for one that does not expire. */
  expiresIn: number | undefined;
}

const upsert = statement<unknown>(
  'artifacts_upsert',
  `insert into oidc_artifacts (kind, id_hash, payload, grant_id, user_id, client_id, uid_hash, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8))
   on conflict (kind, id_hash) do update set payload = excluded.payload, grant_id = excluded.grant_id,
     user_id = excluded.user_id, client_id = excluded.client_id, uid_hash = excluded.uid_hash, expires_at = excluded.expires_at`,
);

export async function upsertArtifact(db: Queryable, artifact: NewArtifact): Promise<void> {
  const { kind, idHash, payload, grantId, userId, clientId, uidHash, expiresIn } = artifact;
  await db.query(upsert, [kind, idHash, payload, grantId, userId, clientId, uidHash, expiresIn]);
}

const find = statement<ArtifactRow>(
  'artifacts_find',
  'select payload, consumed_at from oidc_artifacts where kind = $1 and id_hash = $2',
);

export async function findArtifact(db: Queryable, kind: string, idHash: Buffer): Promise<ArtifactRow | undefined> {
  return (await db.query(find, [kind, idHash]))[0];
}

const findByUid = statement<ArtifactRow>(
  'artifacts_find_by_uid',
  'select payload, consumed_at from oidc_artifacts where kind = $1 and uid_hash = $2 order by created_at desc limit 1',
);

export async function findArtifactByUid(
  db: Queryable,
  kind: string,
  uidHash: Buffer,
): Promise<ArtifactRow | undefined> {
  return (await db.query(findByUid, [kind, uidHash]))[0];
}

const consume = statement<{ consumed_at: string }>(
  'artifacts_consume',
  'update oidc_artifacts set consumed_at = now() where kind = $1 and id_hash = $2 and consumed_at is null returning consumed_at',
);

/** @returns false when somebody else consumed it: of many at once exactly one gets true */
export async function consumeArtifact(db: Queryable, kind: string, idHash: Buffer): Promise<boolean> {
  return (await db.query(consume, [kind, idHash])).length === 1;
}

const destroy = statement<unknown>('artifacts_destroy', 'delete from oidc_artifacts where kind = $1 and id_hash = $2');

export async function destroyArtifact(db: Queryable, kind: string, idHash: Buffer): Promise<void> {
  await db.query(destroy, [kind, idHash]);
}

const destroyByGrant = statement<unknown>(
  'artifacts_destroy_by_grant',
  'delete from oidc_artifacts where kind = $1 and grant_id = $2',
);

export async function destroyArtifactsOfGrant(db: Queryable, kind: string, grantId: string): Promise<void> {
  await db.query(destroyByGrant, [kind, grantId]);
}
