import type { BookableAgenda } from '../agendas/bookable-agenda.ts';
import type { Interval } from './intervals.ts';
import type { Plan } from './plan.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

interface Minute {
  instant: number;
  date: string;
  /** Minutes of the wall clock. */
  clock: number;
  dayOfWeek: number;
}

/**
 * The same question answered minute by minute, by what a clock on the wall shows: slow, and simple enough to be right.
 * Knows nothing of the fast way; time zones come from `Intl`.
 */
export function slowStarts(
  plan: Plan,
  busy: { practitioner: Interval[]; rooms: Map<number, Interval[]>; starts: number[] },
  from: number,
  to: number,
): number[] {
  const { agenda, duration, bufferBefore, bufferAfter } = plan;
  const minutes = minutesBetween(agenda.timeZone, from - (from % DAY_MS) - 2 * DAY_MS, to + 2 * DAY_MS);
  const open = openMinutes(plan, minutes);
  const isTaken = (taken: Interval[], instant: number) =>
    taken.some(({ start, end }) => start <= instant && instant < end);
  const starts: number[] = [];
  let runStart = 0;
  let lastDate = '';
  for (const { instant, date } of minutes) {
    if (!open.has(instant)) continue;
    if (!open.has(instant - MINUTE_MS) || date !== lastDate) runStart = instant;
    lastDate = date;
    if ((instant - runStart) % (agenda.granularityMinutes * MINUTE_MS) !== 0) continue;
    if (instant < from || instant >= to || instant < plan.earliest || instant > plan.latest) continue;
    const needed: number[] = [];
    for (let at = instant - bufferBefore; at < instant + duration + bufferAfter; at += MINUTE_MS) needed.push(at);
    if (!needed.every((at) => open.has(at) && !isTaken(busy.practitioner, at))) continue;
    const { maxPerDay } = agenda.rules;
    const sameDay = busy.starts.filter((start) => minutes.find((one) => one.instant === start)?.date === date).length;
    if (maxPerDay !== undefined && sameDay >= maxPerDay) continue;
    const freeRooms = (ids: readonly number[]) =>
      ids.filter((id) => needed.every((at) => !isTaken(busy.rooms.get(id) ?? [], at)));
    const choices = plan.requirements.flatMap(({ anyOfIds, count }) => Array(count).fill(freeRooms(anyOfIds)));
    if (hasDistinct(choices)) starts.push(instant);
  }
  return starts;
}

function hasDistinct(choices: number[][], used: number[] = []): boolean {
  const [first, ...rest] = choices;
  return !first || first.some((id) => !used.includes(id) && hasDistinct(rest, [...used, id]));
}

function openMinutes({ agenda, wanted }: Plan, minutes: readonly Minute[]): Set<number> {
  const open = new Set<number>();
  for (const day of Map.groupBy(minutes, ({ date }) => date).values()) {
    const { date, dayOfWeek } = day[0]!;
    const covered = (windows: { start: string; end: string }[]) =>
      new Set(windows.flatMap(({ start, end }) => between(day, toClock(start), toClock(end))));
    const weekly = covered(
      agenda.openingHours.filter(
        (block) =>
          block.dayOfWeek === dayOfWeek &&
          (!block.validFrom || block.validFrom <= date) &&
          (!block.validTo || date <= block.validTo) &&
          (!block.channel || block.channel === wanted.channel) &&
          (!block.treatmentIds || wanted.treatmentIds.every((id) => block.treatmentIds!.includes(id))),
      ),
    );
    const building = agenda.location.openingHours
      ? covered(agenda.location.openingHours.filter((hours) => hours.dayOfWeek === dayOfWeek))
      : new Set(day.map(({ instant }) => instant));
    const shut = agenda.location.closures.some((closure) => closure.from <= date && date <= closure.to);
    const exceptions = (kind: string) =>
      covered(
        agenda.exceptions
          .filter((exception) => exception.kind === kind && exception.from <= date && date <= exception.to)
          .map(({ start = '00:00', end = '24:00' }) => ({ start, end })),
      );
    const [closed, extra] = [exceptions('closed'), exceptions('extraOpen')];
    for (const { instant } of day) {
      const usual = weekly.has(instant) && building.has(instant) && !shut && !closed.has(instant);
      if (usual || extra.has(instant)) open.add(instant);
    }
  }
  return open;
}

/** From the first minute that shows `start` or later to the last that shows less than `end`. */
function between(day: readonly Minute[], start: number, end: number): number[] {
  const first = day.findIndex(({ clock }) => clock >= start);
  const last = day.findLastIndex(({ clock }) => clock < end);
  return first < 0 ? [] : day.slice(first, last + 1).map(({ instant }) => instant);
}

const toClock = (text: string) => {
  const [hours, minutes] = text.split(':').map(Number);
  return hours! * 60 + minutes!;
};

const known = new Map<string, Minute[]>();

function minutesBetween(timeZone: BookableAgenda['timeZone'], from: number, to: number): Minute[] {
  const key = `${timeZone} ${from} ${to}`;
  const minutes = known.get(key) ?? readMinutes(timeZone, from, to);
  known.set(key, minutes);
  return minutes;
}

function readMinutes(timeZone: string, from: number, to: number): Minute[] {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
    hourCycle: 'h23',
  });
  const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const minutes: Minute[] = [];
  for (let instant = from; instant < to; instant += MINUTE_MS) {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    minutes.push({
      instant,
      date: `${part.year}-${part.month}-${part.day}`,
      clock: Number(part.hour) * 60 + Number(part.minute),
      dayOfWeek: DAYS.indexOf(part.weekday!) + 1,
    });
  }
  return minutes;
}
