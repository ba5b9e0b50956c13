import { statement, type Tx } from '../../platform/database/index.ts';
import type { AppointmentValues } from './appointments.queries.ts';

export interface ImportedValues extends AppointmentValues {
  id: number;
  room_id: number | null;
}

export interface ImportedOccupancy {
  appointment_id: number;
  kind: 'practitioner' | 'room';
  resource_id: number;
  agenda_id: number;
  starts_at: string;
  blocked_from: string;
  blocked_to: string;
}

const reserve = statement<{ id: number }>(
  'appointments_reserve_ids',
  `select nextval('appointments_id_seq') as id from generate_series(1, $1::int)`,
);
const COLUMNS = `id, patient_id, agenda_id, practitioner_id, location_id, room_id, starts_at, ends_at, buffer_before_minutes,
  buffer_after_minutes, status, origin, series_id, episode_id, arrived_at, started_at, completed_at, details`;
const insertAll = statement<unknown>(
  'appointments_insert_all',
  `with stored as (
     insert into appointments (tenant_id, ${COLUMNS}) select $1, ${COLUMNS} from jsonb_populate_recordset(null::appointments, $2::jsonb)
   )
   select`,
);
const occupyAll = statement<unknown>(
  'appointments_occupy_all',
  `insert into occupancies (tenant_id, appointment_id, kind, resource_id, agenda_id, starts_at, blocked_from, blocked_to)
   select $1, appointment_id, kind, resource_id, agenda_id, starts_at, blocked_from, blocked_to
     from jsonb_populate_recordset(null::occupancies, $2::jsonb)`,
);

export async function reserveIds(tx: Tx, count: number): Promise<number[]> {
  return (await tx.query(reserve, [count])).map(({ id }) => id);
}

export async function insertImported(
  tx: Tx,
  tenantId: string,
  appointments: readonly ImportedValues[],
  occupancies: readonly ImportedOccupancy[],
): Promise<void> {
  await tx.query(insertAll, [tenantId, JSON.stringify(appointments)]);
  await tx.query(occupyAll, [tenantId, JSON.stringify(occupancies)]);
}
