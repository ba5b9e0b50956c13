import type { BookableAgenda } from '../../api/agendas/bookable-agenda.ts';
import type { ImportedAppointment } from '../../api/appointments/import.service.ts';
import type { Slot } from '../../api/availabilities/slots.ts';
import { formatInstant } from '../../api/availabilities/zone-day.ts';
import type { Treatment } from '../../api/treatments/treatments.schema.ts';
import { chance, integer, pick, type Random } from '../random.ts';
import type { Course } from './courses.ts';
import type { Resident } from './residents.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How far a visit has come. */
export type Progress = Pick<ImportedAppointment, 'status' | 'cancel' | 'arrivedAt' | 'startedAt' | 'completedAt'>;

/** An appointment as it is planned; ids come when it is stored. */
export interface Visit {
  resident: Resident;
  slot: Slot;
  treatment: Treatment;
  /** `YYYY-MM-DD` */
  day: string;
  origin: ImportedAppointment['origin'];
  progress: Progress;
  course?: Course;
  series?: number;
}

export function takesPlace({ progress: { status } }: Visit): boolean {
  return status !== 'cancelled' && status !== 'no_show';
}

/**
 * How a visit stands when the clinic is looked at: most past ones are completed, some were cancelled or missed; the next ones
 * are confirmed, later ones booked.
 * @param moment when it is looked at, in milliseconds since the epoch
 */
export function progressOf(
  random: Random,
  { plan, start, end }: Slot,
  origin: Visit['origin'],
  moment: number,
): Progress {
  const at = (instant: number) => formatInstant(plan.agenda.timeZone, instant);
  if (chance(random, start < moment ? 0.06 : 0.04)) {
    const time = Math.min(start, moment) - integer(random, 2, 160) * HOUR_MS;
    return { status: 'cancelled', cancel: cancellation(random, plan.agenda, start, time) };
  }
  const arrived = start - integer(random, 2, 20) * MINUTE_MS;
  const started = start + integer(random, 0, 8) * MINUTE_MS;
  const completed = Math.max(end + integer(random, -3, 6) * MINUTE_MS, started + MINUTE_MS);
  if (completed <= moment)
    return chance(random, 0.04)
      ? { status: 'no_show' }
      : { status: 'completed', arrivedAt: at(arrived), startedAt: at(started), completedAt: at(completed) };
  if (started <= moment) return { status: 'in_progress', arrivedAt: at(arrived), startedAt: at(started) };
  if (arrived <= moment) return { status: 'arrived', arrivedAt: at(arrived) };
  const days = (start - moment) / (24 * HOUR_MS);
  if (origin === 'online' && chance(random, days < 3 ? 0.05 : 0.25)) return { status: 'pending' };
  return { status: chance(random, days < 2 ? 0.8 : days < 7 ? 0.4 : 0.1) ? 'confirmed' : 'booked' };
}

const REASONS = [
  'patient_request',
  'patient_request',
  'patient_sick',
  'patient_sick',
  'practitioner_unavailable',
  'rescheduled',
  'duplicate',
  'other',
] as const;

function cancellation(random: Random, { rules, timeZone }: BookableAgenda, start: number, at: number) {
  const reason = pick(random, REASONS);
  const { cancellationNoticeHours = 0 } = rules;
  return {
    reason,
    ...(reason === 'other' && { note: 'Ha telefonato: motivi di lavoro.' }),
    by: 'sandbox-reception',
    at: formatInstant(timeZone, at),
    late: start - at < cancellationNoticeHours * HOUR_MS,
  };
}
