import { type Queryable, statement } from '../../platform/database/index.ts';
import { containing, pageOf } from '../console/list-view.ts';
import type { ListView } from '../pages/components/data-table.ts';

const USAGE_DAYS = 30;

export interface UsageDayRow {
  day: string;
  requests: number;
  errors: number;
  throttled: number;
  people: number;
}

const usage = statement<UsageDayRow>(
  'developer_usage',
  `with days as (
     select d::date as day
       from generate_series((now() at time zone $2)::date - ($3::int - 1), (now() at time zone $2)::date, interval '1 day') d
   ), counted as (
     select (hour at time zone $2)::date as day, sum(requests)::bigint as requests, sum(errors)::bigint as errors,
            sum(throttled)::bigint as throttled
       from api_usage where client_id = $1 and hour > now() - make_interval(days => $3::int + 1) group by 1
   ), people as (
     select day, count(*) as people from api_usage_people
      where client_id = $1 and day > current_date - ($3::int + 1) group by 1
   )
   select d.day, coalesce(c.requests, 0) as requests, coalesce(c.errors, 0) as errors, coalesce(c.throttled, 0) as throttled,
          coalesce(p.people, 0) as people
     from days d left join counted c on c.day = d.day left join people p on p.day = d.day order by d.day`,
);

/** The last days, today as the last one; every day is there. */
export const listUsage = (db: Queryable, clientId: string, timeZone: string): Promise<UsageDayRow[]> =>
  db.query(usage, [clientId, timeZone, USAGE_DAYS]);

export interface LoggedRequestRow {
  at: string;
  method: string;
  route: string;
  status: number;
  request_id: string;
  duration: number;
}

/** A search looks at so many of the last requests, so that it is quick for a busy application, too. */
const MOST_SEARCHED = 50_000;
const COLUMNS = 'at, method, route, status, request_id, duration';

const byId = statement<LoggedRequestRow>(
  'developer_request_log_by_id',
  `select ${COLUMNS} from api_requests
    where client_id = $1 and request_id = $2 and at > now() - interval '7 days' order by at desc limit $3 offset $4`,
);

const search = statement<LoggedRequestRow>(
  'developer_request_log_search',
  `select ${COLUMNS}
     from (select * from api_requests where client_id = $1 and at > now() - interval '7 days'
            order by at desc limit ${MOST_SEARCHED}) r
    where ($2 = '' or lower(route) like $2) and ($3 = '' or status / 100 = nullif($3, '')::int) and ($4 = '' or method = $4)
    order by at desc limit $5 offset $6`,
);

/** The last requests of an application, the newest first: those with a request id, or those whose path holds the text. */
export async function listRequestLog(
  db: Queryable,
  clientId: string,
  list: ListView & { filters: { status: string; method: string } },
): Promise<LoggedRequestRow[]> {
  const found = list.q === '' ? [] : await db.query(byId, [clientId, list.q, ...pageOf(list)]);
  if (found.length > 0) return found;
  const { status, method } = list.filters;
  return db.query(search, [clientId, containing(list.q), status, method, ...pageOf(list)]);
}
