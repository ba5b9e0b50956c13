import {
  type Condition,
  given,
  listStatements,
  ordersBy,
  type Queryable,
  statement,
  type Tx,
} from '../../platform/database/index.ts';
import { resourceState } from '../changes/resource-state.ts';
import type { Appointment, BookedTreatment } from './appointments.schema.ts';
import type { AppointmentStatus } from './status.ts';

interface AppointmentDetails {
  treatments: BookedTreatment[];
  resourceIds: number[];
  notes?: string | undefined;
  patientInstructions?: string | undefined;
  externalIds?: Appointment['externalIds'] | undefined;
  cancel?: Appointment['cancel'];
}

export interface AppointmentRow {
  id: number;
  version: number;
  patient_id: number | null;
  agenda_id: number;
  practitioner_id: number | null;
  location_id: number;
  room_id: number | null;
  starts_at: string;
  ends_at: string;
  buffer_before_minutes: number;
  buffer_after_minutes: number;
  status: AppointmentStatus;
  origin: Appointment['origin'];
  series_id: number | null;
  episode_id: number | null;
  hold_expires_at: string | null;
  arrived_at: string | null;
  started_at: string | null;
  completed_at: string | null;
  details: AppointmentDetails;
  created_at: string;
  updated_at: string;
}

/** What may change after the beginning, in the order of the statements' parameters. */
const WRITABLE = [
  'patient_id',
  'agenda_id',
  'practitioner_id',
  'location_id',
  'starts_at',
  'ends_at',
  'buffer_before_minutes',
  'buffer_after_minutes',
  'status',
  'origin',
  'series_id',
  'episode_id',
  'hold_expires_at',
  'arrived_at',
  'started_at',
  'completed_at',
  'details',
] as const;

export type AppointmentValues = Pick<AppointmentRow, (typeof WRITABLE)[number]>;

export const COLUMNS = ['id', 'version', ...WRITABLE, 'room_id', 'created_at', 'updated_at']
  .map((one) => `r.${one}`)
  .join(', ');
const parameters = (from: number) => WRITABLE.map((_, index) => `$${from + index}`).join(', ');
const valuesOf = (values: AppointmentValues) => WRITABLE.map((column) => values[column]);

/** The first of the rooms, machines left aside. $2 is a jsonb array of ids. */
const firstRoom = `(select min(o.id) from rooms o where o.tenant_id = $1::text and o.kind = 'room'
                     and o.id in (select e::bigint from jsonb_array_elements_text($2::jsonb) as e))`;

export const appointmentList = listStatements<AppointmentRow>({
  name: 'appointments',
  table: 'appointments',
  columns: COLUMNS,
  orders: ordersBy({ start: 'r.starts_at', updatedAt: 'r.updated_at' }),
  state: resourceState(`'appointments'`),
});

export const living: Condition = { sql: () => 'r.deleted_at is null' };

export function startingWithin(from: number | undefined, to: number | undefined): Condition[] {
  return [
    ...given(from, (instant) => `r.starts_at >= to_timestamp(${instant}::float8 / 1000)`),
    ...given(to, (instant) => `r.starts_at < to_timestamp(${instant}::float8 / 1000)`),
  ];
}

/** Appointments of one status are stored in the order of their ids; of several they have to be sorted. */
export function havingStatus(statuses: readonly string[] | undefined): Condition[] {
  if (statuses?.length === 1) return given(statuses[0], (one) => `r.status = ${one}`);
  return given(statuses, (several) => `r.status = any (${several}::text[])`);
}

const get = statement<AppointmentRow>(
  'appointments_get',
  `select ${COLUMNS} from appointments r where r.tenant_id = $1 and r.id = $2 and r.deleted_at is null`,
);
const lock = statement<AppointmentRow & { overdue: boolean }>(
  'appointments_lock',
  `select ${COLUMNS}, r.status = 'held' and r.hold_expires_at <= clock_timestamp() as overdue
     from appointments r where r.tenant_id = $1 and r.id = $2 and r.deleted_at is null for update`,
);
const keepStatement = statement<{ id: number }>(
  'appointments_keep',
  'select id from appointments where tenant_id = $1 and id = $2 for share',
);
const lockSeriesStatement = statement<AppointmentRow>(
  'appointments_lock_series',
  `select ${COLUMNS} from appointments r
    where r.tenant_id = $1 and r.series_id = (select s.series_id from appointments s where s.tenant_id = $1 and s.id = $2)
      and r.deleted_at is null
    order by r.id for update`,
);

export async function getAppointment(db: Queryable, tenantId: string, id: number): Promise<AppointmentRow | undefined> {
  return (await db.query(get, [tenantId, id]))[0];
}

/** `overdue` tells a hold whose time is over. */
export async function lockAppointment(
  tx: Tx,
  tenantId: string,
  id: number,
): Promise<(AppointmentRow & { overdue: boolean }) | undefined> {
  return (await tx.query(lock, [tenantId, id]))[0];
}

