import { type Html, html } from '../../platform/html.ts';
import { formatWait } from '../../platform/i18n.ts';
import { type Application, applicationMark } from './components/application-mark.ts';
import { submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import { errorSummary, errorSummaryId } from './components/error-summary.ts';
import { emailField, passwordField } from './components/field.ts';
import { flash } from './components/flash.ts';
import { type FormTarget, form } from './components/form.ts';
import { type SandboxAccount, type SandboxAccounts, sandboxAccountList } from './components/sandbox-accounts.ts';
import { layout, type PageContext } from './layout.ts';
import { type Messages, messages } from './messages.ts';

export type SignInProblem =
  /** Unknown account, disabled account and wrong password are one case: the page does not tell which. */
  | { kind: 'wrong-credentials' }
  | { kind: 'missing'; fields: readonly ('email' | 'password')[] }
  | { kind: 'throttled'; retryAfterSeconds: number }
  /** The form's token was too old; the interaction is still there (else: the error page `expired`). */
  | { kind: 'expired' }
  /** Unknown, removed, a disabled person's, or answered wrongly. */
  | { kind: 'passkey-refused' }
  /** Nothing failed: a person who is signed in must prove it once more. */
  | { kind: 'again' };

export type SignInPage = FormTarget & {
  context: PageContext;
  /** The application that asks; absent when a person comes to the account site itself. */
  application?: Application;
  /** What was typed before, or `login_hint`. */
  email?: string;
  problem?: SignInProblem;
  /** Ways in beside the password, each a form of its own. */
  otherWays?: readonly Html[];
  /** Whether anybody may open an account here. */
  signUp?: boolean;
  sandboxAccounts?: SandboxAccounts;
};

/** Posts `email` and `password`. */
export function signInPage(page: SignInPage): Html {
  const { context, application, email, problem, sandboxAccounts } = page;
  const text = messages[context.language];
  const wrong = problem?.kind === 'wrong-credentials';
  const missing = problem?.kind === 'missing' ? problem.fields : [];
  const errorOf = (field: 'email' | 'password') => (missing.includes(field) ? text.signIn.missing[field] : undefined);
  const errorId = wrong ? errorSummaryId : undefined;
  const focusPassword = missing.length === 0 && Boolean(email);
  return layout(context, {
    title: text.signIn.title,
    width: 'form',
    failed: problem !== undefined && problem.kind !== 'again',
    body: html`${card(html`
<div class="card-head">
${application && applicationMark(application)}
<div>
<h1>${text.signIn.title}</h1>
<p class="soft">${application ? text.signIn.continueTo(application.name) : text.signIn.plain}</p>
</div>
</div>
${problem && problemNotice(problem, text, context)}
${form(
  context,
  page,
  html`
${emailField({ name: 'email', label: text.signIn.email, autocomplete: 'username', value: email, error: errorOf('email'), errorId, autofocus: missing.length === 0 && !email })}
${passwordField({ name: 'password', label: text.signIn.password, autocomplete: 'current-password', error: errorOf('password'), errorId, autofocus: focusPassword }, text.controls)}
${submitButton({ label: text.signIn.submit, kind: 'primary' })}`,
)}
${page.otherWays}
<div class="card-foot soft"><p class="links"><a href="/forgot-password">${text.signInLinks.forgot}</a>${page.signUp && html`<a href="/sign-up">${text.signInLinks.signUp}</a>`}</p></div>`)}
${sandboxAccounts && sandboxHint(sandboxAccounts, text)}`,
  });
}

function problemNotice(problem: SignInProblem, text: Messages, { language }: PageContext): Html {
  const { signIn } = text;
  switch (problem.kind) {
    case 'wrong-credentials':
      return errorSummary({
        title: signIn.wrongTitle,
        errors: [
          { message: signIn.wrongEmail, field: 'email' },
          { message: signIn.wrongPassword, field: 'password' },
        ],
      });
    case 'missing':
      return errorSummary({
        title: signIn.missingTitle,
        errors: problem.fields.map((field) => ({ message: signIn.missing[field], field })),
        autofocus: true,
      });
    case 'throttled':
      return errorSummary({
        title: signIn.throttledTitle,
        errors: [{ message: signIn.throttledText(formatWait(problem.retryAfterSeconds, language)) }],
      });
    case 'expired':
      return flash(signIn.expired);
    case 'again':
      return flash(text.secondFactor.again);
    case 'passkey-refused':
      return errorSummary({ title: text.passkeys.failedTitle, errors: [{ message: text.passkeys.failed }] });
  }
}

function sandboxHint(sandbox: SandboxAccounts, text: Messages): Html {
  const { title, password, fillIn, filledIn } = text.sandboxAccounts;
  const control = ({ email }: SandboxAccount) => html`
<span class="soft">${email}</span>
<button type="button" class="button button-quiet" data-fill-email="${email}" data-fill-password="${sandbox.password}" data-announce="${filledIn(email)}" hidden>${fillIn}<span class="visually-hidden"> ${email}</span></button>`;
  return html`
<aside class="sandbox" aria-labelledby="sandbox-accounts">
<h2 id="sandbox-accounts">${title}</h2>
<p class="soft">${password(sandbox.password)}</p>
${sandboxAccountList(sandbox, text, control)}
</aside>`;
}
