import type { Grant, Provider } from 'oidc-provider';

/**
 * A new grant of exactly these scopes; `refused` ones are kept as refused, so that they are not asked again in the same
 * authorization. OpenID Connect scopes and those of the API are one list here.
 * @returns its id
 */
export async function grantScopes(
  provider: Provider,
  authorization: {
    accountId: string;
    clientId: string;
    resource: string;
    allowed: readonly string[];
    refused: readonly string[];
  },
): Promise<Grant> {
  const { accountId, clientId, resource, allowed, refused } = authorization;
  const grant = new provider.Grant({ accountId, clientId });
  if (allowed.length > 0) {
    grant.addOIDCScope(allowed.join(' '));
    grant.addResourceScope(resource, allowed.join(' '));
  }
  if (refused.length > 0) {
    grant.rejectOIDCScope(refused.join(' '));
    grant.rejectResourceScope(resource, refused.join(' '));
  }
  await grant.save();
  return grant;
}
