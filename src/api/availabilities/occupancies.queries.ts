import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';

/** Persons and rooms (machines among them), by their ids. */
export interface Resources {
  practitioners: readonly number[];
  rooms: readonly number[];
}

export interface BusyRow {
  kind: 'practitioner' | 'room';
  resource_id: number;
  /** Milliseconds since the epoch, in no order; the same place of each array is the same appointment. */
  blocked_from: number[];
  blocked_to: number[];
  agenda_ids: number[];
  starts: number[];
}

/** Floating point is exact to the microsecond here, and much cheaper than the numeric of `extract`. */
const milliseconds = (column: string) => `(date_part('epoch', ${column}) * 1000)::bigint`;

/** Looks back two days, which is as long as anything can last; plain comparisons may use the index under row-level security. */
const busy = statement<BusyRow>(
  'occupancies_busy',
  `select o.kind, o.resource_id,
          array_agg(${milliseconds('o.blocked_from')}) as blocked_from,
          array_agg(${milliseconds('o.blocked_to')}) as blocked_to,
          array_agg(o.agenda_id) as agenda_ids,
          array_agg(${milliseconds('o.starts_at')}) as starts
     from unnest($2::text[], $3::bigint[]) as wanted (kind, id)
     join occupancies o on o.tenant_id = $1 and o.kind = wanted.kind and o.resource_id = wanted.id
      and o.blocked_from > to_timestamp($4::float8 / 1000) - interval '2 days'
      and o.blocked_from < to_timestamp($5::float8 / 1000)
    where o.blocked_to > to_timestamp($4::float8 / 1000)
      and (o.expires_at is null or o.expires_at > clock_timestamp())
      and o.appointment_id is distinct from $6::bigint
    group by o.kind, o.resource_id`,
);

/** @param except an appointment that is not in its own way */
export function readBusy(
  db: Queryable,
  tenantId: string,
  resources: Resources,
  { from, to }: { from: number; to: number },
  except?: number,
): Promise<BusyRow[]> {
  return db.query(busy, [tenantId, ...columnsOf(resources), from, to, except]);
}

const lock = statement<unknown>(
  'occupancies_lock',
  `select pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'occupancy', $1::text, kind, id), 0))
     from (select * from unnest($2::text[], $3::bigint[]) as wanted (kind, id) order by kind, id) as ordered`,
);

/** One after the other from here to the end of the transaction, in one order, so that nobody waits in a circle. */
export async function lockResources(tx: Tx, tenantId: string, resources: Resources): Promise<void> {
  await tx.query(lock, [tenantId, ...columnsOf(resources)]);
}

const insert = statement<{ kind: string }>(
  'occupancies_insert',
  `insert into occupancies (tenant_id, kind, resource_id, appointment_id, agenda_id, starts_at, blocked_from, blocked_to, expires_at)
   select $1, kind, id, $4, $5, to_timestamp($6::float8 / 1000), to_timestamp($7::float8 / 1000), to_timestamp($8::float8 / 1000), $9
     from unnest($2::text[], $3::bigint[]) as wanted (kind, id) order by kind, id
   on conflict do nothing
   returning kind`,
);

export interface Occupancy {
  appointmentId: number;
  agendaId: number;
  resources: Resources;
  /** Milliseconds since the epoch. */
  start: number;
  from: number;
  to: number;
  /** RFC 3339, of a hold. */
  expiresAt: string | null;
}

/** @returns false when something of it is taken: the exclusion constraint has the last word */
export async function insertOccupancy(tx: Tx, tenantId: string, occupancy: Occupancy): Promise<boolean> {
  const { appointmentId, agendaId, resources, start, from, to, expiresAt } = occupancy;
  const [kinds, ids] = columnsOf(resources);
  const values = [tenantId, kinds, ids, appointmentId, agendaId, start, from, to, expiresAt];
  return (await tx.query(insert, values)).length === ids.length;
}

const remove = statement<unknown>(
  'occupancies_delete',
  'delete from occupancies where tenant_id = $1 and appointment_id = $2',
);

export async function deleteOccupancy(tx: Tx, tenantId: string, appointmentId: number): Promise<void> {
  await tx.query(remove, [tenantId, appointmentId]);
}

const keep = statement<unknown>(
  'occupancies_keep',
  'update occupancies set expires_at = null where tenant_id = $1 and appointment_id = $2',
);

/** A hold that became an appointment does not expire. */
export async function keepOccupancy(tx: Tx, tenantId: string, appointmentId: number): Promise<void> {
  await tx.query(keep, [tenantId, appointmentId]);
}

function columnsOf({ practitioners, rooms }: Resources): [kinds: string[], ids: number[]] {
  return [
    [...practitioners.map(() => 'practitioner'), ...rooms.map(() => 'room')],
    [...practitioners, ...rooms],
  ];
}
