import { decodeJwt } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';

/**
 * The provider drops `offline_access` unless the request says `prompt=consent` (OpenID Connect Core section 11). The
 * documented platform has no such rule, and the consent page shows the scope as a row of its own, so it is restored.
 */
export function restoreOfflineAccess(ctx: KoaContextWithOIDC): void {
  const { client, params } = ctx.oidc;
  if (!params || !askedScopes(ctx).includes('offline_access') || !client?.grantTypeAllowed('refresh_token')) return;
  const scopes = new Set(
    String(params.scope ?? '')
      .split(' ')
      .filter(Boolean),
  );
  params.scope = [...scopes.add('offline_access')].join(' ');
}

/** Of a pushed request (RFC 9126) only what was pushed counts, not what stands beside its `request_uri`. */
function askedScopes(ctx: KoaContextWithOIDC): string[] {
  const { body, entities } = ctx.oidc;
  const pushed = entities.PushedAuthorizationRequest?.request;
  const scope = pushed ? decodeJwt(String(pushed)).scope : (body?.scope ?? ctx.query?.scope);
  return String(scope ?? '').split(' ');
}
