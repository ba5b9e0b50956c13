import { interactionPolicy } from 'oidc-provider';

/** When a person must be asked. A session can outlive its person: whoever was disabled meanwhile has to sign in again. */
export function createInteractionPolicy(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy
    .get('login')!
    .checks.add(
      new interactionPolicy.Check(
        'account_inactive',
        'the signed-in account is no longer active',
        'login_required',
        ({ oidc }) => oidc.session?.accountId !== undefined && oidc.account === undefined,
      ),
    );
  return policy;
}
