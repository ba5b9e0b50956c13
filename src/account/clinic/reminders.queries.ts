import { statement, type Tx } from '../../platform/database/index.ts';

export interface EndingRow {
  name: string;
  email: string;
  language: 'en' | 'it' | null;
  clinic_id: string;
  clinic_name: string;
  time_zone: string;
  expires_at: string;
}

const take = statement<EndingRow>(
  'temporary_access_take_ending',
  `with ending as (
     update temporary_access a set warned_at = now()
       from users u
      where u.id = a.user_id and a.user_id = any (array(
              select w.user_id from temporary_access w join users e on e.id = w.user_id
               where w.warned_at is null and e.status = 'active' and e.expires_at > now()
                 and e.expires_at < now() + least(interval '7 days', (e.expires_at - w.since) / 2)
               limit 50 for update of w skip locked))
     returning u.name, u.email, u.language, u.tenant_id, u.expires_at
   )
   select e.name, e.email, e.language, e.tenant_id as clinic_id, t.name as clinic_name, t.time_zone, e.expires_at
     from ending e join tenants t on t.id = e.tenant_id`,
);
/** Whose access ends within a week, or within half of the time it was given for; each is taken once. */
export const takeEnding = (tx: Tx): Promise<EndingRow[]> => tx.query(take);

const managers = statement<{ email: string; language: 'en' | 'it' | null }>(
  'clinic_managers_list',
  `select email, language from users
    where tenant_id = $1 and role_key = 'manager' and status = 'active' and (expires_at is null or expires_at > now())
    order by id limit 20`,
);
export const listManagers = (tx: Tx, clinicId: string) => tx.query(managers, [clinicId]);
