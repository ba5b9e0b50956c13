import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';

const touch = statement<unknown>(
  'sessions_touch',
  `insert into browser_sessions as s (uid_hash, user_id, address, user_agent) values ($1, $2, $3, $4)
   on conflict (uid_hash) do update set last_seen_at = now(), address = excluded.address, user_agent = excluded.user_agent
    where s.user_id = excluded.user_id and s.ended_at is null and s.last_seen_at < now() - interval '1 minute'`,
);

/** Writes at most once a minute, so that a busy browser does not rewrite its row all the time. */
export async function putSession(
  db: Queryable,
  session: { uidHash: Buffer; userId: string; address: string; userAgent: string },
): Promise<void> {
  await db.query(touch, [session.uidHash, session.userId, session.address, session.userAgent]);
}

const destroyGrantsOf = statement<unknown>(
  'sessions_destroy_grants',
  `with ended as (delete from grants where id = any($1::text[]))
   delete from oidc_artifacts where grant_id = any($1::text[])`,
);

/** Grants with everything that was made from them. */
export async function destroyGrants(db: Queryable, ids: string[]): Promise<void> {
  await db.query(destroyGrantsOf, [ids]);
}

export interface SessionRow {
  uid_hash: Buffer;
  address: string;
  user_agent: string;
  first_seen_at: string;
  last_seen_at: string;
}

const list = statement<SessionRow>(
  'sessions_list',
  `select s.uid_hash, s.address, s.user_agent, s.first_seen_at, s.last_seen_at
     from browser_sessions s
     join oidc_artifacts a on a.kind = 'Session' and a.uid_hash = s.uid_hash and a.user_id = s.user_id
    where s.user_id = $1 and s.ended_at is null and a.expires_at > now()
    order by s.last_seen_at desc, s.uid_hash`,
);

/** The living sessions of a person, the last used first. */
export function listSessions(db: Queryable, userId: string): Promise<SessionRow[]> {
  return db.query(list, [userId]);
}

const markEnded = statement<unknown>(
  'sessions_mark_ended',
  `update browser_sessions set ended_at = now()
    where user_id = $1 and ended_at is null and ($2::bytea is null or uid_hash = $2) and uid_hash is distinct from $3`,
);
const destroySessions = statement<{ payload: Buffer }>(
  'sessions_destroy',
  `delete from oidc_artifacts
    where kind = 'Session' and user_id = $1 and ($2::bytea is null or uid_hash = $2) and uid_hash is distinct from $3
   returning payload`,
);
const forget = statement<unknown>(
  'sessions_forget',
  `delete from browser_sessions s
    where s.user_id = $1 and s.last_seen_at < now() - interval '1 hour'
      and not exists (select from oidc_artifacts a where a.kind = 'Session' and a.uid_hash = s.uid_hash)`,
);

/** Which of a person's sessions: the `only` one, or all, in either case `except` one. */
export interface WhichSessions {
  only?: Buffer;
  except?: Buffer;
}

/**
 * Marking comes first and in a statement of its own, because the trigger that keeps an ended session from being stored
 * again waits for that lock.
 * @returns what was stored of those that lived
 */
export async function destroySessionsOf(
  tx: Tx,
  userId: string,
  { only, except }: WhichSessions,
): Promise<{ payload: Buffer }[]> {
  await tx.query(markEnded, [userId, only, except]);
  const ended = await tx.query(destroySessions, [userId, only, except]);
  await tx.query(forget, [userId]);
  return ended;
}
