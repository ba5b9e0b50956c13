import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Database } from '../../platform/database/index.ts';
import { touchSession } from './sessions.ts';

const MOST_USER_AGENT = 400;

/** Notes the use of a session on the authorization server's own pages, where sign-in for applications passes by. */
export function noteSessions(database: Database) {
  return async function noteSession(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    // A context without `oidc` matched no route.
    const session = (ctx as Partial<KoaContextWithOIDC>).oidc?.session as
      | { uid: string; accountId?: string; destroyed?: boolean }
      | undefined;
    if (!session?.accountId || session.destroyed) return;
    const userAgent = ctx.get('user-agent').slice(0, MOST_USER_AGENT);
    await touchSession(database, { uid: session.uid, userId: session.accountId }, { address: ctx.ip, userAgent });
  };
}
