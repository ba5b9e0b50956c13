/** What an application may be allowed to do. The names are the documented platform's: integrations move over unchanged. */
export const API_SCOPES = [
  'giponext.patients',
  'giponext.agenda',
  'giponext.treatments',
  'giponext.episodes',
  'giponext.medicalreports',
  'giponext.invoices',
  'giponext.fhir',
] as const;

/** Scopes that release claims about the person (OpenID Connect Core section 5.4). */
const CLAIM_SCOPES = ['profile', 'email', 'tenant'] as const;

export const SCOPES = ['openid', 'offline_access', ...CLAIM_SCOPES, ...API_SCOPES] as const;

export type ApiScope = (typeof API_SCOPES)[number];
export type Scope = (typeof SCOPES)[number];
