import type { errors, KoaContextWithOIDC } from 'oidc-provider';

/**
 * The documented platform gives this one description, whatever made a refresh token unusable, and tells integrators to
 * begin a new authorization when they see it.
 */
export function describeRefusedRefresh(ctx: KoaContextWithOIDC, error: errors.OIDCProviderError): void {
  if (error.error !== 'invalid_grant' || ctx.oidc.params?.grant_type !== 'refresh_token') return;
  ctx.body = { error: error.error, error_description: 'refresh token is expired' };
}
