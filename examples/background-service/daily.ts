import type { Clock, Sleep } from '@corsia/client';

export interface Time {
  now: Clock;
  sleep: Sleep;
}

export interface DailyOptions extends Time {
  /** On the clock of the zone, such as `18:00`. */
  at: string;
  /** IANA name, such as `Europe/Rome`. */
  timeZone: string;
  signal: AbortSignal;
}

const LOOK_EVERY_MS = 60_000;

/**
 * Works once a day from a time on. It looks at the clock every minute instead of waiting for hours, so that neither a
 * computer that slept nor a change to summer time matters.
 * @param work gets the day; answers false to be called again a minute later
 */
export async function daily(options: DailyOptions, work: (day: string) => Promise<boolean>): Promise<never> {
  const { at, timeZone, now, sleep, signal } = options;
  for (let done = ''; ; ) {
    const { day, time } = wallClock(now(), timeZone);
    if (time >= at && day !== done && (await work(day))) done = day;
    await sleep(LOOK_EVERY_MS, signal);
  }
}

/** What calendar and clock of a zone show, as `YYYY-MM-DD` and `hh:mm`. */
function wallClock(instant: number, timeZone: string): { day: string; time: string } {
  const shown = new Date(instant).toLocaleString('sv-SE', { timeZone });
  return { day: shown.slice(0, 10), time: shown.slice(11, 16) };
}

export function nextDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}
