import type { Tx } from '../../platform/database/index.ts';
import type { Slot } from '../availabilities/slots.ts';
import { formatInstant } from '../availabilities/zone-day.ts';
import type { AppointmentValues } from './appointments.queries.ts';
import type { Appointment } from './appointments.schema.ts';
import { type ImportedOccupancy, insertImported, reserveIds } from './import.queries.ts';
import { occupies } from './status.ts';

/** An appointment of known data in a slot of the search. */
export interface ImportedAppointment
  extends Pick<Appointment, 'treatments' | 'status' | 'origin'>,
    Partial<Pick<Appointment, 'notes' | 'cancel' | 'arrivedAt' | 'startedAt' | 'completedAt'>> {
  patientId: number;
  slot: Slot;
  roomId: number | undefined;
}

/**
 * Stores many appointments without the rules' refusals, past ones too; the database still refuses two at once.
 * @returns their ids in order
 */
export async function importAppointments(
  tx: Tx,
  tenantId: string,
  appointments: readonly ImportedAppointment[],
): Promise<number[]> {
  const ids = await reserveIds(tx, appointments.length);
  const rows = appointments.map((appointment, index) => ({
    id: ids[index]!,
    room_id: appointment.roomId ?? null,
    ...valuesOf(appointment),
  }));
  const occupancies = appointments.flatMap((appointment, index) =>
    occupies(appointment.status) ? occupanciesOf(ids[index]!, appointment.slot) : [],
  );
  await insertImported(tx, tenantId, rows, occupancies);
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
    starts_at: formatInstant(agenda.timeZone, slot.start),
    ends_at: formatInstant(agenda.timeZone, slot.end),
    buffer_before_minutes: bufferBefore / 60_000,
    buffer_after_minutes: bufferAfter / 60_000,
    status: appointment.status,
    origin: appointment.origin,
    series_id: null,
    episode_id: null,
    hold_expires_at: null,
    arrived_at: appointment.arrivedAt ?? null,
    started_at: appointment.startedAt ?? null,
    completed_at: appointment.completedAt ?? null,
    details: { treatments, resourceIds: slot.rooms, ...(notes && { notes }), ...(cancel && { cancel }) },
  };
}

function occupanciesOf(id: number, { plan, start, end, rooms }: Slot): ImportedOccupancy[] {
  const { agenda, bufferBefore, bufferAfter } = plan;
  const instant = (at: number) => formatInstant(agenda.timeZone, at);
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
