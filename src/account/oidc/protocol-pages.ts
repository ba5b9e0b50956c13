import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Database } from '../../platform/database/index.ts';
import { type ErrorKind, errorPage } from '../pages/error.page.ts';
import { signOutPage } from '../pages/sign-out.page.ts';
import { signedOutPage } from '../pages/signed-out.page.ts';
import { findActiveUser } from '../users/users.queries.ts';
import { pageContext } from '../web/page-context.ts';
import type { ProtocolPages } from './provider.ts';

/** Error and sign-out pages that the authorization server shows by itself. */
export function createProtocolPages(database: Database, sandbox: boolean): ProtocolPages {
  const contextOf = (ctx: KoaContextWithOIDC) => pageContext(ctx.req, sandbox);
  return {
    error(ctx, out, error) {
      const description = out.error_description;
      return errorPage({
        context: contextOf(ctx),
        kind: kindOf(error),
        code: out.error,
        ...(description && { description }),
        requestId: String(ctx.req.headers['x-request-id']),
      });
    },
    async signOut(ctx) {
      const { session } = ctx.oidc;
      const user = session?.accountId ? await findActiveUser(database, session.accountId) : undefined;
      return signOutPage({
        context: contextOf(ctx),
        action: ctx.oidc.urlFor('end_session_confirm'),
        csrfToken: String((session?.state as { secret?: string } | undefined)?.secret),
        account: {
          name: user?.name ?? '',
          email: user?.email ?? '',
          ...(user?.tenant_name && { clinic: { name: user.tenant_name, sandbox: user.tenant_sandbox ?? false } }),
        },
      });
    },
    signedOut: (ctx) => signedOutPage({ context: contextOf(ctx) }),
  };
}

function kindOf(error: Error): ErrorKind {
  if (error instanceof errors.SessionNotFound) return 'expired';
  if (error instanceof errors.InvalidRedirectUri) return 'redirect-mismatch';
  if (error instanceof errors.InvalidClient) return 'unknown-application';
  return error instanceof errors.OIDCProviderError ? 'invalid-request' : 'internal';
}
