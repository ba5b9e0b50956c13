import ical, { ICalEventStatus } from 'ical-generator';
import { getLocation } from '../locations/locations.service.ts';
import { getPractitioner } from '../practitioners/practitioners.service.ts';
import type { Call } from '../route.ts';
import { findPlanned } from '../treatments/treatments.service.ts';
import type { Appointment } from './appointments.schema.ts';
import { occupies } from './status.ts';

/**
 * One appointment as an iCalendar file (RFC 5545), for the patient's own calendar. It names neither the patient nor notes
 * of the clinic. The same appointment keeps its UID, and its version is the SEQUENCE.
 */
export async function toCalendarFile(call: Pick<Call, 'db' | 'tenant'>, appointment: Appointment): Promise<string> {
  const { db, tenant } = call;
  const ids = appointment.treatments.map(({ treatmentId }) => treatmentId);
  const [location, practitioner, treatments] = await Promise.all([
    getLocation(call, appointment.locationId),
    appointment.practitionerId === undefined ? undefined : getPractitioner(call, appointment.practitionerId),
    findPlanned(db, tenant.id, ids),
  ]);
  const names = ids.map((id) => treatments.get(id)?.treatment.name).join(', ');
  const person =
    practitioner && [practitioner.title, practitioner.firstName, practitioner.lastName].filter(Boolean).join(' ');
  const { street, number, zip, municipality } = location.address ?? {};
  const address = [
    [street, number],
    [zip, municipality],
  ]
    .map((line) => line.filter(Boolean).join(' '))
    .filter(Boolean);
  const calendar = ical({ prodId: { company: 'Corsia', product: 'Corsia', language: 'EN' } });
  calendar.createEvent({
    id: `appointment-${appointment.id}@${tenant.id}.corsia`,
    sequence: appointment.version - 1,
    stamp: new Date(appointment.updatedAt),
    start: new Date(appointment.start),
    end: new Date(appointment.end),
    summary: person ? `${names}, ${person}` : names,
    location: [tenant.name, location.name, ...address].join(', '),
    description: appointment.patientInstructions ?? null,
    status: !occupies(appointment.status)
      ? ICalEventStatus.CANCELLED
      : ['held', 'pending'].includes(appointment.status)
        ? ICalEventStatus.TENTATIVE
        : ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}
