import { type Sealer, sha256 } from '../../platform/crypto.ts';
import type { Queryable, Tx } from '../../platform/database/index.ts';
import { destroyGrants, destroySessionsOf, putSession, type WhichSessions } from './sessions.queries.ts';

/** From where a request came. */
export interface Origin {
  address: string;
  userAgent: string;
}

const MOST_USER_AGENT = 400;

/** What is kept of a request's sender; user agents can be of any length. */
export function originFrom(address: string, userAgent = ''): Origin {
  return { address, userAgent: userAgent.slice(0, MOST_USER_AGENT) };
}

/** The key of a session in `browser_sessions`, and its `uid_hash` in `oidc_artifacts`. */
export function sessionKey(uid: string): Buffer {
  return sha256(`Session ${uid}`);
}

/** Notes that a session is in use, and from where. */
export async function touchSession(
  db: Queryable,
  session: { uid: string; userId: string },
  origin: Origin,
): Promise<void> {
  await putSession(db, { uidHash: sessionKey(session.uid), userId: session.userId, ...origin });
}

interface StoredSession {
  authorizations?: Record<string, { grantId?: string; persistsLogout?: boolean }>;
}

/** The grants that were given in a session and end with it: those without `offline_access`. */
export function passingGrants({ authorizations = {} }: StoredSession): string[] {
  return Object.values(authorizations).flatMap(({ grantId, persistsLogout }) =>
    grantId && !persistsLogout ? [grantId] : [],
  );
}

/** Ends sessions for good, with what applications were allowed for as long as they last. @returns how many lived */
export async function endSessions(tx: Tx, sealer: Sealer, userId: string, which: WhichSessions): Promise<number> {
  const ended = await destroySessionsOf(tx, userId, which);
  const grants = ended.flatMap(({ payload }) => passingGrants(JSON.parse(sealer.unseal(payload, 'Session'))));
  if (grants.length > 0) await destroyGrants(tx, grants);
  return ended.length;
}
