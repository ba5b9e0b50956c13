import type { InteractionResults } from 'oidc-provider';
import { ServiceError } from '../../platform/errors.ts';
import type { Html } from '../../platform/html.ts';
import { grantScopes } from '../oidc/grant-consent.ts';
import { consentedScopes, rememberConsent } from '../oidc/grants.queries.ts';
import { consentPage } from '../pages/consent.page.ts';
import { type ConsentScope, consentScopesOf } from '../pages/scopes.ts';
import type { Origin } from '../sessions/sessions.ts';
import { findActiveUser } from '../users/users.queries.ts';
import type { FormBody } from '../web/form-body.ts';
import type { Interaction, InteractionServices } from './interaction.ts';

const ACCESS_DENIED: InteractionResults = { error: 'access_denied', error_description: 'the person refused' };

/** The page on which a person chooses, scope by scope, what an application may do as them. */
export async function showConsent(interaction: Interaction, { database }: InteractionServices): Promise<Html> {
  const { accountId, application, context, form, redirectUri } = interaction;
  const user = accountId ? await findActiveUser(database, accountId) : undefined;
  if (!user) throw new ServiceError('not_found', 'The signed-in person is no longer active.');
  const granted = await consentedScopes(database, user.id, application.id);
  const { shown, kept } = splitScopes(interaction, granted);
  return consentPage({
    ...form,
    context,
    application: {
      name: application.name,
      ...(application.logo && { logo: application.logo }),
      developer: application.developer ?? 'Corsia',
      ...(application.homeUrl && { homeUrl: application.homeUrl }),
      ...(application.privacyUrl && { privacyUrl: application.privacyUrl }),
    },
    account: {
      name: user.name,
      email: user.email,
      ...(user.tenant_name && { clinic: { name: user.tenant_name, sandbox: user.tenant_sandbox ?? false } }),
    },
    scopes: shown.map((scope) => ({ scope, grantedBefore: granted.has(scope) })),
    kept,
    ...(redirectUri && { redirectHost: hostOf(redirectUri) }),
  });
}

/** Grants what was ticked, withdraws what was shown and left unticked, and refuses when nothing is left. */
export async function answerConsent(
  interaction: Interaction,
  body: FormBody,
  { database, provider, apiUrl, security }: InteractionServices,
  origin: Origin,
): Promise<InteractionResults> {
  const { accountId, application } = interaction;
  if (!accountId || body.decision !== 'allow') return ACCESS_DENIED;
  const ticked = new Set([body.scope].flat());
  const before = await consentedScopes(database, accountId, application.id);
  const { shown, kept } = splitScopes(interaction, before);
  const allowed = shown.filter((scope) => ticked.has(scope));
  const refused = shown.filter((scope) => !ticked.has(scope));
  const identity = interaction.requestedScopes.filter((scope) => scope === 'openid');
  const nothing = allowed.length === 0 && kept.length === 0 && shown.length > 0;
  const granted = nothing ? [] : [...identity, ...kept, ...allowed];
  await rememberConsent(database, accountId, application.id, { allowed: granted, withdrawn: refused });
  if (granted.length === 0) return ACCESS_DENIED;
  const user = await findActiveUser(database, accountId);
  if (before.size === 0 && user) await security.noteApplicationConnected(database, user, application, origin);
  const grant = await grantScopes(provider, {
    accountId,
    clientId: application.id,
    resource: apiUrl,
    allowed: granted,
    refused,
  });
  return { consent: { grantId: grant.jti } };
}

/** What the person is asked about, and what was allowed before and goes without asking. */
function splitScopes(
  { requestedScopes, asksForAll }: Interaction,
  granted: ReadonlySet<string>,
): { shown: ConsentScope[]; kept: ConsentScope[] } {
  const requested = consentScopesOf(requestedScopes.join(' '));
  const isKept = (scope: ConsentScope) => !asksForAll && granted.has(scope);
  return { shown: requested.filter((scope) => !isKept(scope)), kept: requested.filter(isKept) };
}

function hostOf(redirectUri: string): string {
  const { host, protocol } = new URL(redirectUri);
  return host || protocol;
}
