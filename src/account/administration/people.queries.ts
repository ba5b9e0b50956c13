import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';
import { containing, pageOf } from '../console/list-view.ts';
import type { ListView } from '../pages/components/data-table.ts';

export interface PersonRow {
  id: string;
  email: string;
  name: string;
  language: 'en' | 'it' | null;
  email_verified_at: string | null;
  status: 'active' | 'disabled';
  developer: boolean;
  administrator: boolean;
  clinic_id: string | null;
  clinic_name: string | null;
  role_key: string | null;
  expires_at: string | null;
  created_at: string;
  last_seen_at: string | null;
}

const COLUMNS = `u.id, u.email, u.name, u.language, u.email_verified_at, u.status, u.developer, u.administrator, u.tenant_id as clinic_id, t.name as clinic_name,
                 u.role_key, u.expires_at, u.created_at`;

const ORDERS = { name: 'lower(u.name) collate "C", u.id', newest: 'u.created_at desc, u.id', email: 'u.email' };
export type PersonOrder = keyof typeof ORDERS;

const lists = Object.fromEntries(
  Object.entries(ORDERS).map(([name, order]) => [
    name,
    // The clinic is looked up for those of the page alone.
    statement<PersonRow>(
      `people_list_${name}`,
      `select ${COLUMNS}, (select max(s.last_seen_at) from browser_sessions s where s.user_id = u.id) as last_seen_at
         from (select * from users u
                where ($1 = '' or u.email like $1 or lower(u.name) like $1)
                  and ($2 = '' or case $2 when 'developer' then u.developer when 'administrator' then u.administrator
                                          when 'disabled' then u.status = 'disabled' end)
                order by ${order} limit $3 offset $4) u
         left join tenants t on t.id = u.tenant_id
        order by ${order}`,
    ),
  ]),
) as Record<PersonOrder, ReturnType<typeof statement<PersonRow>>>;

export function listPeople(
  db: Queryable,
  list: ListView & { sort: PersonOrder; filters: { who: string } },
): Promise<PersonRow[]> {
  return db.query(lists[list.sort], [containing(list.q), list.filters.who, ...pageOf(list)]);
}

const find = statement<PersonRow>(
  'people_find',
  `select ${COLUMNS}, (select max(s.last_seen_at) from browser_sessions s where s.user_id = u.id) as last_seen_at
     from users u left join tenants t on t.id = u.tenant_id where u.id = $1`,
);
export const findPerson = async (db: Queryable, id: string): Promise<PersonRow | undefined> =>
  (await db.query(find, [id]))[0];

const developer = statement<unknown>('people_set_developer', 'update users set developer = $2 where id = $1');
export async function setDeveloper(tx: Tx, id: string, to: boolean): Promise<void> {
  await tx.query(developer, [id, to]);
}

const status = statement<{ id: string }>(
  'people_set_status',
  'update users set status = $2 where id = $1 and status <> $2 returning id',
);
export async function setPersonStatus(tx: Tx, id: string, to: 'active' | 'disabled'): Promise<void> {
  await tx.query(status, [id, to]);
}

const lock = statement<{ id: string; status: string }>(
  'people_lock',
  'select id, status from users where id = any ($1::text[]) order by id for update',
);
/** Holds people against every other change until the transaction ends. @returns the ids of those who are active */
export async function lockPeople(tx: Tx, ids: readonly string[]): Promise<string[]> {
  return (await tx.query(lock, [ids])).filter((row) => row.status === 'active').map(({ id }) => id);
}
