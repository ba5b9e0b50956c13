const DATE = /^(?!0000)(\d{4})-(\d\d)-(\d\d)$/;
const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-5]):?[0-5]\d)$/i;

/** A date of RFC 3339 that exists and that PostgreSQL can store, which has no year 0. */
export function isDate(text: string): boolean {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number);
  return year !== undefined && day! >= 1 && month! >= 1 && month! <= 12 && day! <= daysIn(year, month!);
}

/**
 * An instant of RFC 3339 that PostgreSQL can store and JavaScript can read: no leap second, no offset of 16 hours or more.
 * More is accepted than the RFC writes: a space instead of the `T`, an offset without colon.
 */
export function isInstant(text: string): boolean {
  return isDate(text.slice(0, 10)) && /^[t ]/i.test(text.slice(10)) && CLOCK.test(text.slice(11));
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
