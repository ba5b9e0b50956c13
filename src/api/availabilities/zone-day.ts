import { Temporal } from 'temporal-polyfill';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** One calendar day of a time zone, in milliseconds since the epoch. */
export interface ZoneDay {
  /** `YYYY-MM-DD` */
  date: string;
  nextDate: string;
  /** ISO 8601: 1 is Monday. */
  dayOfWeek: number;
  start: number;
  /** The start of the next day. */
  end: number;
  /**
   * The instant at which a bound of a window stands, given in minutes of the wall clock from 0 to 1440. A clock time that
   * the change to summer time skips is the instant of the change; of one that comes twice a start is the first and an end the second.
   */
  at(minutes: number, bound: 'start' | 'end'): number;
}

const MOST_CACHED = 20_000;
const cache = new Map<string, ZoneDay>();

/** Cached: a search asks for the same few days of the same few zones over and over. */
export function zoneDay(timeZone: string, date: string): ZoneDay {
  const key = `${date} ${timeZone}`;
  let day = cache.get(key);
  if (!day) {
    day = computeDay(timeZone, date);
    if (cache.size >= MOST_CACHED) cache.clear();
    cache.set(key, day);
  }
  return day;
}

function computeDay(timeZone: string, date: string): ZoneDay {
  const plain = Temporal.PlainDate.from(date);
  const first = plain.toZonedDateTime(timeZone);
  const last = plain.add({ days: 1 }).toZonedDateTime(timeZone);
  const start = first.epochMilliseconds;
  const end = last.epochMilliseconds;
  // Without a change of the clock, which most days are, minutes are simply added.
  const even = end - start === DAY_MS && first.offsetNanoseconds === last.offsetNanoseconds;
  return {
    date,
    nextDate: plain.add({ days: 1 }).toString(),
    dayOfWeek: plain.dayOfWeek,
    start,
    end,
    at: (minutes, bound) => (even ? start + minutes * MINUTE_MS : resolve(timeZone, plain, minutes, bound)),
  };
}

function resolve(timeZone: string, day: Temporal.PlainDate, minutes: number, bound: 'start' | 'end'): number {
  const clock = day.toPlainDateTime().add({ minutes });
  const earlier = clock.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const later = clock.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return earlier.epochMilliseconds;
  const comesTwice = earlier.toPlainDateTime().equals(clock);
  if (comesTwice) return (bound === 'start' ? earlier : later).epochMilliseconds;
  return earlier.getTimeZoneTransition('next')!.epochMilliseconds;
}

/** The local days that the instants from `from` up to `to` lie on, at least one. */
export function daysBetween(timeZone: string, from: number, to: number): ZoneDay[] {
  const days = [zoneDay(timeZone, localDate(timeZone, from))];
  while (days.at(-1)!.end < to) days.push(zoneDay(timeZone, days.at(-1)!.nextDate));
  return days;
}

export function localDate(timeZone: string, instant: number): string {
  return zoned(timeZone, instant).toPlainDate().toString();
}

/** RFC 3339 with milliseconds and the zone's offset, as the database writes instants. */
export function formatInstant(timeZone: string, instant: number): string {
  if (instant < QUARTERS_SINCE)
    return zoned(timeZone, instant).toString({ timeZoneName: 'never', fractionalSecondDigits: 3 });
  const { milliseconds, text } = offsetAt(timeZone, instant);
  return new Date(instant + milliseconds).toISOString().slice(0, -1) + text;
}

interface Offset {
  milliseconds: number;
  /** `+01:00` */
  text: string;
}

const QUARTER_MS = 15 * MINUTE_MS;
/** Since 1973 every clock of the time zone database changes on a quarter of an hour of UTC. */
const QUARTERS_SINCE = Date.UTC(1973, 0);
const offsets = new Map<string, Offset>();

/** Cached by the quarter of an hour: a page of slots has hundreds of instants. */
function offsetAt(timeZone: string, instant: number): Offset {
  const quarter = Math.floor(instant / QUARTER_MS);
  const key = `${quarter} ${timeZone}`;
  let offset = offsets.get(key);
  if (!offset) {
    const there = zoned(timeZone, quarter * QUARTER_MS);
    offset = { milliseconds: there.offsetNanoseconds / 1_000_000, text: there.offset };
    if (offsets.size >= MOST_CACHED) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}

function zoned(timeZone: string, instant: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
}

/** Milliseconds since the epoch of any instant that requests may hold: with a space, in lower case, with any fraction. */
export function epochOf(instant: string): number {
  // Temporal reads nine digits of a fraction at most.
  const readable = instant.replace(' ', 'T').replace(/(\.\d{9})\d+/, '$1');
  return Temporal.Instant.from(readable).epochMilliseconds;
}

/** Minutes of the wall clock from `HH:mm`, `24:00` being 1440. */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}
