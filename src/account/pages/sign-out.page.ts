import { type Html, html } from '../../platform/html.ts';
import { type Account, accountBox } from './components/account-box.ts';
import { submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import { type FormTarget, form } from './components/form.ts';
import { layout, type PageContext } from './layout.ts';
import { messages } from './messages.ts';

export type SignOutPage = FormTarget & { context: PageContext; account: Account };

/** Posts `logout=yes`, or nothing to stay: the names that oidc-provider's end-session confirmation reads. */
export function signOutPage(page: SignOutPage): Html {
  const { context, account } = page;
  const text = messages[context.language];
  return layout(context, {
    title: text.signOut.title,
    width: 'form',
    body: card(html`
<h1>${text.signOut.title}</h1>
${accountBox(account, text)}
<p>${text.signOut.text}</p>
<p>${text.signOut.applications}</p>
${form(
  context,
  page,
  html`
<div class="actions">
${submitButton({ label: text.signOut.submit, kind: 'primary', name: 'logout', value: 'yes' })}
${submitButton({ label: text.signOut.stay, kind: 'secondary' })}
</div>`,
)}`),
  });
}
