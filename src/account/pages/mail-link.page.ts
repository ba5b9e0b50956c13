import { type Html, html } from '../../platform/html.ts';
import { linkButton, submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import { tickBox } from './components/choice.ts';
import { errorSummary } from './components/error-summary.ts';
import { emailField, passwordField } from './components/field.ts';
import { type FormTarget, form } from './components/form.ts';
import { knownEmail } from './components/known-email.ts';
import { statusMark } from './components/status-mark.ts';
import { layout, type PageContext } from './layout.ts';
import { type Messages, messages } from './messages.ts';

type MailPurpose = 'signUp' | 'forgot';

/** After a mail was asked for: the same whether one was sent or not. */
export function checkMailPage({
  context,
  email,
  purpose,
}: {
  context: PageContext;
  email: string;
  purpose: MailPurpose;
}): Html {
  const { checkMail, forgot } = messages[context.language];
  return layout(context, {
    title: checkMail.title,
    width: 'form',
    body: card(html`
<div class="card-head">${statusMark('done')}<div><h1>${checkMail.title}</h1></div></div>
<p>${checkMail[purpose](email)}</p>
<p class="soft">${checkMail.nothing}</p>
${context.sandbox && html`<div class="actions">${linkButton('/outbox', checkMail.outbox, 'secondary')}</div>`}
<div class="card-foot soft"><p><a href="/sign-in">${forgot.back}</a></p></div>`),
  });
}

/** A link that was used, is too old or never was. */
export function deadLinkPage({ context, purpose }: { context: PageContext; purpose: MailPurpose }): Html {
  const { deadLink } = messages[context.language];
  return layout(context, {
    title: deadLink.title,
    width: 'form',
    failed: true,
    body: card(html`
<div class="card-head">${statusMark('warning')}<div><h1>${deadLink.title}</h1></div></div>
<p>${deadLink.text}</p>
<div class="actions">${linkButton(purpose === 'signUp' ? '/sign-up' : '/forgot-password', deadLink[purpose], 'secondary')}</div>`),
  });
}

export type ConfirmSignUpPage = FormTarget & {
  context: PageContext;
  email: string;
  /** Of the clinic that comes with the account. */
  clinic: string;
  /** In another browser than the one that asked, the password shows that it is the same person. */
  password: 'not-asked' | 'asked' | 'wrong';
};

/** Where the link of the mail leads: nothing happens before the button, so that mail scanners confirm nothing. */
export function confirmSignUpPage(page: ConfirmSignUpPage): Html {
  const { context, email, clinic, password } = page;
  const text = messages[context.language];
  const { confirmSignUp } = text;
  const field = passwordField(
    {
      name: 'password',
      label: confirmSignUp.password,
      autocomplete: 'current-password',
      autofocus: true,
      ...(password === 'wrong' && { error: confirmSignUp.wrong }),
    },
    text.controls,
  );
  return layout(context, {
    title: confirmSignUp.title,
    width: 'form',
    failed: password === 'wrong',
    body: card(html`
<h1>${confirmSignUp.title}</h1>
<p>${confirmSignUp.text(email, clinic)}</p>
${password !== 'not-asked' && html`<p class="soft">${confirmSignUp.otherBrowser}</p>`}
${form(
  context,
  page,
  html`${password !== 'not-asked' && html`${knownEmail(email)}${field}`}
${submitButton({ label: confirmSignUp.submit, kind: 'primary' })}`,
)}`),
  });
}

export type ForgotPage = FormTarget & { context: PageContext; email?: string; missing?: boolean };

/** Posts `email`. */
export function forgotPasswordPage(page: ForgotPage): Html {
  const { context, email, missing } = page;
  const { forgot } = messages[context.language];
  return layout(context, {
    title: forgot.title,
    width: 'form',
    failed: missing ?? false,
    body: card(html`
<div class="card-head"><div><h1>${forgot.title}</h1><p class="soft">${forgot.lead}</p></div></div>
${missing && errorSummary({ title: forgot.problemTitle, errors: [{ field: 'email', message: forgot.missing }], autofocus: true })}
${form(
  context,
  page,
  html`
${emailField({ name: 'email', label: forgot.email, autocomplete: 'username', value: email ?? '', autofocus: !missing, ...(missing && { error: forgot.missing }) })}
${submitButton({ label: forgot.submit, kind: 'primary' })}`,
)}
<div class="card-foot soft"><p><a href="/sign-in">${forgot.back}</a></p></div>`),
  });
}

export type ResetPage = FormTarget & {
  context: PageContext;
  email: string;
  disconnect?: boolean;
  problem?: 'missing' | keyof Messages['passwordRules']['problems'];
};

/** Posts `password`, and `disconnect=yes` to end what applications hold. */
export function resetPasswordPage(page: ResetPage): Html {
  const { context, email, problem, disconnect } = page;
  const text = messages[context.language];
  const { reset, passwordRules } = text;
  const message = problem && (problem === 'missing' ? reset.missing : passwordRules.problems[problem]);
  return layout(context, {
    title: reset.title,
    width: 'form',
    failed: problem !== undefined,
    body: card(html`
<div class="card-head"><div><h1>${reset.title}</h1><p class="soft">${reset.text(email)}</p></div></div>
${message && errorSummary({ title: reset.problemTitle, errors: [{ field: 'password', message }], autofocus: true })}
${form(
  context,
  page,
  html`
${knownEmail(email)}
${passwordField({ name: 'password', label: reset.password, autocomplete: 'new-password', hint: passwordRules.hint, autofocus: !message, ...(message && { error: message }) }, text.controls)}
<p class="soft">${reset.sessions}</p>
${tickBox({ name: 'disconnect', value: 'yes', label: reset.disconnect, hint: reset.disconnectText, checked: disconnect ?? false })}
${submitButton({ label: reset.submit, kind: 'primary' })}`,
)}`),
  });
}

export function resetDonePage({ context }: { context: PageContext }): Html {
  const { reset } = messages[context.language];
  return layout(context, {
    title: reset.doneTitle,
    width: 'form',
    body: card(html`
<div class="card-head">${statusMark('done')}<div><h1>${reset.doneTitle}</h1></div></div>
<p>${reset.done}</p>
<div class="actions">${linkButton('/sign-in', reset.signIn, 'primary')}</div>`),
  });
}
