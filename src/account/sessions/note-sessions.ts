import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Database } from '../../platform/database/index.ts';
import { originFrom, touchSession } from './sessions.ts';

/** Notes the use of a session on the authorization server's own pages, where sign-in for applications passes by. */
export function noteSessions(database: Database) {
  return async function noteSession(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    // A context without `oidc` matched no route.
    const session = (ctx as Partial<KoaContextWithOIDC>).oidc?.session as
      | { uid: string; accountId?: string; destroyed?: boolean }
      | undefined;
    if (!session?.accountId || session.destroyed) return;
    const origin = originFrom(ctx.ip, ctx.get('user-agent'));
    await touchSession(database, { uid: session.uid, userId: session.accountId }, origin);
  };
}
