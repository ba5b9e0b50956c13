import { type Html, html } from '../../../platform/html.ts';
import type { ActionView } from '../components/action-timeline.ts';
import { dataTable, type ListView } from '../components/data-table.ts';
import { moment } from '../components/moment.ts';
import { portalPage } from '../components/portal.ts';
import { searchForm } from '../components/search-form.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';

export type ActionsPage = {
  context: PageContext;
  list: ListView;
  /** The actions that can be asked for. */
  kinds: readonly ActionView['action'][];
  actions: readonly (ActionView & { about?: { href: string; label: string } | undefined })[];
  more: boolean;
};

/** What administrators did. */
export function actionsPage({ context, list, kinds, actions, more }: ActionsPage): Html {
  const { adminActions, actions: names } = messages[context.language];
  return portalPage(context, {
    title: adminActions.title,
    current: 'actions',
    lead: adminActions.lead,
    body: html`
${searchForm(context, list, adminActions.search, [
  {
    name: 'action',
    label: adminActions.action,
    options: [['', adminActions.all], ...kinds.map((kind) => [kind, names[kind]] as const)],
  },
])}
${dataTable({
  context,
  caption: adminActions.title,
  list,
  rows: actions,
  more,
  empty: { title: adminActions.none, text: adminActions.noneNext },
  columns: [
    {
      label: adminActions.when,
      cell: ({ at }) => moment(context, at),
    },
    { label: adminActions.who, cell: ({ actor }) => actor },
    {
      label: adminActions.what,
      cell: ({ action, about, detail }) =>
        html`${names[action]}<span class="soft">${about ? html`<a href="${about.href}">${about.label}</a>` : detail}</span>`,
    },
    { label: adminActions.reason, cell: ({ reason }) => html`<span class="said">${reason}</span>` },
  ],
})}`,
  });
}
