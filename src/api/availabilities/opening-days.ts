import type { Queryable } from '../../platform/database/index.ts';
import { findBookable } from '../agendas/agendas.service.ts';
import type { BookableAgenda } from '../agendas/bookable-agenda.ts';
import { found } from '../pages.ts';
import { merge } from './intervals.ts';
import { type ClosedReason, openDay } from './open-hours.ts';
import { formatInstant, localDate, type ZoneDay, zoneDay } from './zone-day.ts';

/** When an agenda is open on a day, whatever is booked already. */
interface OpeningDay {
  /** `YYYY-MM-DD` */
  date: string;
  /** ISO 8601: 1 is Monday. */
  dayOfWeek: number;
  /** On the wall clock of the agenda, `HH:mm`. */
  windows: { start: string; end: string }[];
  /** Why there are none. */
  reason: ClosedReason | undefined;
}

/**
 * The days of an agenda from today on: its weekly hours and exceptions, with the closures and holidays of its location.
 * @throws ServiceError not_found
 */
export async function openingDays(
  db: Queryable,
  tenantId: string,
  agendaId: number,
  { now, days }: { now: number; days: number },
): Promise<OpeningDay[]> {
  const agenda = found((await findBookable(db, tenantId, [], { agendaId }))[0], 'agenda');
  const all = [zoneDay(agenda.timeZone, localDate(agenda.timeZone, now))];
  while (all.length < days) all.push(zoneDay(agenda.timeZone, all.at(-1)!.nextDate));
  return all.map((day) => openingOf(agenda, day));
}

/** Hours that are kept for one channel or for some treatments are open hours, too. */
function openingOf(agenda: BookableAgenda, day: ZoneDay): OpeningDay {
  const open = (['frontdesk', 'online'] as const).map((channel) => openDay(agenda, day, { treatmentIds: [], channel }));
  const windows = merge(open.flatMap((one) => one.windows));
  const clock = (instant: number) =>
    instant === day.end ? '24:00' : formatInstant(agenda.timeZone, instant).slice(11, 16);
  return {
    date: day.date,
    dayOfWeek: day.dayOfWeek,
    windows: windows.map(({ start, end }) => ({ start: clock(start), end: clock(end) })),
    reason: windows.length > 0 ? undefined : open[0]!.reason,
  };
}
