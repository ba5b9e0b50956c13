import { type Html, html } from '../../platform/html.ts';
import { formatWait } from '../../platform/i18n.ts';
import { linkButton, submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import { errorSummary } from './components/error-summary.ts';
import { passwordField } from './components/field.ts';
import { type FormTarget, form } from './components/form.ts';
import { knownEmail } from './components/known-email.ts';
import { layout, type PageContext } from './layout.ts';
import { messages } from './messages.ts';

export type SecondFactorRemovePage = FormTarget & {
  context: PageContext;
  /** Whose password it is, for password managers. */
  email: string;
  problem?: { kind: 'missing' | 'wrong' } | { kind: 'throttled'; retryAfterSeconds: number };
};

/** Posts `proof`: the password, or a code of the app. */
export function secondFactorRemovePage(page: SecondFactorRemovePage): Html {
  const { context, problem } = page;
  const { secondFactor, signIn, controls } = messages[context.language];
  const { remove, problems } = secondFactor;
  const error = problem && problem.kind !== 'throttled' ? remove[problem.kind] : undefined;
  return layout(context, {
    title: remove.title,
    width: 'form',
    failed: problem !== undefined,
    body: card(html`
<h1>${remove.title}</h1>
<p>${remove.text}</p>
${problem?.kind === 'throttled' && errorSummary({ title: problems.throttledTitle, errors: [{ message: signIn.throttledText(formatWait(problem.retryAfterSeconds, context.language)) }] })}
${error && errorSummary({ title: remove.wrongTitle, errors: [{ message: error, field: 'proof' }] })}
${form(
  context,
  page,
  html`
${knownEmail(page.email)}
${passwordField({ name: 'proof', label: remove.proof, autocomplete: 'current-password', error, autofocus: true }, controls)}
<div class="actions">
${submitButton({ label: remove.submit, kind: 'danger' })}
${linkButton('/profile/security', remove.keep, 'secondary')}
</div>`,
)}`),
  });
}
