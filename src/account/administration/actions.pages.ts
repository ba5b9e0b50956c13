import { ACTIONS, type ActionRow, listActionsOfAdministrators } from '../console/actions.queries.ts';
import { listView, splitPage } from '../console/list-view.ts';
import type { PageRoute } from '../console/page-route.ts';
import { actionViewOf } from '../developer/application-head.ts';
import { actionsPage } from '../pages/administration/actions.page.ts';

const HERE = '/administration/actions';

function aboutOf({ client_id, client_name, user_id, user_name, request_id, detail }: ActionRow) {
  if (detail.clinic) return { href: `/administration/clinics/${detail.clinic}`, label: detail.clinic };
  if (detail.notice) return { href: `/administration/notices/${detail.notice}`, label: detail.name! };
  if (client_id && client_name) return { href: `/administration/applications/${client_id}`, label: client_name };
  if (user_id && user_name) return { href: `/administration/people/${user_id}`, label: user_name };
  const words = detail.email ?? detail.name;
  return request_id && words ? { href: `/administration/requests/${request_id}`, label: words } : undefined;
}

/** What administrators did, with their reasons. */
export const actionsPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'administrator',
    async show({ services, query, context }) {
      const list = listView(query, { path: HERE, sorts: ['newest'], filters: { action: ACTIONS } });
      const { rows, more } = splitPage(await listActionsOfAdministrators(services.database, list));
      const actions = rows.map((row) => ({ ...actionViewOf(row), about: aboutOf(row) }));
      return actionsPage({ context, list, kinds: ACTIONS, actions, more });
    },
  },
];
