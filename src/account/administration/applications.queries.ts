import { type Queryable, statement } from '../../platform/database/index.ts';
import { containing, pageOf } from '../console/list-view.ts';
import type { Status } from '../developer/applications.queries.ts';
import type { ListView } from '../pages/components/data-table.ts';

export interface ListedApplicationRow {
  id: string;
  name: string;
  application_type: 'web' | 'native';
  grant_types: string[];
  status: Status;
  developer_id: string | null;
  developer_name: string | null;
  status_at: string;
}

const ORDERS = {
  name: 'lower(c.name) collate "C", c.id',
  newest: 'c.created_at desc, c.id',
};
export type ApplicationOrder = keyof typeof ORDERS;

const lists = Object.fromEntries(
  Object.entries(ORDERS).map(([name, order]) => [
    name,
    statement<ListedApplicationRow>(
      `administration_applications_${name}`,
      `select c.id, c.name, c.application_type, c.grant_types, c.status, c.developer_id, u.name as developer_name, c.status_at
         from clients c left join users u on u.id = c.developer_id
        where c.status <> 'draft' and ($1 = '' or c.status = $1)
          and ($2 = '' or lower(c.name) like $2 or c.id like $2 or lower(u.name) like $2 or u.email like $2)
        order by ${order} limit $3 offset $4`,
    ),
  ]),
) as Record<ApplicationOrder, ReturnType<typeof statement<ListedApplicationRow>>>;

/** Every registration that was handed in. */
export function listAllApplications(
  db: Queryable,
  list: ListView & { sort: ApplicationOrder; filters: { status: string } },
): Promise<ListedApplicationRow[]> {
  return db.query(lists[list.sort], [list.filters.status, containing(list.q), ...pageOf(list)]);
}

const connected = statement<{ people: number }>(
  'administration_people_connected',
  'select count(distinct user_id) as people from grants where client_id = $1 and expires_at > now()',
);

/** How many people an application may act for at the moment. */
export async function countConnected(db: Queryable, clientId: string): Promise<number> {
  return (await db.query(connected, [clientId]))[0]!.people;
}
