import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';
import { containing, pageOf } from '../console/list-view.ts';
import type { ListView } from '../pages/components/data-table.ts';

export interface ClinicRow {
  id: string;
  name: string;
  sandbox: boolean;
  time_zone: string;
  fiscal_code_policy: 'lenient' | 'strict';
  created_at: string;
  suspended_at: string | null;
  suspended_reason: string;
  people: number;
  /** When somebody of the clinic, or an application for them, was last there. */
  last_used_at: string | null;
}

const COLUMNS = `t.id, t.name, t.sandbox, t.time_zone, t.fiscal_code_policy, t.created_at, t.suspended_at, t.suspended_reason`;
const PEOPLE = '(select count(*) from users u where u.tenant_id = t.id)';
const LAST_USED = `(select max(greatest(
           (select max(s.last_seen_at) from browser_sessions s where s.user_id = u.id),
           (select max(g.last_used_at) from grants g where g.user_id = u.id))) from users u where u.tenant_id = t.id)`;

const ORDERS = {
  name: 'lower(t.name) collate "C", t.id',
  id: 't.id',
  newest: 't.created_at desc, t.id',
  people: `${PEOPLE} desc, t.id`,
};
export type ClinicOrder = keyof typeof ORDERS;

const lists = Object.fromEntries(
  Object.entries(ORDERS).map(([name, order]) => [
    name,
    // People and last use are counted for those of the page alone.
    statement<ClinicRow>(
      `administration_clinics_${name}`,
      `select ${COLUMNS}, ${PEOPLE} as people, ${LAST_USED} as last_used_at
         from (select t.*, row_number() over (order by ${order}) as place from tenants t
                where ($1 = '' or t.id like $1 or lower(t.name) like $1)
                  and ($2 = '' or case $2 when 'production' then not t.sandbox when 'sandbox' then t.sandbox
                                          when 'suspended' then t.suspended_at is not null end)
                order by ${order} limit $3 offset $4) t
        order by t.place`,
    ),
  ]),
) as Record<ClinicOrder, ReturnType<typeof statement<ClinicRow>>>;

export function listClinics(
  db: Queryable,
  list: ListView & { sort: ClinicOrder; filters: { kind: string } },
): Promise<ClinicRow[]> {
  return db.query(lists[list.sort], [containing(list.q), list.filters.kind, ...pageOf(list)]);
}

const find = statement<ClinicRow>(
  'administration_clinics_find',
  `select ${COLUMNS}, ${PEOPLE} as people, ${LAST_USED} as last_used_at from tenants t where t.id = $1`,
);
export const findClinic = async (db: Queryable, id: string): Promise<ClinicRow | undefined> =>
  (await db.query(find, [id]))[0];

export interface ManagerRow {
  id: string;
  name: string;
  email: string;
  language: 'en' | 'it' | null;
  state: 'open' | 'invited' | 'disabled';
  last_seen_at: string | null;
}

const managers = statement<ManagerRow>(
  'administration_clinics_managers',
  `select u.id, u.name, u.email, u.language,
          case when u.status = 'disabled' or u.expires_at <= now() then 'disabled'
               when u.password_hash is null then 'invited' else 'open' end as state,
          (select max(s.last_seen_at) from browser_sessions s where s.user_id = u.id) as last_seen_at
     from users u where u.tenant_id = $1 and u.role_key = 'manager' order by u.created_at, u.id limit 50`,
);
/** Who manages a clinic, or did. */
export const listManagersOf = (db: Queryable, clinicId: string): Promise<ManagerRow[]> =>
  db.query(managers, [clinicId]);

const lock = statement<{ id: string; suspended: boolean }>(
  'administration_clinics_lock',
  'select id, suspended_at is not null as suspended from tenants where id = any ($1::text[]) order by id for update',
);
/** Holds clinics against every other change until the transaction ends. @returns whether each is suspended, by its id */
export async function lockClinics(tx: Tx, ids: readonly string[]): Promise<Map<string, boolean>> {
  return new Map((await tx.query(lock, [ids])).map(({ id, suspended }) => [id, suspended]));
}

const suspend = statement<unknown>(
  'administration_clinics_suspend',
  'update tenants set suspended_at = now(), suspended_reason = $2 where id = $1',
);
const reinstate = statement<unknown>(
  'administration_clinics_reinstate',
  `update tenants set suspended_at = null, suspended_reason = '' where id = $1`,
);

export async function putSuspended(tx: Tx, id: string, reason: string | undefined): Promise<void> {
  await (reason === undefined ? tx.query(reinstate, [id]) : tx.query(suspend, [id, reason]));
}
