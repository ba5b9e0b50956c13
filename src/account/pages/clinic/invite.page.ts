import { type Html, html } from '../../../platform/html.ts';
import { submitButton } from '../components/button.ts';
import { card } from '../components/card.ts';
import { selectField } from '../components/choice.ts';
import { errorSummary } from '../components/error-summary.ts';
import { dateField, emailField, textField } from '../components/field.ts';
import { type FormTarget, form } from '../components/form.ts';
import { portalPage } from '../components/portal.ts';
import { textArea } from '../components/text-area.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';

type Problem = 'name' | 'email' | 'role' | 'purpose' | 'until' | 'tooMany';

function problemsOf({ language }: PageContext, problems: readonly Problem[]) {
  const { clinicInvite } = messages[language];
  const errors = problems.map((is) => ({ field: is === 'tooMany' ? 'email' : is, message: clinicInvite.wrong[is] }));
  const errorOf = (field: string) => {
    const error = errors.find((each) => each.field === field)?.message;
    return error === undefined ? {} : { error };
  };
  const summary = errors.length > 0 && errorSummary({ title: clinicInvite.problemTitle, errors, autofocus: true });
  return { errorOf, summary, failed: errors.length > 0 };
}

export type InviteUserPage = FormTarget & {
  context: PageContext;
  roles: readonly { key: string; name: string }[];
  typed?: { name: string; email: string; role: string };
  problems?: readonly Problem[] | undefined;
};

/** Posts `name`, `email` and `role`. */
export function inviteUserPage(page: InviteUserPage): Html {
  const { context, roles, typed, problems = [] } = page;
  const { clinicInvite, clinicUsers } = messages[context.language];
  const { errorOf, summary, failed } = problemsOf(context, problems);
  return portalPage(context, {
    title: clinicInvite.title,
    current: 'clinicUsers',
    above: { href: '/clinic/users', label: clinicUsers.title },
    lead: clinicInvite.lead,
    failed,
    body: html`
${summary}
${card(
  form(
    context,
    page,
    html`
${textField({ name: 'name', label: clinicInvite.name, autocomplete: 'off', value: typed?.name ?? '', ...errorOf('name') })}
${emailField({ name: 'email', label: clinicInvite.email, autocomplete: 'off', value: typed?.email ?? '', ...errorOf('email') })}
${selectField({ name: 'role', label: clinicInvite.role, value: typed?.role ?? 'receptionist', hint: clinicInvite.roleHint, options: roles.map(({ key, name }) => [key, name] as const), ...errorOf('role') })}
${submitButton({ label: clinicInvite.submit, kind: 'primary' })}`,
  ),
)}`,
  });
}

export type InviteIntegratorPage = FormTarget & {
  context: PageContext;
  typed?: { email: string; purpose: string; until: string };
  problems?: readonly Problem[] | undefined;
};

/** Posts `email`, `purpose` and `until`, a day. */
export function inviteIntegratorPage(page: InviteIntegratorPage): Html {
  const { context, typed, problems = [] } = page;
  const { clinicInvite, integrators } = messages[context.language];
  const { errorOf, summary, failed } = problemsOf(context, problems);
  return portalPage(context, {
    title: integrators.ask,
    current: 'integrators',
    above: { href: '/clinic/integrators', label: integrators.title },
    lead: integrators.askLead,
    failed,
    body: html`
${summary}
${card(
  form(
    context,
    page,
    html`
${emailField({ name: 'email', label: clinicInvite.email, autocomplete: 'off', hint: integrators.emailHint, value: typed?.email ?? '', ...errorOf('email') })}
${textArea({ name: 'purpose', label: integrators.purpose, hint: integrators.purposeHint, value: typed?.purpose ?? '', error: errorOf('purpose').error })}
${dateField({ name: 'until', label: integrators.lastDay, autocomplete: 'off', hint: integrators.lastDayHint, value: typed?.until ?? '', ...errorOf('until') })}
${submitButton({ label: clinicInvite.submit, kind: 'primary' })}`,
  ),
)}`,
  });
}
