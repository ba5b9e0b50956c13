import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';
import { containing, pageOf } from '../console/list-view.ts';
import type { ListView } from '../pages/components/data-table.ts';

export interface ClinicApplicationRow {
  id: string;
  name: string;
  people: number;
  since: string;
  /** When it last got a token; null when every grant has ended. */
  last_use: string | null;
}

/** What people of the clinic $1 allowed: living grants, and scopes that are remembered for the next one. */
const HELD = `
  select g.user_id, g.client_id, g.created_at as since, g.last_used_at as last_use, s.scope
    from users u join grants g on g.user_id = u.id and g.expires_at > now()
    left join lateral unnest(string_to_array(g.payload #>> '{openid,scope}', ' ')) s (scope) on true
   where u.tenant_id = $1
  union all
  select c.user_id, c.client_id, c.consented_at, null, c.scope
    from users u join consented_scopes c on c.user_id = u.id
   where u.tenant_id = $1`;

const ORDERS = {
  name: 'lower(c.name) collate "C", c.id',
  newest: 'since desc, c.id',
  used: 'last_use desc nulls last, c.id',
};
export type ClinicApplicationOrder = keyof typeof ORDERS;

const lists = Object.fromEntries(
  Object.entries(ORDERS).map(([name, order]) => [
    name,
    statement<ClinicApplicationRow>(
      `clinic_applications_list_${name}`,
      `with held as (${HELD})
       select c.id, c.name, count(distinct h.user_id)::int as people, min(h.since) as since, max(h.last_use) as last_use
         from held h join clients c on c.id = h.client_id
        where $2 = '' or lower(c.name) like $2
        group by c.id, c.name order by ${order} limit $3 offset $4`,
    ),
  ]),
) as Record<ClinicApplicationOrder, ReturnType<typeof statement<ClinicApplicationRow>>>;

export function listClinicApplications(
  db: Queryable,
  clinicId: string,
  list: ListView & { sort: ClinicApplicationOrder },
): Promise<ClinicApplicationRow[]> {
  return db.query(lists[list.sort], [clinicId, containing(list.q), ...pageOf(list)]);
}

export interface ConnectionRow {
  client_name: string;
  user_id: string;
  user_name: string;
  email: string;
  scopes: string[];
  since: string;
  last_use: string | null;
}

const connections = statement<ConnectionRow>(
  'clinic_applications_connections',
  `with held as (${HELD})
   select c.name as client_name, u.id as user_id, u.name as user_name, u.email, min(h.since) as since, max(h.last_use) as last_use,
          coalesce(array_agg(distinct h.scope) filter (where h.scope is not null), '{}') as scopes
     from held h join clients c on c.id = h.client_id join users u on u.id = h.user_id
    where h.client_id = $2 and ($3 = '' or lower(u.name) like $3 or u.email like $3)
    group by c.name, u.id order by lower(u.name) collate "C", u.id limit $4 offset $5`,
);
/** Who of the clinic allowed an application what. */
export const listConnections = (db: Queryable, clinicId: string, clientId: string, list: ListView) =>
  db.query(connections, [clinicId, clientId, containing(list.q), ...pageOf(list)]);

const find = statement<{ name: string; user_id: string; user_name: string }>(
  'clinic_applications_find',
  `with held as (${HELD})
   select c.name, u.id as user_id, u.name as user_name
     from held h join clients c on c.id = h.client_id join users u on u.id = h.user_id
    where h.client_id = $2 and ($3::text is null or h.user_id = $3) limit 1`,
);
/** Whether somebody, or one person, of the clinic has connected an application. */
export const findConnection = async (db: Queryable, clinicId: string, clientId: string, userId?: string) =>
  (await db.query(find, [clinicId, clientId, userId]))[0];

const holders = statement<{ id: string }>(
  'clinic_applications_holders',
  `select u.id from users u
    where u.tenant_id = $1 and ($3::text is null or u.id = $3)
      and (exists (select from grants g where g.user_id = u.id and g.client_id = $2)
        or exists (select from consented_scopes c where c.user_id = u.id and c.client_id = $2))
    order by u.id`,
);
/** Who of the clinic has connected an application. */
export const listHolders = async (tx: Tx, clinicId: string, clientId: string, userId?: string): Promise<string[]> =>
  (await tx.query(holders, [clinicId, clientId, userId])).map(({ id }) => id);
