import { SCOPES } from '../../catalogue/scopes.ts';
import type { Messages } from './messages.ts';

/** What a person can allow or refuse. `openid` is not among them: it comes with signing in. */
export type ConsentScope = keyof Messages['scopes'];

/** The order and the grouping in which scopes are shown, whatever the order they were asked in. */
export const scopeGroups = {
  clinic: [
    'giponext.patients',
    'giponext.agenda',
    'giponext.treatments',
    'giponext.episodes',
    'giponext.medicalreports',
    'giponext.invoices',
    'giponext.fhir',
  ],
  person: ['profile', 'email', 'tenant'],
  absence: ['offline_access'],
} as const satisfies Record<keyof Messages['consent']['groups'], readonly ConsentScope[]>;

export const isSensitive = (scope: ConsentScope): boolean => scope === 'giponext.medicalreports';

/**
 * The scopes of a request that people are asked about. Unknown ones are ignored (OpenID Connect Core section 3.1.2.1),
 * and `openid` comes with signing in.
 */
export function consentScopesOf(scope: unknown): ConsentScope[] {
  const requested = new Set(String(scope ?? '').split(' '));
  return SCOPES.filter((known): known is ConsentScope => known !== 'openid' && requested.has(known));
}
