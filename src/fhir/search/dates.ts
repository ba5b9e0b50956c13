import { Temporal } from 'temporal-polyfill';
import type { Comparison } from '../../api/search.ts';
import { badValue } from '../refusal.ts';

const FORM =
  /^(eq|ne|gt|lt|ge|le|sa|eb|ap)?((?!0000)\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;
/** Of the time between now and the date, `ap` allows this much on either side (FHIR R4, 3.1.1.4.7). */
const APPROXIMATELY = 0.1;
/** Nothing is older, and PostgreSQL reads no year before it. */
const FIRST = Temporal.ZonedDateTime.from('0001-01-01T00:00:00Z[UTC]');

interface Moment {
  prefix: string;
  /** From `start` up to, not including, `end`, as wide as the value was precise. */
  start: Temporal.ZonedDateTime;
  end: Temporal.ZonedDateTime;
}

/**
 * What a date with its prefix asks of a field.
 * @param precision whether the field holds dates or instants
 * @param now on the clock of the clinic, whose zone is that of values without one
 */
export function dateComparison(
  parameter: string,
  value: string,
  precision: 'date' | 'instant',
  now: Temporal.ZonedDateTime,
): { comparison: Comparison; not: boolean } {
  const { prefix, start, end } = momentOf(parameter, value, now);
  const text = (at: Temporal.ZonedDateTime) => {
    const known = at.epochMilliseconds < FIRST.epochMilliseconds ? FIRST : at;
    const iso = precision === 'date' ? known.toPlainDate().toString() : known.toInstant().toString();
    // As PostgreSQL writes years of more than four digits.
    return iso.replace(/^\+0*/, '');
  };
  // A date holds its whole day: what begins within it ends with it.
  const after = precision === 'date' && !end.equals(end.startOfDay()) ? end.add({ days: 1 }) : end;
  const within = (
    from: Temporal.ZonedDateTime | undefined,
    before: Temporal.ZonedDateTime | undefined,
  ): Comparison => ({
    op: 'within',
    ...(from && { from: text(from) }),
    ...(before && { before: text(before) }),
  });
  if (prefix === 'ap') {
    const gap = Math.max(86_400_000, Math.abs(now.epochMilliseconds - start.epochMilliseconds) * APPROXIMATELY);
    const around = { milliseconds: Math.round(gap) };
    return { comparison: within(start.subtract(around), after.add(around)), not: false };
  }
  const comparisons: Record<string, Comparison> = {
    lt: within(undefined, start),
    eb: within(undefined, start),
    le: within(undefined, after),
    gt: within(after, undefined),
    sa: within(after, undefined),
    ge: within(start, undefined),
  };
  return { comparison: comparisons[prefix] ?? within(start, after), not: prefix === 'ne' };
}

function momentOf(parameter: string, value: string, now: Temporal.ZonedDateTime): Moment {
  const parts = FORM.exec(value);
  if (!parts) throw badValue(parameter, 'must be a date, with a prefix such as ge if one is needed');
  const [, prefix = 'eq', year, month, day, hour, minute, second, fraction, offset] = parts;
  try {
    const zone = offset === undefined ? now.timeZoneId : offset === 'Z' ? 'UTC' : offset;
    const clock = `${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}${fraction ?? ''}`;
    const start = Temporal.PlainDateTime.from(`${year}-${month ?? '01'}-${day ?? '01'}T${clock}`, {
      overflow: 'reject',
    })
      .toZonedDateTime(zone)
      .withTimeZone(now.timeZoneId);
    const width =
      month === undefined
        ? { years: 1 }
        : day === undefined
          ? { months: 1 }
          : hour === undefined
            ? { days: 1 }
            : second === undefined
              ? { minutes: 1 }
              : fraction === undefined
                ? { seconds: 1 }
                : { milliseconds: 1 };
    return { prefix, start, end: start.add(width) };
  } catch {
    throw badValue(parameter, 'must be a date that exists');
  }
}
