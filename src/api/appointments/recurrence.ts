import { Temporal } from 'temporal-polyfill';
import { ServiceError } from '../../platform/errors.ts';
import { epochOf, formatInstant } from '../availabilities/zone-day.ts';

export interface Recurrence {
  frequency: 'daily' | 'weekly' | 'monthly';
  interval?: number;
  count: number;
}

/** The dates of a series on the wall clock, the first one included. A month that lacks the day takes its last one. */
export function occurrences(first: Temporal.PlainDateTime, { frequency, interval = 1, count }: Recurrence) {
  const unit = ({ daily: 'days', weekly: 'weeks', monthly: 'months' } as const)[frequency];
  return Array.from({ length: count }, (_, index) => first.add({ [unit]: index * interval }));
}

export function toWallClock(instant: string, timeZone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochOf(instant)).toZonedDateTimeISO(timeZone).toPlainDateTime();
}

/**
 * The instant of a wall clock time, RFC 3339.
 * @throws ServiceError nonexistent_local_time or ambiguous_local_time on the days on which the clock changes
 */
export function toInstant(clock: Temporal.PlainDateTime, timeZone: string): string {
  const earlier = clock.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const later = clock.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return formatInstant(timeZone, earlier.epochMilliseconds);
  const twice = earlier.toPlainDateTime().equals(clock);
  const code = twice ? 'ambiguous_local_time' : 'nonexistent_local_time';
  throw new ServiceError(code, `${clock} comes ${twice ? 'twice' : 'never'} in ${timeZone}, as the clock changes.`, {
    details: [{ field: 'start', code, message: `repeats onto ${clock}` }],
  });
}
