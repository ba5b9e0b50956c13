import type { KoaContextWithOIDC } from 'oidc-provider';
import { formTargetOf, pageHeaders } from '../web/page-headers.ts';

/**
 * The headers of our pages on every answer of the protocol. They are there before it runs, because it adds the hash of
 * its own script to the policy where one account gives way to another; where its forms may lead is known afterwards.
 */
export async function protectAnswers(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  const { 'cache-control': notStored = '', ...headers } = pageHeaders();
  ctx.set(headers);
  await next();
  // Pages hold names, codes and form tokens; how long programs may keep what they read is the protocol's choice.
  if (ctx.response.is('html')) ctx.set('cache-control', notStored);
  const policy = ctx.response.get('content-security-policy');
  const targets = formTargets(ctx);
  if (targets.length > 0) {
    ctx.remove('cross-origin-opener-policy');
    ctx.set(
      'content-security-policy',
      policy.replace(/(form-action [^;]*)/, (_all, own: string) => `${own} ${targets.join(' ')}`),
    );
  }
}

/** Only addresses that were found registered. A context without `oidc` matched no route. */
function formTargets({ oidc }: Partial<KoaContextWithOIDC>): string[] {
  if (!oidc) return [];
  const { params, entities, redirectUriCheckPerformed } = oidc;
  const registered = [
    redirectUriCheckPerformed ? params?.redirect_uri : undefined,
    entities.Interaction?.params.redirect_uri,
  ];
  return [...new Set(registered.flatMap((uri) => formTargetOf(uri as string | undefined)))];
}
