import type { AgendaException } from '../agendas/agendas.schema.ts';
import type { BookableAgenda } from '../agendas/bookable-agenda.ts';
import { isHoliday } from './holidays.ts';
import { type Interval, intersect, merge, subtract } from './intervals.ts';
import { minutesOf, type ZoneDay } from './zone-day.ts';

/** For whom hours are looked up: blocks may be kept for some treatments or for one channel. */
export interface Wanted {
  treatmentIds: readonly number[];
  channel: 'frontdesk' | 'online';
}

export type ClosedReason = 'not_working' | 'kept_for_others' | 'location_closed' | 'holiday' | 'exception';

/** When an agenda is open on a day for what is wanted, or why it is not. */
export interface OpenDay {
  windows: Interval[];
  reason: ClosedReason | undefined;
}

/** Location, weekly hours, exceptions, in this order: an extra opening holds whatever the location says. */
export function openDay(agenda: BookableAgenda, day: ZoneDay, wanted: Wanted): OpenDay {
  const closed = exceptionsOn(agenda, day, 'closed');
  const extra = exceptionsOn(agenda, day, 'extraOpen');
  const weekly = weeklyHours(agenda, day, wanted);
  const allowed = locationHours(agenda.location, day);
  const left = subtract(intersect(weekly.windows, allowed.windows), closed);
  const windows = merge([...left, ...extra]);
  if (windows.length > 0) return { windows, reason: undefined };
  return { windows, reason: weekly.reason ?? allowed.reason ?? (closed.length > 0 ? 'exception' : 'location_closed') };
}

/** The merged windows of several days; those that meet at midnight are one. */
export function openWindows(agenda: BookableAgenda, days: readonly ZoneDay[], wanted: Wanted): Interval[] {
  return merge(days.flatMap((day) => openDay(agenda, day, wanted).windows));
}

function weeklyHours({ openingHours }: BookableAgenda, day: ZoneDay, wanted: Wanted): OpenDay {
  const blocks = openingHours.filter(
    ({ dayOfWeek, validFrom, validTo }) =>
      dayOfWeek === day.dayOfWeek && (validFrom ?? day.date) <= day.date && (validTo ?? day.date) >= day.date,
  );
  const mine = blocks.filter(
    ({ treatmentIds, channel }) =>
      (channel ?? wanted.channel) === wanted.channel &&
      (treatmentIds === undefined || wanted.treatmentIds.every((id) => treatmentIds.includes(id))),
  );
  const windows = merge(mine.map((block) => toInterval(day, block)));
  if (windows.length > 0) return { windows, reason: undefined };
  return { windows, reason: blocks.length > 0 ? 'kept_for_others' : 'not_working' };
}

function locationHours({ openingHours, holidays, closures }: BookableAgenda['location'], day: ZoneDay): OpenDay {
  const none = (reason: ClosedReason): OpenDay => ({ windows: [], reason });
  if (closures.some(({ from, to }) => from <= day.date && day.date <= to)) return none('location_closed');
  if (holidays !== 'none' && isHoliday(holidays, day.date)) return none('holiday');
  if (!openingHours) return { windows: [{ start: day.start, end: day.end }], reason: undefined };
  const windows = openingHours
    .filter(({ dayOfWeek }) => dayOfWeek === day.dayOfWeek)
    .map((hours) => toInterval(day, hours));
  return windows.length > 0 ? { windows: merge(windows), reason: undefined } : none('location_closed');
}

function exceptionsOn({ exceptions }: BookableAgenda, day: ZoneDay, kind: AgendaException['kind']): Interval[] {
  return exceptions
    .filter((exception) => exception.kind === kind && exception.from <= day.date && day.date <= exception.to)
    .map(({ start = '00:00', end = '24:00' }) => toInterval(day, { start, end }));
}

function toInterval(day: ZoneDay, { start, end }: { start: string; end: string }): Interval {
  return { start: day.at(minutesOf(start), 'start'), end: day.at(minutesOf(end), 'end') };
}
