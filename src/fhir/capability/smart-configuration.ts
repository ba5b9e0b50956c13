import { SCOPES } from '../../catalogue/scopes.ts';
import { SMART_LAUNCH_SCOPES } from '../../catalogue/smart-scopes.ts';

/** Where an application signs people in for this server (SMART App Launch 2.2, section 2.7). */
export function smartConfiguration(accountUrl: string) {
  return {
    issuer: accountUrl,
    jwks_uri: `${accountUrl}/.well-known/jwks`,
    authorization_endpoint: `${accountUrl}/connect/authorize`,
    token_endpoint: `${accountUrl}/connect/token`,
    revocation_endpoint: `${accountUrl}/connect/revocation`,
    grant_types_supported: ['authorization_code', 'refresh_token'],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    scopes_supported: [...SCOPES, ...SMART_LAUNCH_SCOPES, 'patient/*.rs', 'user/*.cruds'],
    capabilities: [
      'launch-standalone',
      'context-standalone-patient',
      'client-public',
      'client-confidential-symmetric',
      'permission-offline',
      'permission-user',
      'permission-patient',
      'permission-v1',
      'permission-v2',
      'sso-openid-connect',
    ],
  };
}
