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

/** A filter looks at so many of the last requests, to the hour, so that it is quick for a busy application, too. */
const MOST_FILTERED = 50_000;
const COLUMNS = 'at, method, route, status, request_id, duration';
// Planned each time: how many requests an application has is what makes one plan right and another one wrong.
const PLANNED = { plannedEachTime: true };

const byId = statement<LoggedRequestRow>(
  'developer_request_log_by_id',
  `select ${COLUMNS} from api_requests
    where client_id = $1 and request_id = $2 and at > now() - interval '7 days' order by at desc limit $3 offset $4`,
  PLANNED,
);

// A class of statuses as a range, of which the planner knows how many there are.
const FILTERS = `($2 = '' or status between nullif($2, '')::int * 100 and nullif($2, '')::int * 100 + 99) and ($3 = '' or method = $3)`;

const newest = statement<LoggedRequestRow>(
  'developer_request_log_newest',
  `select ${COLUMNS} from api_requests
    where client_id = $1 and ${FILTERS} and at > coalesce(
            (select hour from (select hour, sum(requests) over (order by hour desc) as later from api_usage
                                where client_id = $1 and hour > now() - interval '7 days') u
              where later >= ${MOST_FILTERED} order by hour desc limit 1), now() - interval '7 days')
    order by at desc limit $4 offset $5`,
  PLANNED,
);

// An application uses few routes: each that holds the text is followed by itself, the newest requests first.
const onRoutes = statement<LoggedRequestRow>(
  'developer_request_log_on_routes',
  `with recursive routes (route) as (
     (select route from api_requests where client_id = $1 order by route limit 1)
     union all
     select (select n.route from api_requests n where n.client_id = $1 and n.route > r.route order by n.route limit 1)
       from routes r where r.route is not null
   )
   select ${COLUMNS}
     from (select route as name from routes where lower(route) like $6) r cross join lateral (
            select * from api_requests
             where client_id = $1 and route = r.name and ${FILTERS} and at > now() - interval '7 days'
             order by at desc limit $4::int + $5::int) found
    order by at desc limit $4 offset $5`,
  PLANNED,
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
  const values = [clientId, status, method, ...pageOf(list)];
  return list.q === '' ? db.query(newest, values) : db.query(onRoutes, [...values, containing(list.q)]);
}
