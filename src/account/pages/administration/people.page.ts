import { type Html, html } from '../../../platform/html.ts';
import { type ActionView, actionTimeline } from '../components/action-timeline.ts';
import { badge } from '../components/badge.ts';
import { card } from '../components/card.ts';
import { confirmPage } from '../components/confirm.ts';
import { dataTable, type ListView } from '../components/data-table.ts';
import { details } from '../components/details.ts';
import { flash } from '../components/flash.ts';
import type { FormTarget } from '../components/form.ts';
import { moment } from '../components/moment.ts';
import { portalPage } from '../components/portal.ts';
import { type ReasonProblem, reasonField, reasonProblem } from '../components/reason-field.ts';
import { searchForm } from '../components/search-form.ts';
import { type Status, statusBadge } from '../developer/registration-view.ts';
import type { PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';

const HERE = '/administration/people';

export interface PersonView {
  id: string;
  name: string;
  email: string;
  disabled: boolean;
  developer: boolean;
  administrator: boolean;
  clinic: string | null;
  /** A role of the default set, by its key, or the name that the clinic gave. */
  role: string | null;
  createdAt: string;
  endsAt: string | null;
  lastSeenAt: string | null;
}

function rolesOf({ role, developer, administrator, disabled }: PersonView, text: Messages): Html {
  const { roles, people } = text;
  return html`${role && badge(roles[role as keyof typeof roles] ?? role, 'neutral')} ${developer && badge(roles.developer, 'accent')} ${administrator && badge(roles.administrator, 'accent')} ${disabled && badge(people.disabled, 'danger')}`;
}

export type PeoplePage = { context: PageContext; list: ListView; people: readonly PersonView[]; more: boolean };

/** Everybody with an account. */
export function peoplePage({ context, list, people: rows, more }: PeoplePage): Html {
  const text = messages[context.language];
  const { people } = text;
  return portalPage(context, {
    title: people.title,
    current: 'people',
    lead: people.lead,
    body: html`
${searchForm(context, list, people.search, [{ name: 'who', label: people.who, options: Object.entries(people.whos) }])}
${dataTable({
  context,
  caption: people.title,
  list,
  rows,
  more,
  empty: { title: people.none, text: people.noneNext },
  columns: [
    {
      label: people.name,
      sort: 'name',
      cell: ({ id, name, clinic }) =>
        html`<a href="${HERE}/${id}"><strong>${name}</strong></a>${clinic && html`<span class="soft">${clinic}</span>`}`,
    },
    { label: people.email, sort: 'email', cell: ({ email }) => email },
    { label: people.roles, cell: (person) => rolesOf(person, text) },
    { label: people.created, sort: 'newest', cell: ({ createdAt }) => moment(context, createdAt) },
  ],
})}`,
  });
}

type Act = keyof Messages['people']['acts'];

export type PersonPage = {
  context: PageContext;
  person: PersonView;
  applications: readonly { id: string; name: string; status: Status }[];
  actions: readonly ActionView[];
  /** What can be done to the account as it is. */
  acts: readonly Act[];
  own: boolean;
  done?: Act | undefined;
  changed?: boolean;
};

/** One person as administrators see them. */
export function personPage({ context, person, applications, actions, acts, own, done, changed }: PersonPage): Html {
  const text = messages[context.language];
  const { people } = text;
  const time = (instant: string) => moment(context, instant);
  return portalPage(context, {
    title: person.name,
    current: 'people',
    above: { href: HERE, label: people.title },
    mark: rolesOf(person, text),
    done: done && people.acted[done],
    body: html`
${changed && flash(text.changedMeanwhile)}
${card(html`
${details([
  [people.email, person.email],
  [people.clinic, person.clinic ?? people.noClinic],
  [people.created, time(person.createdAt)],
  [people.lastSeen, person.lastSeenAt === null ? people.never : time(person.lastSeenAt)],
  [people.ends, person.endsAt === null ? undefined : time(person.endsAt)],
])}
<div class="actions">${acts.map(
  (act) =>
    html`<a class="button button-${act === 'disable' || act === 'remove-developer' ? 'danger' : 'secondary'}" href="${HERE}/${person.id}/${act}">${people.acts[act]}</a>`,
)}</div>
${own && html`<p class="soft">${people.self}</p>`}`)}
${
  applications.length > 0 &&
  card(html`
<h2>${people.applications}</h2>
<ul class="uris">${applications.map(
    ({ id, name, status }) =>
      html`<li><a href="/administration/applications/${id}">${name}</a>${statusBadge(status, text)}</li>`,
  )}</ul>`)
}
${card(html`<h2>${people.history}</h2>${actions.length === 0 ? html`<p class="soft">${people.noHistory}</p>` : actionTimeline(context, null, actions)}`)}`,
  });
}

export type ActPage = FormTarget & {
  context: PageContext;
  person: { id: string; name: string };
  act: Act;
  typed?: string;
  problem?: ReasonProblem;
};

/** Posts `reason`. */
export function actPage(page: ActPage): Html {
  const { context, person, act, typed, problem } = page;
  const { people } = messages[context.language];
  return confirmPage({
    context,
    target: page,
    title: people.actTitles[act](person.name),
    text: people.actTexts[act],
    problem: reasonProblem(context, problem),
    fields: reasonField(context, typed, problem),
    submit: { label: people.acts[act], kind: act === 'disable' || act === 'remove-developer' ? 'danger' : 'primary' },
    back: { href: `${HERE}/${person.id}`, label: people.keep },
  });
}
