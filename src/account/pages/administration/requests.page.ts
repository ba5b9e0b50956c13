import { type Html, html } from '../../../platform/html.ts';
import { formatAge, formatInstant } from '../../../platform/i18n.ts';
import type { Check } from '../../administration/checks.ts';
import type { Difference, Registration } from '../../developer/registration.ts';
import { submitButton } from '../components/button.ts';
import { card } from '../components/card.ts';
import { type Conversation, conversationCard, type RequestState } from '../components/conversation.ts';
import { dataTable, type ListView } from '../components/data-table.ts';
import { details } from '../components/details.ts';
import { errorSummary } from '../components/error-summary.ts';
import { flash } from '../components/flash.ts';
import { type FormTarget, form } from '../components/form.ts';
import { portalPage } from '../components/portal.ts';
import { type ReasonProblem, reasonField, reasonProblem } from '../components/reason-field.ts';
import { requestBadge } from '../components/request-badge.ts';
import { searchForm } from '../components/search-form.ts';
import { differenceList, registrationFacts } from '../developer/registration-view.ts';
import { icon } from '../icons.ts';
import type { PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';

const HERE = '/administration/requests';

type RequestType = keyof Messages['requests']['types'];

interface RequestHead {
  id: string;
  type: RequestType;
  /** An address, or the name of an application. */
  subject: string;
  state: RequestState;
  createdAt: string;
}

export type RequestsPage = {
  context: PageContext;
  list: ListView;
  requests: readonly (RequestHead & { from: string; clinic?: string | undefined })[];
  more: boolean;
};

/** What waits for an administrator. */
export function requestsPage({ context, list, requests, more }: RequestsPage): Html {
  const text = messages[context.language];
  const { requestQueue, requests: words } = text;
  return portalPage(context, {
    title: requestQueue.title,
    current: 'requests',
    lead: requestQueue.lead,
    body: html`
${searchForm(context, list, requestQueue.search, [
  {
    name: 'state',
    label: requestQueue.state,
    options: [
      ['', words.states.open],
      ['granted', words.states.granted],
      ['refused', words.states.refused],
      ['closed', words.states.closed],
      ['withdrawn', words.states.withdrawn],
      ['all', requestQueue.all],
    ],
  },
  { name: 'type', label: requestQueue.type, options: [['', requestQueue.all], ...Object.entries(words.types)] },
])}
${dataTable({
  context,
  caption: requestQueue.title,
  list,
  rows: requests,
  more,
  empty: { title: requestQueue.none, text: requestQueue.noneNext },
  columns: [
    {
      label: requestQueue.subject,
      cell: (request) =>
        html`<a href="${HERE}/${request.id}"><strong>${request.subject}</strong></a><span class="soft">${words.types[request.type]}</span>`,
    },
    {
      label: requestQueue.from,
      cell: ({ from, clinic }) => html`${from}${clinic && html`<span class="soft">${clinic}</span>`}`,
    },
    {
      label: requestQueue.age,
      sort: 'oldest',
      cell: ({ createdAt }) =>
        html`<time datetime="${createdAt}" title="${formatInstant(createdAt, context.language)}">${formatAge(createdAt, context.language)}</time>`,
    },
    { label: requestQueue.state, cell: ({ state }) => requestBadge(state, text) },
  ],
})}`,
  });
}

export type RequestPage = {
  context: PageContext;
  request: RequestHead & { clinic?: string | undefined; author: { id: string; name: string; email: string } };
  conversation: Conversation;
  /** Of a developer role: the account that would get it. */
  account?: { id: string; name: string } | undefined;
  /** Of an application: what was handed in, or is approved. */
  registration?: Registration | undefined;
  applicationId?: string | undefined;
  /** From what was refused before, or from what is approved. */
  differences?: readonly Difference[] | undefined;
  checks?: readonly Check[];
  /** Approving makes a secret. */
  makesSecret?: boolean;
  /** Posts `do=grant`, `do=refuse` or, of a general one, `do=close` with `reason`; absent once it is decided. */
  decide?: FormTarget | undefined;
  typed?: string;
  problem?: ReasonProblem | 'message' | 'no-account' | undefined;
  done?: 'granted' | 'refused' | 'closed' | 'sent' | undefined;
  changed?: boolean;
};

/** One request: what is asked, what to look at, and the decision. */
export function requestPage(page: RequestPage): Html {
  const { context, request, conversation, account, registration, applicationId, differences, checks = [] } = page;
  const text = messages[context.language];
  const { decision, requestQueue, requests: words } = text;
  const { type, subject, state, createdAt } = request;
  const title = {
    'developer-role': requestQueue.developerRoleFor,
    application: requestQueue.newApplication,
    'application-change': requestQueue.change,
    general: requestQueue.general,
  }[type](subject);
  const problem = problemOf(page, text);
  return portalPage(context, {
    title,
    current: 'requests',
    above: { href: HERE, label: requestQueue.title },
    mark: requestBadge(state, text),
    lead: state === 'open' ? requestQueue.waits(formatAge(createdAt, context.language)) : undefined,
    done: page.done && (page.done === 'sent' ? decision.answered : decision.done[page.done]),
    failed: problem !== undefined,
    body: html`
${page.changed && flash(text.changedMeanwhile)}
${problem && errorSummary({ ...problem, autofocus: true })}
${card(
  details([
    [
      decision.askedBy,
      html`<a href="/administration/people/${request.author.id}">${request.author.name}</a> ${request.author.email}`,
    ],
    [decision.clinic, request.clinic],
    [
      decision.account,
      type === 'developer-role'
        ? account
          ? html`<a href="/administration/people/${account.id}">${account.name}</a>`
          : html`<strong>${decision.accountMissing}</strong>`
        : undefined,
    ],
    [
      text.application.clientId,
      applicationId && html`<a href="/administration/applications/${applicationId}"><code>${applicationId}</code></a>`,
    ],
  ]),
)}
${
  checks.length > 0 &&
  card(html`
<h2>${decision.check}</h2>
<ul class="checks">${checks.map(
    ({ is, tone, words: names }) =>
      html`<li class="check-${tone}">${icon(tone)}<span>${checkText(text.checks[is], names)}</span></li>`,
  )}</ul>`)
}
${
  differences &&
  card(html`
<h2>${type === 'application-change' ? decision.changes : decision.differences}</h2>
${differenceList(context, differences)}`)
}
${registration && card(html`<h2>${decision.registration}</h2>${registrationFacts(context, registration)}`)}
${conversationCard(conversation)}
${page.decide && decisionCard(page, page.decide)}
${state !== 'open' && html`<p class="soft">${words.decided}: ${words.states[state]}</p>`}`,
  });
}

function decisionCard({ context, request, makesSecret, typed, problem }: RequestPage, target: FormTarget): Html {
  const { decision } = messages[context.language];
  const approves = request.type === 'application';
  const general = request.type === 'general';
  return card(html`
<h2>${general ? decision.closeTitle : decision.title}</h2>
${makesSecret && html`<p class="soft">${decision.secretNote}</p>`}
${form(
  context,
  target,
  html`
${reasonField(context, typed, problem === 'missing' || problem === 'tooLong' ? problem : undefined)}
<div class="actions">
${
  general
    ? submitButton({ label: decision.close, kind: 'secondary', name: 'do', value: 'close' })
    : html`
${submitButton({ label: approves ? decision.approve : decision.grant, kind: 'primary', name: 'do', value: 'grant' })}
${submitButton({ label: approves ? decision.reject : decision.refuse, kind: 'danger', name: 'do', value: 'refuse' })}`
}
</div>`,
)}`);
}

function problemOf({ context, problem }: RequestPage, { decision, requests }: Messages) {
  if (problem === 'no-account') return { title: decision.noAccountTitle, errors: [{ message: decision.noAccount }] };
  if (problem === 'message') {
    return { title: requests.problemTitle, errors: [{ field: 'message', message: requests.messageMissing }] };
  }
  return reasonProblem(context, problem);
}

const checkText = (words: string | ((names: string) => string), names: string): string =>
  typeof words === 'string' ? words : words(names);
