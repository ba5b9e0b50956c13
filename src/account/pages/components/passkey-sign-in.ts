import { type Html, html } from '../../../platform/html.ts';
import { assetUrls } from '../assets.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';
import { type FormTarget, form } from './form.ts';

/**
 * "Sign in with a passkey": nothing to see until the script finds a browser that can. The script asks `optionsUrl` for a
 * challenge with `door`, the sealed name of this sign-in, and posts the browser's answer as `passkey`.
 */
export const passkeySignIn = (
  context: PageContext,
  target: FormTarget,
  { door, optionsUrl }: { door: string; optionsUrl: string },
): Html => {
  const text = messages[context.language].passkeys;
  return html`
<div class="other-way" data-passkey-sign-in="${optionsUrl}" hidden>
<p class="soft divider">${text.or}</p>
${form(
  context,
  target,
  html`
<input type="hidden" name="passkey">
<input type="hidden" name="door" value="${door}">
<button type="button" class="button button-secondary" data-passkey-button>${text.signIn}</button>
<p class="field-error" role="status" data-passkey-problem="${text.notUsed}"></p>`,
)}
</div>
<script src="${assetUrls.passkeys}" defer></script>`;
};
