import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Database } from '../../platform/database/index.ts';
import { deviceCodePage, deviceConfirmPage, deviceOutcomePage } from '../pages/device.page.ts';
import { type ErrorKind, errorPage } from '../pages/error.page.ts';
import { formPostPage } from '../pages/form-post.page.ts';
import { consentScopesOf } from '../pages/scopes.ts';
import { signOutPage } from '../pages/sign-out.page.ts';
import { signedOutPage } from '../pages/signed-out.page.ts';
import { findActiveUser } from '../users/users.queries.ts';
import { pageContext } from '../web/page-context.ts';
import type { ClientStore } from './clients.ts';
import type { ProtocolPages } from './provider.ts';

/** The pages that the authorization server shows by itself: errors, sign-out, and where the code of a device is typed. */
export function createProtocolPages(database: Database, clients: ClientStore, sandbox: boolean): ProtocolPages {
  const contextOf = (ctx: KoaContextWithOIDC) =>
    pageContext(ctx.req, sandbox, ctx.req.url?.startsWith('/device') ? '/device' : undefined);
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
    failure: (ctx, code) =>
      errorPage({
        context: contextOf(ctx),
        kind: 'internal',
        code,
        requestId: String(ctx.req.headers['x-request-id']),
      }),
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
    formPost: (ctx, action, inputs) => formPostPage({ context: contextOf(ctx), action, inputs }),
    signedOut: (ctx) => signedOutPage({ context: contextOf(ctx) }),
    deviceCode(ctx, { action, csrfToken, userCode }, problem) {
      const context = contextOf(ctx);
      if (problem === 'refused') return deviceOutcomePage(context, { kind: 'refused' });
      return deviceCodePage({
        context,
        action,
        csrfToken,
        ...(userCode && { code: userCode }),
        ...(problem && { problem }),
      });
    },
    async deviceConfirm(ctx, { action, csrfToken, shownCode }, client) {
      const application = await clients.find(client.clientId);
      return deviceConfirmPage({
        context: contextOf(ctx),
        action,
        csrfToken,
        code: shownCode,
        application: {
          name: application?.name ?? client.clientId,
          developer: application?.developer ?? 'Corsia',
          ...(application?.logo && { logo: application.logo }),
        },
        scopes: consentScopesOf(ctx.oidc.entities.DeviceCode?.params?.scope),
      });
    },
    deviceDone: (ctx) =>
      deviceOutcomePage(contextOf(ctx), { kind: 'done', application: ctx.oidc.client?.clientName ?? '' }),
    deviceThrottled: (ctx, retryAfterSeconds) =>
      deviceOutcomePage(contextOf(ctx), { kind: 'throttled', retryAfterSeconds }),
  };
}

function kindOf(error: Error): ErrorKind {
  if (error instanceof errors.SessionNotFound) return 'expired';
  if (error instanceof errors.InvalidRedirectUri) return 'redirect-mismatch';
  if (error instanceof errors.InvalidClient) return 'unknown-application';
  return error instanceof errors.OIDCProviderError ? 'invalid-request' : 'internal';
}
