import type { HealthcareServiceAvailableTime } from '@medplum/fhirtypes';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Hours of a week on the wall clock. Those that end with the day end in its last second: FHIR has no 24:00. */
export function availableTimes(
  hours: readonly { dayOfWeek: number; start: string; end: string }[],
): HealthcareServiceAvailableTime[] {
  return hours.map(({ dayOfWeek, start, end }) => {
    const daysOfWeek = [DAYS[dayOfWeek - 1]!];
    if (start === '00:00' && end === '24:00') return { daysOfWeek, allDay: true };
    const last = end === '24:00' ? '23:59:59' : `${end}:00`;
    return { daysOfWeek, availableStartTime: `${start}:00`, availableEndTime: last };
  });
}

/** The same as a Location tells them. */
export function hoursOfOperation(hours: readonly { dayOfWeek: number; start: string; end: string }[]) {
  return availableTimes(hours).map(({ daysOfWeek, allDay, availableStartTime, availableEndTime }) => ({
    daysOfWeek,
    ...(allDay && { allDay }),
    ...(availableStartTime !== undefined && { openingTime: availableStartTime, closingTime: availableEndTime }),
  }));
}
