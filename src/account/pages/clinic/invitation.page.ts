import { type Html, html } from '../../../platform/html.ts';
import { linkButton, submitButton } from '../components/button.ts';
import { card } from '../components/card.ts';
import { errorSummary } from '../components/error-summary.ts';
import { passwordField, textField } from '../components/field.ts';
import { type FormTarget, form } from '../components/form.ts';
import { knownEmail } from '../components/known-email.ts';
import { statusMark } from '../components/status-mark.ts';
import { layout, type PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';

export type InvitationPage = FormTarget & {
  context: PageContext;
  email: string;
  clinic: string;
  /** As the reader calls it. */
  role: string;
  name: string;
  nameMissing?: boolean;
  problem?: 'missing' | keyof Messages['passwordRules']['problems'] | undefined;
};

/** Posts `name` and `password`. */
export function invitationPage(page: InvitationPage): Html {
  const { context, email, clinic, role, name, nameMissing, problem } = page;
  const text = messages[context.language];
  const { invitation, passwordRules, clinicInvite } = text;
  const wrongPassword = problem && (problem === 'missing' ? invitation.missing : passwordRules.problems[problem]);
  const errors = [
    ...(nameMissing ? [{ field: 'name', message: clinicInvite.wrong.name }] : []),
    ...(wrongPassword ? [{ field: 'password', message: wrongPassword }] : []),
  ];
  return layout(context, {
    title: invitation.title(clinic),
    width: 'form',
    failed: errors.length > 0,
    body: card(html`
<div>
<h1>${invitation.title(clinic)}</h1>
<p class="soft">${invitation.text(email, role)}</p>
</div>
${errors.length > 0 && errorSummary({ title: invitation.problemTitle, errors, autofocus: true })}
${form(
  context,
  page,
  html`
${knownEmail(email)}
${textField({ name: 'name', label: clinicInvite.name, autocomplete: 'name', value: name, ...(nameMissing && { error: clinicInvite.wrong.name }) })}
${passwordField({ name: 'password', label: invitation.password, autocomplete: 'new-password', hint: passwordRules.hint, ...(wrongPassword && { error: wrongPassword }) }, text.controls)}
${submitButton({ label: invitation.submit, kind: 'primary' })}`,
)}`),
  });
}

/** A link that was used, withdrawn or replaced, or is too old. */
export function deadInvitationPage({ context }: { context: PageContext }): Html {
  const { deadLink, invitation } = messages[context.language];
  return layout(context, {
    title: deadLink.title,
    width: 'form',
    failed: true,
    body: card(html`
<div class="card-head">${statusMark('warning')}<div><h1>${deadLink.title}</h1></div></div>
<p>${invitation.dead}</p>
<div class="actions">${linkButton('/sign-in', invitation.signIn, 'secondary')}</div>`),
  });
}
