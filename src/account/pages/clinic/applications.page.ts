import { type Html, html } from '../../../platform/html.ts';
import { applicationMark } from '../components/application-mark.ts';
import { confirmPage } from '../components/confirm.ts';
import { dataTable, type ListView } from '../components/data-table.ts';
import type { FormTarget } from '../components/form.ts';
import { moment } from '../components/moment.ts';
import { portalPage } from '../components/portal.ts';
import { searchForm } from '../components/search-form.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';
import { type GrantableScope, scopeText } from '../scopes.ts';

const HERE = '/clinic/applications';
const addressOf = (id: string): string => `${HERE}/${encodeURIComponent(id)}`;

type Times = { since: string; lastUse: string | null };

export type ClinicApplicationsPage = {
  context: PageContext;
  timeZone: string | null;
  list: ListView;
  applications: readonly (Times & { id: string; name: string; people: number })[];
  more: boolean;
  disconnected: boolean;
};

/** The applications that people of the clinic connected. */
export function clinicApplicationsPage(page: ClinicApplicationsPage): Html {
  const { context, timeZone, list, applications, more, disconnected } = page;
  const { clinicApplications: text } = messages[context.language];
  return portalPage(context, {
    title: text.title,
    current: 'clinicApplications',
    lead: text.lead,
    done: disconnected ? text.disconnected : undefined,
    body: html`
${searchForm(context, list, text.search)}
${dataTable({
  context,
  caption: text.title,
  list,
  rows: applications,
  more,
  empty: { title: text.none, text: text.noneNext },
  columns: [
    {
      label: text.name,
      sort: 'name',
      cell: ({ id, name }) => html`<a href="${addressOf(id)}"><strong>${name}</strong></a>`,
    },
    { label: text.people, cell: ({ people }) => new Intl.NumberFormat(context.language).format(people) },
    { label: text.since, sort: 'newest', cell: ({ since }) => moment(context, since, timeZone) },
    {
      label: text.lastUse,
      sort: 'used',
      cell: ({ lastUse }) => (lastUse === null ? text.never : moment(context, lastUse, timeZone)),
    },
  ],
})}`,
  });
}

export type ClinicApplicationPage = {
  context: PageContext;
  timeZone: string | null;
  list: ListView;
  application: { id: string; name: string };
  connections: readonly (Times & { id: string; name: string; email: string; scopes: readonly GrantableScope[] })[];
  more: boolean;
};

/** Who of the clinic allowed one application what. */
export function clinicApplicationPage(page: ClinicApplicationPage): Html {
  const { context, timeZone, list, application, connections, more } = page;
  const all = messages[context.language];
  const { clinicApplications: text, clinicUsers } = all;
  return portalPage(context, {
    title: application.name,
    current: 'clinicApplications',
    above: { href: HERE, label: text.title },
    mark: applicationMark(application),
    action: html`<a class="button button-danger" href="${addressOf(application.id)}/disconnect">${text.disconnectAll}</a>`,
    body: html`
${searchForm(context, list, clinicUsers.search)}
${dataTable({
  context,
  caption: application.name,
  list,
  rows: connections,
  more,
  empty: { title: text.none, text: text.noneNext },
  columns: [
    {
      label: text.person,
      sort: 'name',
      cell: ({ id, name, email }) =>
        html`<a href="/clinic/users/${id}"><strong>${name}</strong></a><span class="soft">${email}</span>`,
    },
    { label: text.scopes, cell: ({ scopes }) => scopes.map((scope) => scopeText(scope, all).name).join(' · ') },
    { label: text.since, cell: ({ since }) => moment(context, since, timeZone) },
    {
      label: text.lastUse,
      sort: 'used',
      cell: ({ lastUse }) => (lastUse === null ? text.never : moment(context, lastUse, timeZone)),
    },
    {
      label: text.disconnect,
      controls: true,
      cell: ({ id, name }) =>
        html`<a class="button button-secondary" href="${addressOf(application.id)}/people/${id}">${text.disconnect}<span class="visually-hidden"> ${name}</span></a>`,
    },
  ],
})}`,
  });
}

export type ClinicDisconnectPage = FormTarget & {
  context: PageContext;
  application: { id: string; name: string };
  /** For whom; for everybody without. */
  person?: string | undefined;
};

/** Posts nothing but the decision. */
export function clinicDisconnectPage(page: ClinicDisconnectPage): Html {
  const { context, application, person } = page;
  const { clinicApplications: text } = messages[context.language];
  return confirmPage({
    context,
    target: page,
    title:
      person === undefined ? text.disconnectAllTitle(application.name) : text.disconnectTitle(application.name, person),
    text: text.disconnectText,
    submit: { label: person === undefined ? text.disconnectAll : text.disconnect, kind: 'danger' },
    back: { href: addressOf(application.id), label: text.keep },
  });
}
