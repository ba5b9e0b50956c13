import type { Appointment as FhirAppointment } from '@medplum/fhirtypes';
import type { AppointmentStatus } from '../../api/appointments/status.ts';

type FhirStatus = NonNullable<FhirAppointment['status']>;

/** What each status is in FHIR; those that share one are told apart by the extension `appointment-status`. */
export const FHIR_STATUS: Readonly<Record<AppointmentStatus, FhirStatus>> = {
  held: 'proposed',
  pending: 'pending',
  booked: 'booked',
  confirmed: 'booked',
  arrived: 'arrived',
  in_progress: 'arrived',
  completed: 'fulfilled',
  cancelled: 'cancelled',
  expired: 'cancelled',
  no_show: 'noshow',
  entered_in_error: 'entered-in-error',
};

/** The statuses that a status of FHIR stands for, the usual one first. */
export function statusesOf(code: string): AppointmentStatus[] {
  const wanted = code === 'checked-in' ? 'arrived' : code;
  return (Object.keys(FHIR_STATUS) as AppointmentStatus[]).filter((status) => FHIR_STATUS[status] === wanted);
}

const AMBIGUOUS: ReadonlySet<AppointmentStatus> = new Set(['confirmed', 'in_progress', 'expired']);

/** Whether the status of FHIR does not tell all of it. */
export const needsOwnStatus = (status: AppointmentStatus) => AMBIGUOUS.has(status);

/** A step of the transition table. */
export type Step = 'confirm' | 'arrive' | 'start' | 'complete' | 'cancel' | 'noShow' | 'reopen';

const STEPS: Readonly<Partial<Record<AppointmentStatus, Partial<Record<AppointmentStatus, readonly Step[]>>>>> = {
  held: { booked: ['confirm'], confirmed: ['confirm', 'confirm'], cancelled: ['cancel'] },
  pending: { booked: ['confirm'], confirmed: ['confirm', 'confirm'], cancelled: ['cancel'] },
  booked: { confirmed: ['confirm'], arrived: ['arrive'], cancelled: ['cancel'], no_show: ['noShow'] },
  confirmed: { arrived: ['arrive'], cancelled: ['cancel'], no_show: ['noShow'] },
  arrived: {
    in_progress: ['start'],
    completed: ['start', 'complete'],
    cancelled: ['cancel'],
    booked: ['reopen'],
  },
  in_progress: { completed: ['complete'] },
  cancelled: { booked: ['reopen'] },
  no_show: { booked: ['reopen'] },
};

/** The steps from one status to another; undefined where none lead. */
export function stepsBetween(from: AppointmentStatus, to: AppointmentStatus): readonly Step[] | undefined {
  return from === to ? [] : STEPS[from]?.[to];
}
