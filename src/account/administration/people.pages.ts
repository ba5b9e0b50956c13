import type { Html } from '../../platform/html.ts';
import { listActionsOfPerson } from '../console/actions.queries.ts';
import { listView, splitPage } from '../console/list-view.ts';
import type { PageCall, PageRoute } from '../console/page-route.ts';
import { actionViewOf } from '../developer/application-head.ts';
import { listApplicationsOf } from '../developer/applications.queries.ts';
import { actPage, type PersonView, peoplePage, personPage } from '../pages/administration/people.page.ts';
import { listPeople, type PersonRow } from './people.queries.ts';
import { ACTS, type Act, actOn, actsOf, anyPerson } from './people.service.ts';
import { reasonPage } from './reason.ts';

const HERE = '/administration/people';

const viewOf = (row: PersonRow): PersonView => ({
  id: row.id,
  name: row.name,
  email: row.email,
  disabled: row.status === 'disabled',
  developer: row.developer,
  administrator: row.administrator,
  clinic: row.clinic_name,
  role: row.role_key,
  createdAt: row.created_at,
  endsAt: row.expires_at,
  lastSeenAt: row.last_seen_at,
});

const anyOf = ({ services, params }: PageCall): Promise<PersonRow> => anyPerson(services.database, params.id!);

async function onePage(call: PageCall, row: PersonRow, changed = false): Promise<Html> {
  const { services, user, context, done } = call;
  const [applications, actions] = await Promise.all([
    listApplicationsOf(services.database, row.id),
    listActionsOfPerson(services.database, row.id),
  ]);
  return personPage({
    context,
    person: viewOf(row),
    applications: applications.filter(({ status }) => status !== 'draft'),
    actions: actions.map(actionViewOf),
    acts: actsOf(row, user.id),
    own: row.id === user.id,
    done: ACTS.find((act) => act === done),
    changed,
  });
}

/** What is done to an account: each a page that asks. */
const actPages = ACTS.map((act: Act) =>
  reasonPage({
    here: HERE,
    act,
    anyOf,
    page: (call, row, extra) =>
      actPage({ ...call.form(`${HERE}/${row.id}/${act}`), context: call.context, person: row, act, ...extra }),
    run: (call, id, reason) => actOn(call, id, act, reason),
    changedPage: async (call) => ({ page: await onePage(call, await anyOf(call), true), status: 409 }),
  }),
);

/** Everybody with an account. */
export const peoplePages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'administrator',
    async show({ services, query, context }) {
      const list = listView(query, {
        path: HERE,
        sorts: ['name', 'newest', 'email'],
        filters: { who: ['developer', 'administrator', 'disabled'] },
      });
      const { rows, more } = splitPage(await listPeople(services.database, list));
      return peoplePage({ context, list, people: rows.map(viewOf), more });
    },
  },
  {
    path: `${HERE}/:id`,
    requires: 'administrator',
    show: async (call) => onePage(call, await anyOf(call)),
  },
  ...actPages,
];
