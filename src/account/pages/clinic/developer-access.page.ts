import { type Html, html } from '../../../platform/html.ts';
import { submitButton } from '../components/button.ts';
import { card } from '../components/card.ts';
import type { RequestState } from '../components/conversation.ts';
import { dataTable } from '../components/data-table.ts';
import { errorSummary } from '../components/error-summary.ts';
import { emailField } from '../components/field.ts';
import { type FormTarget, form } from '../components/form.ts';
import { moment } from '../components/moment.ts';
import { portalPage } from '../components/portal.ts';
import { requestBadge } from '../components/request-badge.ts';
import { textArea } from '../components/text-area.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';
import { type OwnRequest, requestOfOwn } from '../own-request.ts';

const HERE = '/clinic/developer-access';

type AccessProblem = { field: 'email'; is: 'emailWrong' | 'pending' } | { field: 'reason'; is: 'reasonMissing' };

export type DeveloperAccessPage = FormTarget & {
  context: PageContext;
  timeZone: string | null;
  requests: readonly { id: string; email: string; state: RequestState; createdAt: string }[];
  typed?: { email: string; reason: string };
  problems?: readonly AccessProblem[];
  sent?: boolean;
};

/** Posts `email` and `reason`. */
export function developerAccessPage(page: DeveloperAccessPage): Html {
  const { context, timeZone, requests, typed, problems = [], sent } = page;
  const text = messages[context.language];
  const { developerAccess } = text;
  const errors = problems.map(({ field, is }) => ({ field, message: developerAccess[is] }));
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  const emailError = errorOf('email');
  return portalPage(context, {
    title: developerAccess.title,
    current: 'developerAccess',
    lead: developerAccess.lead,
    done: sent ? developerAccess.sent : undefined,
    failed: errors.length > 0,
    body: html`
${errors.length > 0 && errorSummary({ title: developerAccess.problemTitle, errors, autofocus: true })}
${card(html`
<h2>${developerAccess.ask}</h2>
${form(
  context,
  page,
  html`
${emailField({ name: 'email', label: developerAccess.email, autocomplete: 'off', hint: developerAccess.emailHint, value: typed?.email ?? '', ...(emailError && { error: emailError }) })}
${textArea({ name: 'reason', label: developerAccess.reason, hint: developerAccess.reasonHint, value: typed?.reason ?? '', error: errorOf('reason') })}
${submitButton({ label: developerAccess.submit, kind: 'primary' })}`,
)}`)}
<h2>${developerAccess.asked}</h2>
${dataTable({
  context,
  caption: developerAccess.asked,
  list: { path: HERE, q: '', sort: '', page: 1, filters: {} },
  rows: requests,
  more: false,
  empty: { title: developerAccess.none, text: developerAccess.noneNext },
  columns: [
    { label: developerAccess.who, cell: ({ id, email }) => html`<a href="${HERE}/${id}">${email}</a>` },
    { label: developerAccess.state, cell: ({ state }) => requestBadge(state, text) },
    { label: text.requests.asked, cell: ({ createdAt }) => moment(context, createdAt, timeZone) },
  ],
})}`,
  });
}

export type AccessRequestPage = OwnRequest & {
  email: string;
  done?: 'sent' | 'withdrawn' | undefined;
};

/** One request of the clinic. */
export function accessRequestPage(page: AccessRequestPage): Html {
  const { email, done } = page;
  const { developerAccess, requests } = messages[page.context.language];
  return requestOfOwn(page, {
    title: email,
    current: 'developerAccess',
    above: { href: HERE, label: developerAccess.title },
    done: done && requests[done],
  });
}
