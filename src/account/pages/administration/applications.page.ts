import { type Html, html } from '../../../platform/html.ts';
import { type ActionView, actionTimeline } from '../components/action-timeline.ts';
import { linkButton, submitButton } from '../components/button.ts';
import { card } from '../components/card.ts';
import { confirmPage } from '../components/confirm.ts';
import { copyable } from '../components/copyable.ts';
import { dataTable, type ListView } from '../components/data-table.ts';
import { details } from '../components/details.ts';
import { emptyState } from '../components/empty-state.ts';
import { errorSummary } from '../components/error-summary.ts';
import { textField } from '../components/field.ts';
import { flash } from '../components/flash.ts';
import { type FormTarget, form } from '../components/form.ts';
import { moment } from '../components/moment.ts';
import { portalPage } from '../components/portal.ts';
import { type ReasonProblem, reasonField, reasonProblem } from '../components/reason-field.ts';
import { searchForm } from '../components/search-form.ts';
import { type Limits, limitFacts } from '../developer/application.page.ts';
import type { ApplicationHead } from '../developer/application-frame.ts';
import { registrationFacts, type Status, statusBadge } from '../developer/registration-view.ts';
import { scopeChoice } from '../developer/scope-choice.ts';
import type { PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';

const HERE = '/administration/applications';

export type AllApplicationsPage = {
  context: PageContext;
  list: ListView;
  applications: readonly {
    id: string;
    name: string;
    kind: keyof Messages['kinds'];
    developer: string | null;
    status: Status;
    since: string;
  }[];
  more: boolean;
};

/** Every registration. */
export function allApplicationsPage({ context, list, applications, more }: AllApplicationsPage): Html {
  const text = messages[context.language];
  const { allApplications } = text;
  const { draft: _draft, ...shown } = text.statuses;
  return portalPage(context, {
    title: allApplications.title,
    current: 'allApplications',
    lead: allApplications.lead,
    body: html`
${searchForm(context, list, allApplications.search, [
  { name: 'status', label: allApplications.status, options: [['', allApplications.all], ...Object.entries(shown)] },
])}
${dataTable({
  context,
  caption: allApplications.title,
  list,
  rows: applications,
  more,
  empty: { title: allApplications.none, text: allApplications.noneNext },
  columns: [
    {
      label: allApplications.name,
      sort: 'name',
      cell: ({ id, name, kind }) =>
        html`<a href="${HERE}/${id}"><strong>${name}</strong></a><span class="soft">${text.kinds[kind].name}</span>`,
    },
    { label: allApplications.developer, cell: ({ developer }) => developer ?? allApplications.nobody },
    { label: allApplications.status, cell: ({ status }) => statusBadge(status, text) },
    {
      label: text.oauthApplications.since,
      sort: 'newest',
      cell: ({ since }) => moment(context, since),
    },
  ],
})}`,
  });
}

type Move = keyof Messages['allApplications']['moves'];

export type AdministeredApplicationPage = {
  context: PageContext;
  application: ApplicationHead;
  developer: { id: string; name: string; email: string } | undefined;
  limits: Limits;
  connected: number;
  actions: readonly ActionView[];
  /** What can be done with it as it stands. */
  moves: readonly Move[];
  openRequestId?: string | undefined;
  done?: Move | 'limits' | 'scopes' | undefined;
  changed?: boolean;
};

/** One application as administrators see it. */
export function administeredApplicationPage(page: AdministeredApplicationPage): Html {
  const { context, application, developer, limits, connected, actions, moves, openRequestId, done, changed } = page;
  const { id, registration, status, statusReason } = application;
  const text = messages[context.language];
  const { allApplications, application: words, limits: limitWords, scopesOf } = text;
  const doneText = (what: NonNullable<typeof done>) =>
    what === 'limits' ? limitWords.saved : what === 'scopes' ? scopesOf.saved : allApplications.moved[what];
  return portalPage(context, {
    title: registration.name,
    current: 'allApplications',
    above: { href: HERE, label: allApplications.title },
    mark: statusBadge(status, text),
    done: done && doneText(done),
    body: html`
${changed && flash(text.changedMeanwhile)}
${openRequestId && emptyState(allApplications.openRequest, text.requestQueue.newApplication(registration.name), linkButton(`/administration/requests/${openRequestId}`, allApplications.decide, 'primary'))}
${card(html`
${details([
  [words.clientId, copyable(id, words.clientId, text.controls)],
  [
    allApplications.developer,
    developer
      ? html`<a href="/administration/people/${developer.id}">${developer.name}</a> ${developer.email}`
      : allApplications.nobody,
  ],
  [allApplications.people, new Intl.NumberFormat(context.language).format(connected)],
  [text.reason.label, statusReason],
])}
${
  moves.length > 0 &&
  html`<div class="actions">${moves.map(
    (move) =>
      html`<a class="button button-${move === 'reinstate' ? 'primary' : 'danger'}" href="${HERE}/${id}/${move}">${allApplications.moves[move]}</a>`,
  )}</div>`
}`)}
${card(html`
<h2>${words.registered}</h2>
${registrationFacts(context, registration)}
${status === 'approved' && html`<div class="actions">${linkButton(`${HERE}/${id}/scopes`, scopesOf.edit, 'secondary')}</div>`}`)}
${card(html`
<h2>${words.limits}</h2>
${limitFacts(context, limits)}
<div class="actions">${linkButton(`${HERE}/${id}/limits`, limitWords.edit, 'secondary')}</div>`)}
${card(html`<h2>${words.history}</h2>${actions.length === 0 ? html`<p class="soft">${words.noHistory}</p>` : actionTimeline(context, null, actions)}`)}`,
  });
}

export type MovePage = FormTarget & {
  context: PageContext;
  application: { id: string; name: string };
  move: Move;
  typed?: string;
  problem?: ReasonProblem;
};

/** Posts `reason`. */
export function movePage(page: MovePage): Html {
  const { context, application, move, typed, problem } = page;
  const { allApplications } = messages[context.language];
  return confirmPage({
    context,
    target: page,
    title: allApplications.moveTitles[move](application.name),
    text: allApplications.moveTexts[move],
    problem: reasonProblem(context, problem),
    fields: reasonField(context, typed, problem),
    submit: { label: allApplications.moves[move], kind: move === 'reinstate' ? 'primary' : 'danger' },
    back: { href: `${HERE}/${application.id}`, label: allApplications.keep },
  });
}

export type LimitField = 'requestsPerMinute' | 'accessMinutes' | 'refreshIdleDays' | 'refreshAbsoluteDays';

export type LimitsPage = FormTarget & {
  context: PageContext;
  application: { id: string; name: string };
  /** What an empty field stands for, in its unit; undefined for no limit. */
  installation: Record<LimitField, number | undefined>;
  /** As typed; empty for what the installation says. */
  typed: Record<LimitField, string> & { reason: string };
  problems?: readonly { field: LimitField; least: number; most: number }[];
  reasonProblem?: ReasonProblem | undefined;
};

/** Posts a number or nothing for each limit, and `reason`. */
export function limitsPage(page: LimitsPage): Html {
  const { context, application, installation, typed, problems = [] } = page;
  const text = messages[context.language];
  const { limits, reason, allApplications } = text;
  const installationWords = (name: LimitField) => {
    const value = installation[name];
    return value === undefined ? text.application.noLimit : new Intl.NumberFormat(context.language).format(value);
  };
  const errors = [
    ...problems.map(({ field, least, most }) => ({
      field: field as string,
      message: `${limits[field]}: ${limits.range(least, most)}`,
    })),
    ...(page.reasonProblem ? [{ field: 'reason', message: reason[page.reasonProblem] }] : []),
  ];
  return portalPage(context, {
    title: limits.title(application.name),
    current: 'allApplications',
    above: { href: `${HERE}/${application.id}`, label: application.name },
    lead: limits.lead,
    failed: errors.length > 0,
    body: html`
${errors.length > 0 && errorSummary({ title: limits.problemTitle, errors, autofocus: true })}
${card(
  form(
    context,
    page,
    html`
${(['requestsPerMinute', 'accessMinutes', 'refreshIdleDays', 'refreshAbsoluteDays'] as const).map((name) => {
  const problem = problems.find(({ field }) => field === name);
  return textField({
    name,
    label: limits[name],
    autocomplete: 'off',
    optional: true,
    hint: limits.installation(installationWords(name)),
    value: typed[name],
    ...(problem && { error: limits.range(problem.least, problem.most) }),
  });
})}
${reasonField(context, typed.reason, page.reasonProblem)}
<div class="actions">
${submitButton({ label: limits.submit, kind: 'primary' })}
${linkButton(`${HERE}/${application.id}`, allApplications.keep, 'secondary')}
</div>`,
  ),
)}`,
  });
}

export type ChangeScopesPage = FormTarget & {
  context: PageContext;
  application: { id: string; name: string };
  scopes: readonly string[];
  typed?: string;
  problem?: ReasonProblem | 'nothing' | undefined;
};

/** Posts each `scope` that it may ask for, and `reason`. */
export function changeScopesPage(page: ChangeScopesPage): Html {
  const { context, application, scopes, typed, problem } = page;
  const { scopesOf, reason, allApplications } = messages[context.language];
  const wrongReason = problem === 'nothing' ? undefined : problem;
  const errors = [
    ...(problem === 'nothing' ? [{ message: scopesOf.nothing }] : []),
    ...(wrongReason ? [{ field: 'reason', message: reason[wrongReason] }] : []),
  ];
  return portalPage(context, {
    title: scopesOf.title(application.name),
    current: 'allApplications',
    above: { href: `${HERE}/${application.id}`, label: application.name },
    lead: scopesOf.lead,
    failed: errors.length > 0,
    body: html`
${errors.length > 0 && errorSummary({ title: scopesOf.problemTitle, errors, autofocus: true })}
<div class="card wide">
${form(
  context,
  page,
  html`
${scopeChoice(context, scopes)}
${reasonField(context, typed, wrongReason)}
<div class="actions">
${submitButton({ label: scopesOf.submit, kind: 'primary' })}
${linkButton(`${HERE}/${application.id}`, allApplications.keep, 'secondary')}
</div>`,
)}
</div>`,
  });
}
