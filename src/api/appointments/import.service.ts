import type { Tx } from '../../platform/database/index.ts';
import type { Slot } from '../availabilities/slots.ts';
import { type AppointmentValues, newSeriesId } from './appointments.queries.ts';
import type { Appointment } from './appointments.schema.ts';
import { type ImportedOccupancy, insertImported, reserveIds } from './import.queries.ts';
import { occupies } from './status.ts';

/** An appointment of known data in a slot of the search. */
export interface ImportedAppointment
  extends Pick<Appointment, 'treatments' | 'status' | 'origin'>,
    Partial<Pick<Appointment, 'notes' | 'cancel' | 'arrivedAt' | 'startedAt' | 'completedAt' | 'episodeId'>> {
  patientId: number;
  slot: Slot;
  roomId: number | undefined;
  /** What those that were booked as one series have in common in this import. */
  series?: number | undefined;
}

/** Large enough to be quick, and small enough to be sent while the next ones are made. */
const AT_ONCE = 1_000;

export function reserveAppointmentIds(tx: Tx, count: number): Promise<number[]> {
  return reserveIds(tx, count);
}

/**
 * Stores many appointments without the rules' refusals, past ones too; the database still refuses two at once.
 * @param reserved ids that were reserved for them
 * @returns their ids in order
 */
export async function importAppointments(
  tx: Tx,
  tenantId: string,
  appointments: readonly ImportedAppointment[],
  reserved?: readonly number[],
): Promise<readonly number[]> {
  const ids = reserved ?? (await reserveIds(tx, appointments.length));
  const seriesIds = new Map<number, number>();
  for (const { series } of appointments)
    if (series !== undefined && !seriesIds.has(series)) seriesIds.set(series, await newSeriesId(tx));
  for (let from = 0; from < appointments.length; from += AT_ONCE) {
    const some = appointments.slice(from, from + AT_ONCE).map((appointment, index) => ({
      id: ids[from + index]!,
      ...appointment,
    }));
    const rows = some.map(({ id, ...appointment }) => ({
      id,
      room_id: appointment.roomId ?? null,
      ...valuesOf(appointment),
      series_id: appointment.series === undefined ? null : seriesIds.get(appointment.series)!,
    }));
    const occupancies = some.flatMap(({ id, status, slot }) => (occupies(status) ? occupanciesOf(id, slot) : []));
    await insertImported(tx, tenantId, rows, occupancies);
  }
  return ids;
}

function valuesOf({ patientId, slot, ...appointment }: ImportedAppointment): AppointmentValues {
  const { agenda, bufferBefore, bufferAfter } = slot.plan;
  const { treatments, notes, cancel } = appointment;
  return {
    patient_id: patientId,
    agenda_id: agenda.id,
    practitioner_id: agenda.practitionerId ?? null,
    location_id: agenda.locationId,
    starts_at: instant(slot.start),
    ends_at: instant(slot.end),
    buffer_before_minutes: bufferBefore / 60_000,
    buffer_after_minutes: bufferAfter / 60_000,
    status: appointment.status,
    origin: appointment.origin,
    series_id: null,
    episode_id: appointment.episodeId ?? null,
    hold_expires_at: null,
    arrived_at: appointment.arrivedAt ?? null,
    started_at: appointment.startedAt ?? null,
    completed_at: appointment.completedAt ?? null,
    details: { treatments, resourceIds: slot.rooms, ...(notes && { notes }), ...(cancel && { cancel }) },
  };
}

function occupanciesOf(id: number, { plan, start, end, rooms }: Slot): ImportedOccupancy[] {
  const { agenda, bufferBefore, bufferAfter } = plan;
  const common = {
    appointment_id: id,
    agenda_id: agenda.id,
    starts_at: instant(start),
    blocked_from: instant(start - bufferBefore),
    blocked_to: instant(end + bufferAfter),
  };
  const person = agenda.practitionerId;
  return [
    ...(person === undefined ? [] : [{ ...common, kind: 'practitioner' as const, resource_id: person }]),
    ...rooms.map((room) => ({ ...common, kind: 'room' as const, resource_id: room })),
  ];
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
