import { type KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Html } from '../../platform/html.ts';

export interface FormPostPages {
  formPost(ctx: KoaContextWithOIDC, action: string, inputs: Record<string, string>): Html;
}

/** The provider, with a page of ours where it would answer by form post with one of its own. */
export function providerWithFormPost(pages: FormPostPages): typeof Provider {
  return class extends Provider {
    override registerResponseMode(name: string, mode: Parameters<Provider['registerResponseMode']>[1]): void {
      super.registerResponseMode(name, name === 'form_post' ? postByForm : mode);
    }
  };

  function postByForm(ctx: KoaContextWithOIDC, action: string, answer: object): void {
    const given = Object.entries(answer).filter(([, value]) => value !== undefined);
    const inputs = Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
    ctx.status = 'error' in answer ? 400 : 200;
    ctx.type = 'html';
    ctx.body = String(pages.formPost(ctx, action, inputs));
  }
}