/** Nobody changes it until the transaction ends. */
export async function keepAppointment(tx: Tx, tenantId: string, id: number): Promise<void> {
  await tx.query(keepStatement, [tenantId, id]);
}

/** All appointments of the series that one belongs to, itself included; locked in one order whichever is asked for. */
export function lockSeriesOf(tx: Tx, tenantId: string, id: number): Promise<AppointmentRow[]> {
  return tx.query(lockSeriesStatement, [tenantId, id]);
}

const insert = statement<AppointmentRow>(
  'appointments_insert',
  `insert into appointments as r (tenant_id, room_id, hold_expires_at, ${WRITABLE.filter((one) => one !== 'hold_expires_at').join(', ')})
   select $1::text, ${firstRoom}, case when $3::int is not null then clock_timestamp() + make_interval(secs => $3) end,
          ${WRITABLE.filter((one) => one !== 'hold_expires_at')
            .map((column) => `v.${column}`)
            .join(', ')}
     from jsonb_populate_record(null::appointments, $4::jsonb) as v
   returning ${COLUMNS}`,
);

/** @param ttlSeconds of a hold, from now on the database's clock */
export async function insertAppointment(
  tx: Tx,
  tenantId: string,
  values: AppointmentValues,
  ttlSeconds?: number,
): Promise<AppointmentRow> {
  const rooms = JSON.stringify(values.details.resourceIds);
  return (await tx.query(insert, [tenantId, rooms, ttlSeconds, JSON.stringify(values)]))[0]!;
}

const update = statement<AppointmentRow>(
  'appointments_update',
  `update appointments r set (${WRITABLE.join(', ')}) = row(${parameters(4)}), room_id = ${firstRoom}, version = version + 1,
          updated_at = clock_timestamp()
    where r.tenant_id = $1::text and r.id = $3
   returning ${COLUMNS}`,
);

export async function updateAppointment(
  tx: Tx,
  tenantId: string,
  id: number,
  values: AppointmentValues,
): Promise<AppointmentRow> {
  const rooms = JSON.stringify(values.details.resourceIds);
  return (await tx.query(update, [tenantId, rooms, id, ...valuesOf(values)]))[0]!;
}

const remove = statement<unknown>(
  'appointments_delete',
  `update appointments set deleted_at = clock_timestamp(), status = 'entered_in_error', episode_id = null, version = version + 1,
          updated_at = clock_timestamp()
    where tenant_id = $1 and id = $2`,
);

/** It is kept, and nobody sees it any more. */
export async function deleteAppointment(tx: Tx, tenantId: string, id: number): Promise<void> {
  await tx.query(remove, [tenantId, id]);
}

const expireThose = (chosen: string) => `with over as (
     select tenant_id, id from appointments
      where tenant_id = $1 and status = 'held' and hold_expires_at <= clock_timestamp() order by id ${chosen}
   ), freed as (
     delete from occupancies o using over where o.tenant_id = $1 and o.appointment_id = over.id
   )
   update appointments a set status = 'expired', version = a.version + 1, updated_at = clock_timestamp()
     from over where a.tenant_id = $1 and a.id = over.id returning a.id`;

const expire = statement<unknown>('appointments_expire', expireThose('for update'));
const expireSome = statement<{ id: number }>(
  'appointments_expire_some',
  expireThose('limit $2 for update skip locked'),
);

/** Holds whose time is over give their place up. */
export async function expireHolds(tx: Tx, tenantId: string): Promise<void> {
  await tx.query(expire, [tenantId]);
}

/** The same for `most` of them, those left out that somebody works on. @returns how many */
export async function expireSomeHolds(db: Queryable, tenantId: string, most: number): Promise<number> {
  return (await db.query(expireSome, [tenantId, most])).length;
}

const countOfPatient = statement<{ count: number }>(
  'appointments_count_of_patient',
  `select count(*) as count from appointments
    where tenant_id = $1 and patient_id = $2 and agenda_id = $3 and id is distinct from $6::bigint and deleted_at is null
      and starts_at >= to_timestamp($4::float8 / 1000) and starts_at < to_timestamp($5::float8 / 1000)
      and status not in ('expired', 'cancelled', 'no_show', 'entered_in_error')`,
);

/** How many a patient has in an agenda on a day, leaving one out. */
export async function countOnDay(
  tx: Tx,
  tenantId: string,
  { patientId, agendaId }: { patientId: number; agendaId: number },
  { start, end }: { start: number; end: number },
  except: number | undefined,
): Promise<number> {
  return (await tx.query(countOfPatient, [tenantId, patientId, agendaId, start, end, except]))[0]!.count;
}

const nextSeriesId = statement<{ id: number }>(
  'appointments_next_series',
  `select nextval('appointment_series_id_seq') as id`,
);

export async function newSeriesId(tx: Tx): Promise<number> {
  return (await tx.query(nextSeriesId))[0]!.id;
}
