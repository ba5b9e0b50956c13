import { SCOPES } from '../../catalogue/scopes.ts';
import {
  type SmartLaunchScope,
  type SmartScopeName,
  smartScopeOf,
  smartScopesIn,
} from '../../catalogue/smart-scopes.ts';
import type { Messages } from './messages.ts';

/** Of the scopes that applications register, those that a person can allow or refuse: not `openid`, which comes with signing in. */
export type ConsentScope = Exclude<keyof Messages['scopes'], SmartLaunchScope>;

/** What a person can allow or refuse. SMART's scopes are parts of `giponext.fhir`, put together by who asks. */
export type GrantableScope = ConsentScope | SmartLaunchScope | SmartScopeName;

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
  person: ['profile', 'email', 'tenant', 'fhirUser'],
  absence: ['offline_access'],
} as const satisfies Record<keyof Messages['consent']['groups'], readonly GrantableScope[]>;

export type ScopeGroup = keyof typeof scopeGroups;

/** Those of a group in the order in which they are shown: what SMART's scopes ask for belongs to the clinic. */
export function ofGroup<Requested extends { scope: GrantableScope }>(
  group: ScopeGroup,
  requested: readonly Requested[],
): Requested[] {
  const listed = scopeGroups[group].flatMap((scope) => requested.filter((one) => one.scope === scope));
  if (group !== 'clinic') return listed;
  const isGrouped = (scope: GrantableScope) => Object.values(scopeGroups).some((all) => all.includes(scope as never));
  return [...listed, ...requested.filter(({ scope }) => !isGrouped(scope))];
}

/** Types of resource that hold clinical documents; `*` holds them, too. */
const CLINICAL = ['*', 'Composition', 'DocumentReference', 'Binary'];

export const isSensitive = (scope: GrantableScope): boolean =>
  scope === 'giponext.medicalreports' || CLINICAL.includes(smartScopeOf(scope)?.type ?? '');

/** What a scope is called, and what it means, for people. */
export function scopeText(scope: GrantableScope, text: Messages): { name: string; text: string } {
  const smart = smartScopeOf(scope);
  if (!smart) return text.scopes[scope as ConsentScope | SmartLaunchScope];
  const { name, meaning, actions, types } = text.smartScopes;
  const own = smart.context === 'patient' && smart.type === 'Patient';
  const what = own ? text.smartScopes.record : (types[smart.type as keyof typeof types] ?? smart.type);
  // A chosen patient's data are only read.
  const may =
    smart.context === 'patient' ? 'r' : [...smart.actions].map((action) => (action === 's' ? 'r' : action)).join('');
  const verbs = [...new Set(may)].map((action) => actions[action as keyof typeof actions]);
  return { name: name(what), text: meaning[smart.context](verbs, what) };
}

/**
 * The scopes among these that people are asked about. Unknown ones are ignored (OpenID Connect Core section 3.1.2.1),
 * and `openid` comes with signing in.
 */
export function consentScopesOf(scope: unknown): GrantableScope[] {
  const requested = new Set(String(scope ?? '').split(' '));
  const registered = SCOPES.filter((known): known is ConsentScope => known !== 'openid' && requested.has(known));
  return [...registered, ...smartScopesIn(requested)];
}
