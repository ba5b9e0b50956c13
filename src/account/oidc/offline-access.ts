import type { KoaContextWithOIDC } from 'oidc-provider';

/**
 * The provider drops `offline_access` unless the request says `prompt=consent` (OpenID Connect Core section 11). The
 * documented platform has no such rule, and the consent page shows the scope as a row of its own, so it is restored.
 */
export function restoreOfflineAccess(ctx: KoaContextWithOIDC): void {
  const { client, params, body } = ctx.oidc;
  const asked = String(body?.scope ?? ctx.query?.scope ?? '').split(' ');
  if (!params || !asked.includes('offline_access') || !client?.grantTypeAllowed('refresh_token')) return;
  const scopes = new Set(
    String(params.scope ?? '')
      .split(' ')
      .filter(Boolean),
  );
  params.scope = [...scopes.add('offline_access')].join(' ');
}
