import type { ConsoleServices, SubmitCall } from '../console/page-route.ts';
import type { ApplicationRow } from '../developer/applications.queries.ts';
import { MOST_PER_MINUTE } from '../oidc/own-rate-limit.ts';
import type { LimitField } from '../pages/administration/applications.page.ts';

const DAY = 86_400;

/** What each limit may be, in its own unit, and how many seconds that is. */
const LIMITS: Record<LimitField, { least: number; most: number; seconds: number }> = {
  requestsPerMinute: { least: 1, most: MOST_PER_MINUTE, seconds: 0 },
  accessMinutes: { least: 1, most: 1440, seconds: 60 },
  refreshIdleDays: { least: 1, most: 3650, seconds: DAY },
  refreshAbsoluteDays: { least: 1, most: 3650, seconds: DAY },
};
const FIELDS = Object.keys(LIMITS) as LimitField[];

/** The limits as a form shows them; empty for what the installation says. */
export function typedLimits(row: ApplicationRow): Record<LimitField, string> {
  const words = (value: number | null, seconds = 1) => (value === null ? '' : String(Math.round(value / seconds)));
  return {
    requestsPerMinute: words(row.requests_per_minute),
    accessMinutes: words(row.access_token_seconds, 60),
    refreshIdleDays: words(row.refresh_idle_seconds, DAY),
    refreshAbsoluteDays: words(row.refresh_absolute_seconds, DAY),
  };
}

/** What the installation says of each limit, in the unit of its field; undefined for no limit. */
export function installationLimits({
  lifetimes,
  requestsPerMinute,
}: ConsoleServices): Record<LimitField, number | undefined> {
  const { accessToken, refreshIdle, refreshAbsolute } = lifetimes;
  return {
    requestsPerMinute,
    accessMinutes: accessToken / 60,
    refreshIdleDays: refreshIdle / DAY,
    refreshAbsoluteDays: refreshAbsolute && refreshAbsolute / DAY,
  };
}

/** What was typed; a limit is null when its field is empty. */
export function readLimits({ field }: Pick<SubmitCall, 'field'>) {
  const typed = Object.fromEntries(FIELDS.map((name) => [name, field(name)])) as Record<LimitField, string>;
  const numberOf = (name: LimitField) =>
    typed[name] === '' ? null : /^\d{1,7}$/.test(typed[name]) ? Number(typed[name]) : Number.NaN;
  const problems = FIELDS.filter((name) => {
    const value = numberOf(name);
    return value !== null && !(value >= LIMITS[name].least && value <= LIMITS[name].most);
  }).map((name) => ({ field: name, least: LIMITS[name].least, most: LIMITS[name].most }));
  const secondsOf = (name: LimitField) => {
    const value = numberOf(name);
    return value === null ? null : value * LIMITS[name].seconds;
  };
  return {
    typed,
    problems,
    requestsPerMinute: numberOf('requestsPerMinute'),
    lifetimes: {
      accessToken: secondsOf('accessMinutes'),
      refreshIdle: secondsOf('refreshIdleDays'),
      refreshAbsolute: secondsOf('refreshAbsoluteDays'),
    },
  };
}
