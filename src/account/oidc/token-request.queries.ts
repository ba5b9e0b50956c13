import { type BoundStatement, type Database, type Queryable, statement } from '../../platform/database/index.ts';
import { ACTIVE, type UserRow } from '../users/users.queries.ts';
import { type ClientRow, findClient, livingSecrets, type SecretRow } from './clients.queries.ts';

/** A code or refresh token with everything that its exchange looks at. */
interface GrantSourceRow extends Partial<UserRow> {
  payload: Buffer;
  consumed_at: string | null;
  grant_id: string | null;
  grant_payload: Record<string, unknown> | null;
  /** Seconds since the epoch. */
  grant_expires_at: number | null;
  /** Of a refresh token that was exchanged a moment ago: what it was exchanged for, unless that was used already. */
  successor: Buffer | null;
}

export interface TokenRequestRows {
  client: ClientRow | undefined;
  secrets: SecretRow[];
  source: GrantSourceRow | undefined;
}

const SUCCESSOR = `
  left join oidc_artifacts successor on successor.kind = 'RefreshToken' and successor.id_hash = a.successor_hash
       and successor.consumed_at is null and a.consumed_at > now() - make_interval(secs => $3)`;

const source = statement<GrantSourceRow>(
  'token_request_source',
  `select a.payload, a.consumed_at, successor.payload as successor, g.id as grant_id, g.payload as grant_payload,
          extract(epoch from g.expires_at)::bigint as grant_expires_at, person.*
     from oidc_artifacts a
     left join grants g on g.id = a.grant_id
     left join lateral (${ACTIVE} and u.id = a.user_id) person on true
     ${SUCCESSOR}
    where a.kind = $1 and a.id_hash = $2`,
);

/** Everything that a request to the token endpoint will ask for, in one round trip. */
export async function readTokenRequest(
  db: Database,
  request: { clientId: string; kind: string; idHash: Buffer; retrySeconds: number },
): Promise<TokenRequestRows> {
  const { clientId, kind, idHash, retrySeconds } = request;
  const [clients, secretRows, sources] = (await db.batch([
    { statement: findClient, values: [clientId] },
    { statement: livingSecrets, values: [clientId] },
    { statement: source, values: [kind, idHash, retrySeconds] },
  ])) as [ClientRow[], SecretRow[], GrantSourceRow[]];
  return { client: clients[0], secrets: secretRows, source: sources[0] };
}

export interface NewRefreshToken {
  idHash: Buffer;
  payload: Buffer;
  grantId: string;
  userId: string;
  clientId: string;
  expiresIn: number;
}

const rotate = statement<{ won: boolean }>(
  'refresh_tokens_rotate',
  `with consumed as (
     update oidc_artifacts set consumed_at = now(), successor_hash = $2
      where kind = 'RefreshToken' and id_hash = $1 and consumed_at is null returning id_hash
   ), prolonged as (
     update grants set expires_at = greatest(expires_at, now() + make_interval(secs => $7)), last_used_at = now()
      where id = $4 and exists (select from consumed)
   ), added as (
     insert into oidc_artifacts (kind, id_hash, payload, grant_id, user_id, client_id, expires_at)
     select 'RefreshToken', $2, $3, $4, $5, $6, now() + make_interval(secs => $7) from consumed
   )
   select exists (select from consumed) as won`,
);

/** @returns whether this exchange was the one; of many at once exactly one is, and the others have changed nothing */
export async function rotateRefreshToken(db: Queryable, oldHash: Buffer, token: NewRefreshToken): Promise<boolean> {
  const { idHash, payload, grantId, userId, clientId, expiresIn } = token;
  const [row] = await db.query(rotate, [oldHash, idHash, payload, grantId, userId, clientId, expiresIn]);
  return row!.won;
}

const successorOf = statement<{ payload: Buffer }>(
  'refresh_tokens_successor',
  `select successor.payload from oidc_artifacts a ${SUCCESSOR.replace('left join', 'join')} where a.kind = $1 and a.id_hash = $2`,
);

export async function findSuccessor(db: Queryable, idHash: Buffer, retrySeconds: number): Promise<Buffer | undefined> {
  return (await db.query(successorOf, ['RefreshToken', idHash, retrySeconds]))[0]?.payload;
}

const lockTokens = statement<unknown>(
  'refresh_tokens_lock',
  `select pg_advisory_xact_lock(hashtextextended('refresh tokens ' || $1 || ' ' || $2, 0))`,
);
const add = statement<unknown>(
  'refresh_tokens_add',
  `with prolonged as (
     update grants set expires_at = greatest(expires_at, now() + make_interval(secs => $6)) where id = $3
   )
   insert into oidc_artifacts (kind, id_hash, payload, grant_id, user_id, client_id, expires_at)
   values ('RefreshToken', $1, $2, $3, $4, $5, now() + make_interval(secs => $6))`,
);
const dropOldest = statement<unknown>(
  'refresh_tokens_drop_oldest',
  `delete from oidc_artifacts where kind = 'RefreshToken' and id_hash in (
     select id_hash from oidc_artifacts
      where kind = 'RefreshToken' and user_id = $1 and client_id = $2 and consumed_at is null and expires_at > now()
      order by created_at desc, id_hash offset $3)`,
);

/** Adds the first token of a chain; the oldest ones of this person and application beyond `most` are dropped. */
export async function addRefreshToken(db: Database, token: NewRefreshToken, most: number): Promise<void> {
  const { idHash, payload, grantId, userId, clientId, expiresIn } = token;
  const work: BoundStatement[] = [
    { statement: lockTokens, values: [userId, clientId] },
    { statement: add, values: [idHash, payload, grantId, userId, clientId, expiresIn] },
    { statement: dropOldest, values: [userId, clientId, most] },
  ];
  await db.batch(work);
}
