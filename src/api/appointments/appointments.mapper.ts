import { withoutNull } from '../pages.ts';
import type { AppointmentInput } from './appointment-requests.schema.ts';
import type { AppointmentRow, AppointmentValues } from './appointments.queries.ts';
import type { Appointment, AppointmentHistory } from './appointments.schema.ts';
import type { HistoryRow } from './history.queries.ts';

/** A row as the API answers it. Absent values are left out. */
export function toAppointment(row: AppointmentRow): Appointment {
  return withoutNull({
    externalIds: [],
    ...row.details,
    id: row.id,
    version: row.version,
    patientId: row.patient_id,
    agendaId: row.agenda_id,
    practitionerId: row.practitioner_id,
    locationId: row.location_id,
    roomId: row.room_id,
    start: row.starts_at,
    end: row.ends_at,
    status: row.status,
    origin: row.origin,
    episodeId: row.episode_id,
    seriesId: row.series_id,
    holdExpiresAt: row.hold_expires_at,
    arrivedAt: row.arrived_at,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }) as Appointment;
}

/** The values of a row that stay as they are, to be changed in part. */
export function valuesOf(row: AppointmentRow): AppointmentValues {
  const { id: _, version: __, room_id: ___, created_at: ____, updated_at: _____, ...values } = row;
  return values;
}

type Described = Pick<AppointmentInput, 'notes' | 'patientInstructions' | 'externalIds'>;

/** The members that only describe, as they are kept; those that are absent are removed. */
export function describedOf({ notes, patientInstructions, externalIds }: Described): Described {
  return {
    ...(notes !== undefined && { notes }),
    ...(patientInstructions !== undefined && { patientInstructions }),
    ...(externalIds !== undefined && { externalIds }),
  };
}

export function toHistory(rows: readonly HistoryRow[]): AppointmentHistory {
  const items = rows.map((row) =>
    withoutNull({
      version: row.version,
      at: row.at,
      action: row.action,
      userId: row.user_id,
      clientId: row.client_id,
      status: row.status,
      start: row.starts_at,
      end: row.ends_at,
      agendaId: row.agenda_id,
      patientId: row.patient_id,
    }),
  );
  return { items };
}
