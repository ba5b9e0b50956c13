import { type Interval, isFree, isWithin, merge } from './intervals.ts';
import { openDay } from './open-hours.ts';
import type { Plan } from './plan.ts';
import { chooseRooms, type TakenRooms } from './resources.ts';
import { daysBetween, type ZoneDay } from './zone-day.ts';

const MINUTE_MS = 60_000;

/** What is taken already, and by what: never by whom. Intervals are merged and include the buffers of what takes them. */
export interface Busy {
  practitioners: ReadonlyMap<number, readonly Interval[]>;
  rooms: TakenRooms;
  /** The starts of the appointments of an agenda. */
  starts: ReadonlyMap<number, readonly number[]>;
}

export interface Slot {
  plan: Plan;
  start: number;
  end: number;
  rooms: number[];
}

export type Refusal = 'outside_hours' | 'too_soon' | 'beyond_horizon' | 'day_full' | 'taken' | 'resources_taken';

/** Whether a plan may start at an instant, on a day of which the open windows are known. */
export function checkStart(
  plan: Plan,
  windows: readonly Interval[],
  day: ZoneDay,
  busy: Busy,
  start: number,
): Slot | Refusal {
  const { agenda, duration, bufferBefore, bufferAfter } = plan;
  const end = start + duration;
  const from = start - bufferBefore;
  const to = end + bufferAfter;
  if (!isWithin(windows, from, to)) return 'outside_hours';
  if (start < plan.earliest) return 'too_soon';
  if (start > plan.latest) return 'beyond_horizon';
  const { maxPerDay } = agenda.rules;
  if (maxPerDay !== undefined && countOn(day, busy.starts.get(agenda.id)) >= maxPerDay) return 'day_full';
  const person = agenda.practitionerId;
  if (person !== undefined && !isFree(busy.practitioners.get(person) ?? [], from, to)) return 'taken';
  const rooms = chooseRooms(plan.requirements, busy.rooms, from, to);
  if (!rooms) return person === undefined ? 'taken' : 'resources_taken';
  return { plan, start, end, rooms };
}

/**
 * The starts that are offered between two instants, in order: from the beginning of each window of a day every
 * `granularityMinutes` of elapsed time, so that nothing is lost or doubled when the clock changes. What starts before
 * midnight may end after it.
 */
export function* offeredSlots(plan: Plan, busy: Busy, from: number, to: number): Generator<Slot> {
  const { agenda, wanted } = plan;
  if (from > plan.latest || from >= to) return;
  const days = daysAround(agenda.timeZone, from, to);
  const opened: Interval[][] = [];
  // Opened when they are come to: most searches end long before the last.
  const windowsOf = (at: number) => {
    if (!days[at]) return [];
    opened[at] ??= openDay(agenda, days[at], wanted).windows;
    return opened[at];
  };
  for (const [index, day] of days.entries()) {
    const windows = merge([index - 1, index, index + 1, index + 2].flatMap(windowsOf));
    for (const start of gridOf(windowsOf(index), agenda.granularityMinutes, Math.max(from, plan.earliest))) {
      if (start >= to || start > plan.latest) return;
      const slot = checkStart(plan, windows, day, busy, start);
      if (typeof slot === 'object') yield slot;
    }
  }
}

/** Whether a start is one of those that are offered, in the windows of its day. */
export function isOnGrid(windows: readonly Interval[], granularityMinutes: number, start: number): boolean {
  return windows.some(
    (window) =>
      window.start <= start && start < window.end && (start - window.start) % (granularityMinutes * MINUTE_MS) === 0,
  );
}

/** The instants of the grid of each window that are not before `from`. */
export function* gridOf(windows: readonly Interval[], granularityMinutes: number, from: number): Generator<number> {
  const step = granularityMinutes * MINUTE_MS;
  for (const window of windows) {
    const skipped = Math.max(0, Math.ceil((from - window.start) / step));
    for (let start = window.start + skipped * step; start < window.end; start += step) yield start;
  }
}

/** Some days more: a window may begin the day before, and what starts late may end, with its buffer, two days after. */
export function daysAround(timeZone: string, from: number, to: number): ZoneDay[] {
  const DAY_MS = 86_400_000;
  return daysBetween(timeZone, from - DAY_MS, to + 2 * DAY_MS);
}

/** The slots of several plans as one sequence: by start, then practitioner, then agenda. */
export function* mergeSlots(sequences: readonly Generator<Slot>[]): Generator<Slot> {
  const heads = sequences.map((sequence) => ({ sequence, next: sequence.next() }));
  for (;;) {
    let first: (typeof heads)[number] | undefined;
    for (const head of heads)
      if (!head.next.done && (!first || comesBefore(head.next.value, first.next.value!))) first = head;
    if (!first) return;
    yield first.next.value!;
    first.next = first.sequence.next();
  }
}

function comesBefore(one: Slot, other: Slot): boolean {
  const person = ({ plan }: Slot) => plan.agenda.practitionerId ?? Number.MAX_SAFE_INTEGER;
  return (one.start - other.start || person(one) - person(other) || one.plan.agenda.id - other.plan.agenda.id) < 0;
}

function countOn({ start, end }: ZoneDay, starts: readonly number[] = []): number {
  return starts.filter((instant) => start <= instant && instant < end).length;
}
