import { type ClosedReason, openDay, openWindows } from './open-hours.ts';
import type { Plan } from './plan.ts';
import { type Busy, checkStart, daysAround, gridOf, type Refusal } from './slots.ts';
import { daysBetween, type ZoneDay } from './zone-day.ts';

export type DayReason = ClosedReason | 'too_short' | Exclude<Refusal, 'outside_hours'>;

/** Of those that hold for different starts of a day, the one that came nearest to a free slot is told. */
const NEARNESS: readonly Refusal[] = [
  'outside_hours',
  'beyond_horizon',
  'too_soon',
  'day_full',
  'taken',
  'resources_taken',
];

/** Why a plan has no free start on a local day, for each day between two instants that has none. */
export function explainDays(plan: Plan, busy: Busy, from: number, to: number): { date: string; reason: DayReason }[] {
  const { timeZone } = plan.agenda;
  return daysBetween(timeZone, from, to).flatMap((day) => {
    const reason = explainDay(plan, busy, day, from, to);
    return reason ? [{ date: day.date, reason }] : [];
  });
}

function explainDay(plan: Plan, busy: Busy, day: ZoneDay, from: number, to: number): DayReason | undefined {
  const { agenda, wanted } = plan;
  if (day.start > plan.latest) return 'beyond_horizon';
  const own = openDay(agenda, day, wanted);
  if (own.reason) return own.reason;
  const around = daysAround(agenda.timeZone, day.start, day.end);
  const windows = openWindows(agenda, around, wanted);
  let nearest: Refusal | undefined;
  for (const start of gridOf(own.windows, agenda.granularityMinutes, Math.max(from, day.start))) {
    if (start >= to) break;
    const verdict = checkStart(plan, windows, day, busy, start);
    if (typeof verdict === 'object') return undefined;
    if (!nearest || NEARNESS.indexOf(verdict) > NEARNESS.indexOf(nearest)) nearest = verdict;
  }
  if (!nearest) return 'not_working';
  return nearest === 'outside_hours' ? 'too_short' : nearest;
}
