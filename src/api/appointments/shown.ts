import type { Appointment } from './appointments.schema.ts';

export const mayRead = { scope: 'giponext.agenda', permission: 'appointments.read' } as const;
export const mayWrite = { scope: 'giponext.agenda', permission: 'appointments.write' } as const;
export const mayDelete = { scope: 'giponext.agenda', permission: 'appointments.delete' } as const;

/** Whom it concerns, for the audit. */
export const patientsOf = ({ patientId }: { patientId?: number }) => (patientId === undefined ? [] : [patientId]);

/** The answer that shows one appointment. */
export function shown(appointment: Appointment) {
  return { body: appointment, etag: `"${appointment.version}"`, patientIds: patientsOf(appointment) };
}
