import { type Html, html } from '../../platform/html.ts';
import { submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import type { RequestState } from './components/conversation.ts';
import { dataTable } from './components/data-table.ts';
import { errorSummary } from './components/error-summary.ts';
import { textField } from './components/field.ts';
import { type FormTarget, form } from './components/form.ts';
import { moment } from './components/moment.ts';
import { portalPage } from './components/portal.ts';
import { requestBadge } from './components/request-badge.ts';
import { textArea } from './components/text-area.ts';
import type { PageContext } from './layout.ts';
import { type Messages, messages } from './messages.ts';
import { type OwnRequest, requestOfOwn } from './own-request.ts';

const HERE = '/profile/support';

type Problem = keyof Messages['support']['wrong'];

export type SupportPage = FormTarget & {
  context: PageContext;
  timeZone: string | null;
  /** Of every type, each with the page where it is read. */
  requests: readonly {
    href: string;
    type: keyof Messages['requests']['types'];
    subject: string;
    state: RequestState;
    createdAt: string;
  }[];
  typed?: { subject: string; text: string };
  problems?: readonly Problem[];
};

/** Posts `subject` and `text`. */
export function supportPage(page: SupportPage): Html {
  const { context, timeZone, requests, typed, problems = [] } = page;
  const text = messages[context.language];
  const { support } = text;
  const errors = problems.map((is) => ({ field: is === 'tooMany' ? 'subject' : is, message: support.wrong[is] }));
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  const subjectError = errorOf('subject');
  return portalPage(context, {
    title: support.title,
    current: 'support',
    lead: support.lead,
    failed: errors.length > 0,
    body: html`
${errors.length > 0 && errorSummary({ title: support.problemTitle, errors, autofocus: true })}
${card(html`
<h2>${support.ask}</h2>
${form(
  context,
  page,
  html`
${textField({ name: 'subject', label: support.subject, autocomplete: 'off', value: typed?.subject ?? '', ...(subjectError && { error: subjectError }) })}
${textArea({ name: 'text', label: support.text, hint: support.textHint, rows: 5, value: typed?.text ?? '', error: errorOf('text') })}
${submitButton({ label: support.submit, kind: 'primary' })}`,
)}`)}
<h2>${support.own}</h2>
${dataTable({
  context,
  caption: support.own,
  list: { path: HERE, q: '', sort: '', page: 1, filters: {} },
  rows: requests,
  more: false,
  empty: { title: support.none, text: support.noneNext },
  columns: [
    {
      label: support.request,
      cell: ({ href, subject, type }) =>
        html`<a href="${href}"><strong>${subject}</strong></a><span class="soft">${text.requests.types[type]}</span>`,
    },
    { label: support.state, cell: ({ state }) => requestBadge(state, text) },
    { label: text.requests.asked, cell: ({ createdAt }) => moment(context, createdAt, timeZone) },
  ],
})}`,
  });
}

export type OwnRequestPage = OwnRequest & {
  subject: string;
  done?: 'asked' | 'sent' | 'withdrawn' | undefined;
};

/** One question with its answers. */
export function ownRequestPage(page: OwnRequestPage): Html {
  const { subject, done } = page;
  const { requests, support } = messages[page.context.language];
  return requestOfOwn(page, {
    title: subject,
    current: 'support',
    above: { href: HERE, label: support.title },
    done: done && (done === 'asked' ? support.sent : requests[done]),
  });
}
