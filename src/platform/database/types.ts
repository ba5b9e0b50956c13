import pg from 'pg';

const { builtins } = pg.types;
const INT8_ARRAY = 1016;

/**
 * PostgreSQL's text for an instant (`2026-11-20 14:05:00.123456+01`) as RFC 3339 with milliseconds and the
 * offset of the session's time zone (`2026-11-20T14:05:00.123+01:00`).
 */
export function toRfc3339(text: string): string {
  let end = text.length - 1;
  while (text[end] !== '+' && text[end] !== '-') end--;
  const offset = text.length - end === 3 ? `${text.slice(end)}:00` : text.slice(end);
  const clock = text.slice(11, Math.min(end, 23));
  const fraction = clock.length === 8 ? '.000' : '000'.slice(clock.length - 9);
  return `${text.slice(0, 10)}T${clock}${clock.length < 12 ? fraction : ''}${offset}`;
}

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.INT8, Number],
  [builtins.NUMERIC, Number],
  [builtins.DATE, String],
  [builtins.TIMESTAMPTZ, toRfc3339],
  [INT8_ARRAY, (text) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number))],
]);

/** How column values become JavaScript: no Date objects, 64-bit ids as numbers, instants as RFC 3339. */
export const types: pg.CustomTypesConfig = {
  // biome-ignore lint/suspicious/noExplicitAny: the driver's own signature
  getTypeParser: ((oid: number, format?: any) => parsers.get(oid) ?? pg.types.getTypeParser(oid, format)) as never,
};
