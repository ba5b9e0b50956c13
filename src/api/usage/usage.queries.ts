import { type Queryable, type Statement, statement } from '../../platform/database/index.ts';

export interface HourCount {
  clientId: string;
  /** RFC 3339, the beginning of the hour. */
  hour: string;
  requests: number;
  errors: number;
  throttled: number;
}

export interface SeenPerson {
  clientId: string;
  /** YYYY-MM-DD, of UTC. */
  day: string;
  person: Buffer;
}

export interface LoggedRequest {
  at: string;
  clientId: string;
  method: string;
  route: string;
  status: number;
  requestId: string;
  /** Milliseconds. */
  duration: number;
}

// In the order of their keys, so that processes that store at once never wait for each other in a circle.
const addCounts = statement<unknown>(
  'usage_add_counts',
  `insert into api_usage as u (client_id, hour, requests, errors, throttled)
   select * from unnest($1::text[], $2::timestamptz[], $3::bigint[], $4::bigint[], $5::bigint[])
     as c (client_id, hour, requests, errors, throttled) order by 1, 2
   on conflict (client_id, hour) do update set requests = u.requests + excluded.requests,
     errors = u.errors + excluded.errors, throttled = u.throttled + excluded.throttled`,
);

const addPeople = statement<unknown>(
  'usage_add_people',
  `insert into api_usage_people (client_id, day, person)
   select * from unnest($1::text[], $2::date[], $3::bytea[]) as p (client_id, day, person) order by 1, 2, 3
   on conflict do nothing`,
);

const addRequests = statement<unknown>(
  'usage_add_requests',
  `insert into api_requests (slot, at, client_id, method, route, status, request_id, duration)
   select extract(epoch from at)::bigint / 86400 % 8, at, client_id, method, route, status, request_id, duration
     from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::real[])
       as r (at, client_id, method, route, status, request_id, duration)`,
);

/** Everything of a few seconds, as statements of one transaction. */
export function storingUsage(
  counts: readonly HourCount[],
  people: readonly SeenPerson[],
  requests: readonly LoggedRequest[],
): { statement: Statement; values: unknown[] }[] {
  const columns = <Row>(rows: readonly Row[], ...keys: (keyof Row)[]) => keys.map((key) => rows.map((row) => row[key]));
  return [
    {
      statement: addCounts,
      values: columns(counts, 'clientId', 'hour', 'requests', 'errors', 'throttled'),
    },
    { statement: addPeople, values: columns(people, 'clientId', 'day', 'person') },
    {
      statement: addRequests,
      values: columns(requests, 'at', 'clientId', 'method', 'route', 'status', 'requestId', 'duration'),
    },
  ];
}

/** How long hours and people are kept; a page shows thirty days. */
const KEPT_DAYS = 40;

const forgetCounts = statement<unknown>(
  'usage_forget_counts',
  `delete from api_usage where hour < now() - interval '${KEPT_DAYS} days'`,
);
const forgetPeople = statement<unknown>(
  'usage_forget_people',
  `delete from api_usage_people where day < current_date - ${KEPT_DAYS}`,
);

/** Not around midnight, when the day that begins might have rows already. */
const tomorrow = statement<{ slot: number; calm: boolean }>(
  'usage_tomorrow',
  `select (extract(epoch from now())::bigint / 86400 + 1) % 8 as slot,
          extract(hour from now() at time zone 'UTC') between 1 and 22 as calm`,
);

const slots = Array.from({ length: 8 }, (_none, slot) => ({
  isEmpty: statement<{ empty: boolean }>(
    `usage_slot_${slot}_empty`,
    `select not exists (select from api_requests where slot = ${slot}) as empty`,
  ),
  clear: statement<unknown>(`usage_slot_${slot}_clear`, `truncate api_requests_${slot}`),
}));

/** Makes room: the slot that tomorrow needs still holds the requests of a week ago. */
export async function forgetOldUsage(db: Queryable): Promise<void> {
  await db.query(forgetCounts);
  await db.query(forgetPeople);
  const [next] = await db.query(tomorrow);
  const slot = slots[next!.slot]!;
  if (next!.calm && !(await db.query(slot.isEmpty))[0]!.empty) await db.query(slot.clear);
}
