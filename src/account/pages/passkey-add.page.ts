import { type Html, html } from '../../platform/html.ts';
import { assetUrls } from './assets.ts';
import { linkButton } from './components/button.ts';
import { card } from './components/card.ts';
import { errorSummary } from './components/error-summary.ts';
import { textField } from './components/field.ts';
import { type FormTarget, form } from './components/form.ts';
import { layout, type PageContext } from './layout.ts';
import { type Messages, messages } from './messages.ts';

export type PasskeyAddPage = FormTarget & {
  context: PageContext;
  /** Where the script gets what the browser needs. */
  optionsUrl: string;
  /** What was typed before. */
  name?: string;
  problem?: Exclude<keyof Messages['passkeys']['add']['problems'], 'title' | 'cancelled' | 'known'>;
};

/** Posts `name` and, from the script, `passkey`. */
export function passkeyAddPage(page: PasskeyAddPage): Html {
  const { context, optionsUrl, name, problem } = page;
  const { add } = messages[context.language].passkeys;
  const { problems } = add;
  return layout(context, {
    title: add.title,
    width: 'form',
    failed: problem !== undefined,
    body: card(html`
<h1>${add.title}</h1>
<p>${add.text}</p>
${problem && errorSummary({ title: problems.title, errors: [{ message: problems[problem] }] })}
<p class="notice notice-warning" data-without-passkeys="${add.unsupported}">${add.needsScript}</p>
<div data-passkey-add="${optionsUrl}" hidden>
${form(
  context,
  page,
  html`
${textField({ name: 'name', label: add.name, hint: add.nameHint, autocomplete: 'off', value: name, optional: true })}
<input type="hidden" name="passkey">
<p class="field-error" role="status" data-passkey-problem="${problems.cancelled}" data-passkey-known="${problems.known}"></p>
<div class="actions">
<button type="submit" class="button button-primary">${add.submit}</button>
${linkButton('/profile/security', add.cancel, 'secondary')}
</div>`,
)}
</div>
<script src="${assetUrls.passkeys}" defer></script>`),
  });
}
