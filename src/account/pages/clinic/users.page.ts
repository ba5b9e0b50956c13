import { type Html, html } from '../../../platform/html.ts';
import { type ActionView, actionTimeline } from '../components/action-timeline.ts';
import { badge } from '../components/badge.ts';
import { linkButton } from '../components/button.ts';
import { card } from '../components/card.ts';
import { selectField } from '../components/choice.ts';
import { confirmPage } from '../components/confirm.ts';
import { dataTable, type ListView } from '../components/data-table.ts';
import { details } from '../components/details.ts';
import { dateField } from '../components/field.ts';
import { flash } from '../components/flash.ts';
import type { FormTarget } from '../components/form.ts';
import { moment } from '../components/moment.ts';
import { portalPage } from '../components/portal.ts';
import { searchForm } from '../components/search-form.ts';
import type { PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';
import { type Invitations, openInvitations } from './invitations.ts';

const HERE = '/clinic/users';

export interface ClinicPersonView {
  id: string;
  name: string;
  email: string;
  /** As the reader calls it. */
  role: string;
  integrator: boolean;
  state: 'open' | 'ended' | 'disabled';
  since: string;
  until: string | null;
  purpose: string;
  lastSeenAt: string | null;
}

const TONES = { open: 'done', ended: 'neutral', disabled: 'danger' } as const;

/** Whether somebody has access. */
export const accessBadge = ({ state }: Pick<ClinicPersonView, 'state'>, { clinicUsers }: Messages): Html =>
  badge(clinicUsers.states[state], TONES[state]);

export type ClinicUsersPage = Invitations & {
  context: PageContext;
  timeZone: string | null;
  list: ListView;
  people: readonly ClinicPersonView[];
  more: boolean;
  done?: 'sent' | 'withdrawn' | undefined;
};

/** Who works in the clinic, and who is invited to. */
export function clinicUsersPage(page: ClinicUsersPage): Html {
  const { context, timeZone, list, people, more, done } = page;
  const text = messages[context.language];
  const { clinicUsers, invitationList } = text;
  const invite = linkButton(`${HERE}/invite`, clinicUsers.invite, 'primary');
  return portalPage(context, {
    title: clinicUsers.title,
    current: 'clinicUsers',
    lead: clinicUsers.lead,
    action: invite,
    done: done && invitationList.done[done],
    body: html`
${openInvitations(context, timeZone, page)}
${searchForm(context, list, clinicUsers.search, [{ name: 'access', label: clinicUsers.access, options: Object.entries(clinicUsers.accesses) }])}
${dataTable({
  context,
  caption: clinicUsers.title,
  list,
  rows: people,
  more,
  empty: { title: clinicUsers.none, text: clinicUsers.noneNext, action: invite },
  columns: [
    {
      label: clinicUsers.name,
      sort: 'name',
      cell: ({ id, name }) => html`<a href="${HERE}/${id}"><strong>${name}</strong></a>`,
    },
    { label: clinicUsers.email, sort: 'email', cell: ({ email }) => html`<span class="anywhere">${email}</span>` },
    { label: clinicUsers.role, cell: ({ role }) => role },
    { label: clinicUsers.access, cell: (person) => html`<span class="nowrap">${accessBadge(person, text)}</span>` },
    { label: clinicUsers.since, sort: 'newest', cell: ({ since }) => moment(context, since, timeZone) },
  ],
})}`,
  });
}

type Act = keyof Messages['clinicUsers']['acts'];

export type ClinicPersonPage = {
  context: PageContext;
  timeZone: string | null;
  person: ClinicPersonView;
  actions: readonly ActionView[];
  acts: readonly Act[];
  own: boolean;
  done?: Act | undefined;
  changed?: boolean;
};

/** One person of the clinic. */
export function clinicPersonPage(page: ClinicPersonPage): Html {
  const { context, timeZone, person, actions, acts, own, done, changed } = page;
  const { integrator } = person;
  const text = messages[context.language];
  const { clinicUsers, integrators } = text;
  const time = (instant: string) => moment(context, instant, timeZone);
  return portalPage(context, {
    title: person.name,
    current: integrator ? 'integrators' : 'clinicUsers',
    above: integrator
      ? { href: '/clinic/integrators', label: integrators.title }
      : { href: HERE, label: clinicUsers.title },
    mark: accessBadge(person, text),
    done: done && clinicUsers.acted[done],
    body: html`
${changed && flash(text.changedMeanwhile)}
${card(html`
${details([
  [clinicUsers.email, person.email],
  [clinicUsers.role, person.role],
  [integrators.purpose, person.purpose],
  [clinicUsers.since, time(person.since)],
  [clinicUsers.until, person.until === null ? undefined : time(person.until)],
  [clinicUsers.lastSeen, person.lastSeenAt === null ? clinicUsers.never : time(person.lastSeenAt)],
])}
${acts.length > 0 && html`<div class="actions">${acts.map((act) => html`<a class="button button-${act === 'disable' ? 'danger' : 'secondary'}" href="${HERE}/${person.id}/${act}">${clinicUsers.acts[act]}</a>`)}</div>`}
${own && html`<p class="soft">${clinicUsers.self}</p>`}
${!own && acts.length === 0 && html`<p class="soft">${clinicUsers.notYours}</p>`}`)}
${card(html`<h2>${clinicUsers.history}</h2>${actions.length === 0 ? html`<p class="soft">${clinicUsers.noHistory}</p>` : actionTimeline(context, timeZone, actions)}`)}`,
  });
}

export type ClinicActPage = FormTarget & {
  context: PageContext;
  person: { id: string; name: string };
  act: Act;
  role: string;
  roles: readonly { key: string; name: string }[];
  typed?: string;
  problem?: boolean;
};

/** Posts `role`, `until` or nothing. */
export function actPage(page: ClinicActPage): Html {
  const { context, person, act, role, roles, typed, problem } = page;
  const { clinicUsers, integrators, clinicInvite } = messages[context.language];
  const wrong = problem ? clinicInvite.wrong[act === 'until' ? 'until' : 'role'] : undefined;
  const fields =
    act === 'role'
      ? selectField({
          name: 'role',
          label: clinicUsers.role,
          value: role,
          options: roles.map(({ key, name }) => [key, name] as const),
          ...(wrong && { error: wrong }),
        })
      : act === 'until' &&
        dateField({
          name: 'until',
          label: integrators.lastDay,
          autocomplete: 'off',
          hint: integrators.lastDayHint,
          value: typed ?? '',
          ...(wrong && { error: wrong }),
        });
  return confirmPage({
    context,
    target: page,
    title: clinicUsers.actTitles[act](person.name),
    text: clinicUsers.actTexts[act],
    problem: wrong ? { title: clinicUsers.problemTitle, errors: [{ field: act, message: wrong }] } : undefined,
    ...(fields && { fields }),
    submit: { label: clinicUsers.acts[act], kind: act === 'disable' ? 'danger' : 'primary' },
    back: { href: `${HERE}/${person.id}`, label: clinicUsers.keep },
  });
}
