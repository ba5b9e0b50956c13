import type { InteractionResults } from 'oidc-provider';
import { ServiceError } from '../../platform/errors.ts';
import type { Html } from '../../platform/html.ts';
import { grantScopes } from '../oidc/grant-consent.ts';
import { consentedScopes, rememberConsent } from '../oidc/grants.queries.ts';
import { consentPage } from '../pages/consent.page.ts';
import type { ConsentScope } from '../pages/scopes.ts';
import { findActiveUser } from '../users/users.queries.ts';
import type { FormBody, Interaction, InteractionServices } from './interaction.ts';

const ACCESS_DENIED: InteractionResults = { error: 'access_denied', error_description: 'the person refused' };

/** The page on which a person chooses, scope by scope, what an application may do as them. */
export async function showConsent(interaction: Interaction, { database }: InteractionServices): Promise<Html> {
  const { accountId, application, context, form, redirectUri } = interaction;
  const user = accountId ? await findActiveUser(database, accountId) : undefined;
  if (!user) throw new ServiceError('not_found', 'The signed-in person is no longer active.');
  const granted = await consentedScopes(database, user.id, application.id);
  return consentPage({
    ...form,
    context,
    application: {
      name: application.name,
      developer: application.developer ?? 'Corsia',
      ...(application.homeUrl && { homeUrl: application.homeUrl }),
      ...(application.privacyUrl && { privacyUrl: application.privacyUrl }),
    },
    account: {
      name: user.name,
      email: user.email,
      ...(user.tenant_name && { clinic: { name: user.tenant_name, sandbox: user.tenant_sandbox ?? false } }),
    },
    scopes: shownScopes(interaction).map((scope) => ({ scope, grantedBefore: granted.has(scope) })),
    ...(redirectUri && { redirectHost: hostOf(redirectUri) }),
  });
}

/** Grants what was ticked, withdraws what was shown and left unticked, and refuses when nothing is left. */
export async function answerConsent(
  interaction: Interaction,
  body: FormBody,
  { database, provider, apiUrl }: InteractionServices,
): Promise<InteractionResults> {
  const { accountId, application } = interaction;
  if (!accountId || body.decision !== 'allow') return ACCESS_DENIED;
  const ticked = new Set([body.scope].flat());
  const shown = shownScopes(interaction);
  const allowed = shown.filter((scope) => ticked.has(scope));
  const refused = shown.filter((scope) => !ticked.has(scope));
  const identity = interaction.requestedScopes.filter((scope) => scope === 'openid');
  const granted = allowed.length === 0 && shown.length > 0 ? [] : [...identity, ...allowed];
  await rememberConsent(database, accountId, application.id, { allowed: granted, withdrawn: refused });
  if (granted.length === 0) return ACCESS_DENIED;
  const grant = await grantScopes(provider, {
    accountId,
    clientId: application.id,
    resource: apiUrl,
    allowed: granted,
    refused,
  });
  return { consent: { grantId: grant.jti } };
}

/** `openid` comes with signing in and is no question. */
function shownScopes({ requestedScopes }: Interaction): ConsentScope[] {
  return requestedScopes.filter((scope) => scope !== 'openid');
}

function hostOf(redirectUri: string): string {
  const { host, protocol } = new URL(redirectUri);
  return host || protocol;
}
