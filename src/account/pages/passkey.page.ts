import { type Html, html } from '../../platform/html.ts';
import { submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import { errorSummary } from './components/error-summary.ts';
import { textField } from './components/field.ts';
import { type FormTarget, form } from './components/form.ts';
import { layout, type PageContext } from './layout.ts';
import { messages } from './messages.ts';

export type PasskeyPage = FormTarget & {
  context: PageContext;
  /** As it is stored. */
  name: string;
  problem?: 'missing';
};

/** Posts `name`, or `remove=yes` from a form of its own. */
export function passkeyPage(page: PasskeyPage): Html {
  const { context, name, problem } = page;
  const { change } = messages[context.language].passkeys;
  const error = problem && change.missing;
  return layout(context, {
    title: change.title(name),
    width: 'form',
    failed: problem !== undefined,
    body: card(html`
<h1>${change.title(name)}</h1>
${error && errorSummary({ title: change.missingTitle, errors: [{ message: error, field: 'name' }] })}
${form(
  context,
  page,
  html`
${textField({ name: 'name', label: change.name, autocomplete: 'off', value: problem ? '' : name, error })}
${submitButton({ label: change.save, kind: 'primary' })}`,
)}
<div class="card-foot">
<h2>${change.removeTitle}</h2>
<p class="soft">${change.removeText}</p>
${form(context, page, submitButton({ label: change.remove, kind: 'danger', name: 'remove', value: 'yes' }))}
<p class="soft"><a href="/profile/security">${change.back}</a></p>
</div>`),
  });
}
