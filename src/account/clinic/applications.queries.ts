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

const ORDERS = {
  name: 'lower(c.name) collate "C", c.id',
  newest: 'since desc, c.id',
  used: 'last_use desc nulls last, c.id',
};
export type ClinicApplicationOrder = keyof typeof ORDERS;

/** What people of the clinic $1 allowed: living grants, and scopes that are remembered for the next one. */
const lists = Object.fromEntries(
  Object.entries(ORDERS).map(([name, order]) => [
    name,
    statement<ClinicApplicationRow>(
      `clinic_applications_list_${name}`,
      `select c.id, c.name, held.people, held.since, held.last_use
         from (select client_id, count(distinct user_id)::int as people, min(since) as since, max(last_use) as last_use
                 from (select g.client_id, g.user_id, g.created_at as since, g.last_used_at as last_use
                         from users u join grants g on g.user_id = u.id and g.expires_at > now()
                        where u.tenant_id = $1
                        union all
                       select s.client_id, s.user_id, s.consented_at, null
                         from users u join consented_scopes s on s.user_id = u.id
                        where u.tenant_id = $1) allowed
                group by client_id) held
         join clients c on c.id = held.client_id
        where $2 = '' or lower(c.name) like $2
        order by ${order} limit $3 offset $4`,
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
  user_id: string;
  user_name: string;
  email: string;
  scopes: string[];
  since: string;
  last_use: string | null;
}

const CONNECTION_ORDERS = {
  name: 'lower(u.name) collate "C", u.id',
  used: 'g.last_use desc nulls last, u.id',
};
export type ConnectionOrder = keyof typeof CONNECTION_ORDERS;

/** People of the clinic are few, and those of an application many: it is asked for each of those in the clinic. */
const connections = Object.fromEntries(
  Object.entries(CONNECTION_ORDERS).map(([name, order]) => [
    name,
    statement<ConnectionRow>(
      `clinic_applications_connections_${name}`,
      `select u.id as user_id, u.name as user_name, u.email, least(g.since, c.since) as since, g.last_use,
              array(select scope from consented_scopes where user_id = u.id and client_id = $2
                     union
                    select unnest(string_to_array(payload #>> '{openid,scope}', ' ')) from grants
                     where user_id = u.id and client_id = $2 and expires_at > now()) as scopes
         from users u,
              lateral (select min(created_at) as since, max(last_used_at) as last_use from grants
                        where user_id = u.id and client_id = $2 and expires_at > now()) g,
              lateral (select min(consented_at) as since from consented_scopes
                        where user_id = u.id and client_id = $2) c
        where u.tenant_id = $1 and ($3 = '' or lower(u.name) like $3 or u.email like $3)
          and (g.since is not null or c.since is not null)
        order by ${order} limit $4 offset $5`,
    ),
  ]),
) as Record<ConnectionOrder, ReturnType<typeof statement<ConnectionRow>>>;

/** Who of the clinic allowed an application what. */
export function listConnections(
  db: Queryable,
  clinicId: string,
  clientId: string,
  list: ListView & { sort: ConnectionOrder },
): Promise<ConnectionRow[]> {
  return db.query(connections[list.sort], [clinicId, clientId, containing(list.q), ...pageOf(list)]);
}

const find = statement<{ name: string; user_id: string; user_name: string }>(
  'clinic_applications_find',
  `select c.name, u.id as user_id, u.name as user_name
     from clients c join users u on u.tenant_id = $1,
          lateral (select from grants where user_id = u.id and client_id = c.id and expires_at > now()
                    union all
                   select from consented_scopes where user_id = u.id and client_id = c.id limit 1) held
    where c.id = $2 and ($3::text is null or u.id = $3) limit 1`,
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
