import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';
import { containing, pageOf } from '../console/list-view.ts';
import type { ListView } from '../pages/components/data-table.ts';

export interface ClinicPersonRow {
  id: string;
  email: string;
  name: string;
  status: 'active' | 'disabled';
  disabled_by_manager: boolean;
  administrator: boolean;
  role_key: string;
  created_at: string;
  expires_at: string | null;
  /** Whether `expires_at` is past, by the clock of the database. */
  ended: boolean;
  /** Of temporary access; null for who stays. */
  purpose: string | null;
  last_seen_at: string | null;
}

const COLUMNS = `u.id, u.email, u.name, u.status, u.disabled_by_manager, u.administrator, u.role_key, u.created_at, u.expires_at,
                 coalesce(u.expires_at <= now(), false) as ended, a.purpose,
                 (select max(s.last_seen_at) from browser_sessions s where s.user_id = u.id) as last_seen_at`;

const ORDERS = {
  name: 'lower(u.name) collate "C", u.id',
  email: 'u.email',
  newest: 'u.created_at desc, u.id',
  until: 'u.expires_at nulls last, u.id',
};
export type ClinicPersonOrder = keyof typeof ORDERS;

const lists = Object.fromEntries(
  Object.entries(ORDERS).map(([name, order]) => [
    name,
    statement<ClinicPersonRow>(
      `clinic_people_list_${name}`,
      `select ${COLUMNS} from users u left join temporary_access a on a.user_id = u.id
        where u.tenant_id = $1 and (u.role_key = 'integrator') = $2
          and ($3 = '' or u.email like $3 or lower(u.name) like $3 or lower(a.purpose) like $3)
          and ($4 = '' or ($4 = 'open') = (u.status = 'active' and (u.expires_at is null or u.expires_at > now())))
        order by ${order} limit $5 offset $6`,
    ),
  ]),
) as Record<ClinicPersonOrder, ReturnType<typeof statement<ClinicPersonRow>>>;

/** The people of a clinic: its integrators, or all others. */
export function listClinicPeople(
  db: Queryable,
  clinicId: string,
  integrators: boolean,
  list: ListView & { sort: ClinicPersonOrder; filters: { access: string } },
): Promise<ClinicPersonRow[]> {
  return db.query(lists[list.sort], [clinicId, integrators, containing(list.q), list.filters.access, ...pageOf(list)]);
}

const find = statement<ClinicPersonRow>(
  'clinic_people_find',
  `select ${COLUMNS} from users u left join temporary_access a on a.user_id = u.id where u.tenant_id = $1 and u.id = $2`,
);
export const findClinicPerson = async (db: Queryable, clinicId: string, id: string) =>
  (await db.query(find, [clinicId, id]))[0];

const lock = statement<{ id: string; manages: boolean }>(
  'clinic_people_lock',
  `select id, status = 'active' and role_key = 'manager' and (expires_at is null or expires_at > now()) as manages
     from users where tenant_id = $1 and id = any ($2::text[]) order by id for update`,
);
/** Holds people of a clinic against every other change until the transaction ends. */
export const lockClinicPeople = (tx: Tx, clinicId: string, ids: readonly string[]) => tx.query(lock, [clinicId, ids]);

const role = statement<unknown>('clinic_people_set_role', 'update users set role_key = $2 where id = $1');
export async function setRole(tx: Tx, id: string, key: string): Promise<void> {
  await tx.query(role, [id, key]);
}

const status = statement<unknown>(
  'clinic_people_set_status',
  `update users set status = $2, disabled_by_manager = $2 = 'disabled' where id = $1`,
);
export async function setStatusByManager(tx: Tx, id: string, to: 'active' | 'disabled'): Promise<void> {
  await tx.query(status, [id, to]);
}

const until = statement<unknown>(
  'clinic_people_set_until',
  `with announced as (
     insert into temporary_access (user_id, purpose, granted_by) values ($1, '', $3)
     on conflict (user_id) do update set warned_at = null
   ) update users set expires_at = $2 where id = $1`,
);
/** Moves the end of somebody's access. */
export async function setUntil(tx: Tx, id: string, endsAt: string, grantedBy: string): Promise<void> {
  await tx.query(until, [id, endsAt, grantedBy]);
}

const endOfDay = statement<{ ends_at: string; fits: boolean }>(
  'clinic_end_of_day',
  `select e.ends_at, e.ends_at > now() and $1::date <= (now() at time zone $2)::date + interval '12 months' as fits
     from (select ($1::date + 1)::timestamp at time zone $2 as ends_at) e`,
);
/** @returns when a day ends in a clinic; undefined when that is past, or more than 12 months away */
export async function endOfAccess(db: Queryable, day: string, timeZone: string): Promise<string | undefined> {
  const [row] = await db.query(endOfDay, [day, timeZone]);
  return row!.fits ? row!.ends_at : undefined;
}
