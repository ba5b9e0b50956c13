import { type ClosedReason, openDay, openWindows } from './open-hours.ts';
import type { Plan } from './plan.ts';
import { type Busy, checkStart, daysAround, gridOf, type Refusal } from './slots.ts';
import { dayAfter, daysBetween, type ZoneDay } from './zone-day.ts';

export type DayReason = ClosedReason | 'too_short' | Exclude<Refusal, 'outside_hours'>;

/** Of those that hold for different starts of a day, the one that came nearest to a free slot is told. */
const NEARNESS: readonly Refusal[] = ['outside_hours', 'beyond_horizon', 'too_soon', 'day_full', 'taken', 'resources_taken'];

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
  const { reason } = openDay(agenda, day, wanted);
  if (reason) return reason;
  const around = daysAround(agenda.timeZone, day.start, day.end);
  const windows = openWindows(agenda, around, wanted);
  let nearest: Refusal = 'outside_hours';
  for (const start of gridOf(windows, agenda.granularityMinutes, day.start)) {
    if (start >= day.end) break;
    const verdict = checkStart(plan, windows, day, busy, start);
    const asked = from <= start && start < to;
    if (typeof verdict === 'object') {
      if (asked) return undefined;
    } else if (NEARNESS.indexOf(verdict) > NEARNESS.indexOf(nearest)) nearest = verdict;
  }
  if (nearest !== 'outside_hours') return nearest;
  return dayAfter(agenda.timeZone, day).start <= from ? undefined : 'too_short';
}
