import { type Html, html } from '../../../platform/html.ts';
import { type ActionView, actionTimeline } from '../components/action-timeline.ts';
import { badge } from '../components/badge.ts';
import { linkButton } from '../components/button.ts';
import { card } from '../components/card.ts';
import { confirmPage } from '../components/confirm.ts';
import { copyable } from '../components/copyable.ts';
import { dataTable, type ListView } from '../components/data-table.ts';
import { details } from '../components/details.ts';
import { emptyState } from '../components/empty-state.ts';
import { flash } from '../components/flash.ts';
import type { FormTarget } from '../components/form.ts';
import { moment } from '../components/moment.ts';
import { portalPage } from '../components/portal.ts';
import { type ReasonProblem, reasonField, reasonProblem } from '../components/reason-field.ts';
import { searchForm } from '../components/search-form.ts';
import type { PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';

const HERE = '/administration/clinics';

export interface ClinicView {
  id: string;
  name: string;
  sandbox: boolean;
  timeZone: string;
  fiscalCodePolicy: 'lenient' | 'strict';
  createdAt: string;
  suspended: boolean;
  suspendedReason: string;
  people: number;
  lastUsedAt: string | null;
}

function clinicBadges({ sandbox, suspended }: Pick<ClinicView, 'sandbox' | 'suspended'>, { clinics }: Messages): Html {
  return html`${badge(sandbox ? clinics.sandbox : clinics.production, sandbox ? 'warning' : 'neutral')} ${suspended && badge(clinics.suspended, 'danger')}`;
}

export type ClinicsPage = { context: PageContext; list: ListView; clinics: readonly ClinicView[]; more: boolean };

/** Every clinic of the installation. */
export function clinicsPage({ context, list, clinics: rows, more }: ClinicsPage): Html {
  const text = messages[context.language];
  const { clinics } = text;
  const number = new Intl.NumberFormat(context.language);
  return portalPage(context, {
    title: clinics.title,
    current: 'clinics',
    lead: clinics.lead,
    action: linkButton('/administration/new-clinic', clinics.create, 'primary'),
    body: html`
${searchForm(context, list, clinics.search, [{ name: 'kind', label: clinics.kind, options: Object.entries(clinics.kinds) }])}
${dataTable({
  context,
  caption: clinics.title,
  list,
  rows,
  more,
  empty: { title: clinics.none, text: clinics.noneNext },
  columns: [
    {
      label: clinics.name,
      sort: 'name',
      cell: ({ id, name }) => html`<a href="${HERE}/${id}"><strong>${name}</strong></a>`,
    },
    { label: clinics.id, sort: 'id', cell: ({ id }) => html`<code>${id}</code>` },
    { label: clinics.kind, cell: (clinic) => clinicBadges(clinic, text) },
    { label: clinics.people, sort: 'people', cell: ({ people }) => number.format(people) },
    {
      label: clinics.lastUsed,
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? clinics.never : moment(context, lastUsedAt)),
    },
  ],
})}`,
  });
}

type Move = keyof Messages['clinics']['moves'];

interface ManagerView {
  id: string;
  name: string;
  email: string;
  state: keyof Messages['clinics']['managerStates'];
  lastSeenAt: string | null;
}

export type ClinicPage = {
  context: PageContext;
  clinic: ClinicView;
  managers: readonly ManagerView[];
  actions: readonly ActionView[];
  /** What can be done with it as it stands. */
  moves: readonly Move[];
  /** The clinic of the administrator who looks at it. */
  own: boolean;
  done?: Move | 'created' | 'invited' | undefined;
  changed?: boolean;
};

/** One clinic as administrators see it. */
export function clinicPage(page: ClinicPage): Html {
  const { context, clinic, moves, own, done, changed } = page;
  const { id, name, timeZone, fiscalCodePolicy, createdAt, people, lastUsedAt, suspended, suspendedReason } = clinic;
  const text = messages[context.language];
  const { clinics } = text;
  return portalPage(context, {
    title: name,
    current: 'clinics',
    above: { href: HERE, label: clinics.title },
    mark: clinicBadges(clinic, text),
    done: done && clinics.done[done],
    body: html`
${changed && flash(text.changedMeanwhile)}
${card(html`
${details([
  [clinics.id, copyable(id, clinics.id, text.controls)],
  [clinics.timeZone, timeZone],
  [clinics.fiscalCodes, clinics.policies[fiscalCodePolicy]],
  [clinics.created, moment(context, createdAt)],
  [clinics.people, new Intl.NumberFormat(context.language).format(people)],
  [clinics.lastUsed, lastUsedAt === null ? clinics.never : moment(context, lastUsedAt)],
  [clinics.suspendedFor, suspended ? suspendedReason : undefined],
])}
${
  moves.length > 0 &&
  html`<div class="actions">${moves.map(
    (move) =>
      html`<a class="button button-${move === 'suspend' ? 'danger' : 'primary'}" href="${HERE}/${id}/${move}">${clinics.moves[move]}</a>`,
  )}</div>`
}
${own && html`<p class="soft">${clinics.own}</p>`}`)}
${managersCard(page, text)}
${card(html`<h2>${clinics.history}</h2>${page.actions.length === 0 ? html`<p class="soft">${clinics.noHistory}</p>` : actionTimeline(context, null, page.actions)}`)}`,
  });
}

const TONES = { open: 'done', invited: 'warning', disabled: 'danger' } as const;

function managersCard({ context, clinic, managers }: ClinicPage, { clinics }: Messages): Html {
  const invite = linkButton(`${HERE}/${clinic.id}/managers`, clinics.invite, 'secondary');
  if (managers.length === 0) return emptyState(clinics.noManager, clinics.noManagerNext, invite);
  return card(html`
<h2>${clinics.managers}</h2>
<ul class="managers">${managers.map(
    ({ id, name, email, state, lastSeenAt }) => html`
<li>
<p><a href="/administration/people/${id}">${name}</a> ${badge(clinics.managerStates[state], TONES[state])}
<span class="soft">${email}${lastSeenAt !== null && html`, ${clinics.lastSeen} ${moment(context, lastSeenAt)}`}</span></p>
${state === 'invited' && html`<a class="button button-quiet" href="${HERE}/${clinic.id}/managers/${id}">${clinics.inviteAgain}<span class="visually-hidden">: ${name}</span></a>`}
</li>`,
  )}</ul>
<div class="actions">${invite}</div>`);
}

export type ClinicMovePage = FormTarget & {
  context: PageContext;
  clinic: { id: string; name: string };
  move: Move;
  typed?: string;
  problem?: ReasonProblem;
};

/** Posts `reason`. */
export function clinicMovePage(page: ClinicMovePage): Html {
  const { context, clinic, move, typed, problem } = page;
  const { clinics } = messages[context.language];
  return confirmPage({
    context,
    target: page,
    title: clinics.moveTitles[move](clinic.name),
    text: clinics.moveTexts[move],
    problem: reasonProblem(context, problem),
    fields: reasonField(context, typed, problem),
    submit: { label: clinics.moves[move], kind: move === 'suspend' ? 'danger' : 'primary' },
    back: { href: `${HERE}/${clinic.id}`, label: clinics.keep },
  });
}

export type InviteAgainPage = FormTarget & {
  context: PageContext;
  clinic: { id: string };
  manager: { name: string; email: string };
  typed?: string;
  problem?: ReasonProblem;
};

/** Posts `reason`. */
export function inviteAgainPage(page: InviteAgainPage): Html {
  const { context, clinic, manager, typed, problem } = page;
  const { clinics } = messages[context.language];
  return confirmPage({
    context,
    target: page,
    title: clinics.inviteAgainTitle(manager.name),
    text: clinics.inviteAgainText(manager.email),
    problem: reasonProblem(context, problem),
    fields: reasonField(context, typed, problem),
    submit: { label: clinics.send, kind: 'primary' },
    back: { href: `${HERE}/${clinic.id}`, label: clinics.keep },
  });
}
