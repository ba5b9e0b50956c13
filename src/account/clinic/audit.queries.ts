import { type Queryable, statement } from '../../platform/database/index.ts';
import { containing } from '../console/list-view.ts';

export interface AuditRow {
  at: string;
  user_name: string | null;
  email: string | null;
  client_id: string | null;
  client_name: string | null;
  action: string;
  outcome: string;
  patient_ids: number[] | null;
  address: string | null;
  request_id: string | null;
}

export interface AuditFilter {
  patient: number | undefined;
  person: string;
  application: string;
  action: string;
  /** Days, in the clinic's time zone; both belong to the selection. */
  from: string;
  to: string;
}

const list = statement<AuditRow>(
  'clinic_audit_list',
  `select e.at, u.name as user_name, u.email, e.client_id, c.name as client_name, e.action, e.outcome, e.patient_ids, e.address,
          e.request_id
     from (select * from audit_events e
            where e.tenant_id = $1 and e.at >= $2::date and e.at < $3::date + 1
              and ($4::bigint is null or e.patient_ids @> array[$4::bigint])
              and ($5 = '' or e.user_id in (select id from users
                                             where tenant_id = $1 and (lower(name) like $5 or email like $5)))
              and ($6 = '' or e.client_id in (select id from clients where lower(name) like $6 or lower(id) like $6))
              and ($7 = '' or e.action like $7)
            order by e.at desc, e.id desc limit $8 offset $9) e
     left join users u on u.id = e.user_id and u.tenant_id = $1
     left join clients c on c.id = e.client_id
    order by e.at desc, e.id desc`,
  { plannedEachTime: true },
);

/**
 * What was seen and changed, the newest first; `db` is the tenant's, entered by who asks, since obscured reports show to
 * their author alone.
 */
export function listAudit(
  db: Queryable,
  tenantId: string,
  { patient, person, application, action, from, to }: AuditFilter,
  [limit, offset]: readonly [number, number],
): Promise<AuditRow[]> {
  const beginning = action === '' ? '' : containing(action).slice(1);
  const values = [tenantId, from, to, patient, containing(person), containing(application), beginning, limit, offset];
  return db.query(list, values);
}

const days = statement<{ today: string; month_ago: string }>(
  'clinic_audit_days',
  'select current_date::text as today, (current_date - 30)::text as month_ago',
);
/** Today, and 30 days ago, in the clinic. */
export const recentDays = async (db: Queryable) => (await db.query(days))[0]!;
