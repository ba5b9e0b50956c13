import { type Html, html } from '../../../platform/html.ts';
import { linkButton } from '../components/button.ts';
import { dataTable, type ListView } from '../components/data-table.ts';
import { moment } from '../components/moment.ts';
import { portalPage } from '../components/portal.ts';
import { searchForm } from '../components/search-form.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';
import { type Invitations, openInvitations } from './invitations.ts';
import { accessBadge, type ClinicPersonView } from './users.page.ts';

const HERE = '/clinic/integrators';

export type IntegratorsPage = Invitations & {
  context: PageContext;
  timeZone: string | null;
  list: ListView;
  people: readonly ClinicPersonView[];
  more: boolean;
  done?: 'sent' | 'withdrawn' | undefined;
};

/** Who integrates software: who still has access, since when and until when. */
export function integratorsPage(page: IntegratorsPage): Html {
  const { context, timeZone, list, people, more, done } = page;
  const text = messages[context.language];
  const { integrators, clinicUsers, invitationList } = text;
  const ask = linkButton(`${HERE}/invite`, integrators.ask, 'primary');
  return portalPage(context, {
    title: integrators.title,
    current: 'integrators',
    lead: integrators.lead,
    action: ask,
    done: done && invitationList.done[done],
    body: html`
${openInvitations(context, timeZone, page)}
${searchForm(context, list, integrators.search, [{ name: 'access', label: clinicUsers.access, options: Object.entries(clinicUsers.accesses) }])}
${dataTable({
  context,
  caption: integrators.title,
  list,
  rows: people,
  more,
  empty: { title: integrators.none, text: integrators.noneNext, action: ask },
  columns: [
    {
      label: clinicUsers.name,
      sort: 'name',
      cell: ({ id, name, email }) =>
        html`<a href="/clinic/users/${id}"><strong>${name}</strong></a><span class="soft">${email}</span>`,
    },
    { label: integrators.purpose, cell: ({ purpose }) => html`<span class="said">${purpose}</span>` },
    { label: clinicUsers.access, cell: (person) => html`<span class="nowrap">${accessBadge(person, text)}</span>` },
    { label: clinicUsers.since, sort: 'newest', cell: ({ since }) => moment(context, since, timeZone) },
    {
      label: clinicUsers.until,
      sort: 'until',
      cell: ({ until }) => (until === null ? clinicUsers.noEnd : moment(context, until, timeZone)),
    },
  ],
})}`,
  });
}
