import Type from 'typebox';
import type { ErrorDetail } from '../../platform/errors.ts';
import { toE164 } from '../patients/patients.search.ts';
import { calendarDate, closed, ExternalId, id, ref, text } from '../schema.ts';

/** What the members of the catalogue's objects have in common when somebody writes them. */
export const externalIds = Type.Array(ref(ExternalId), { maxItems: 20, default: [] });
export const active = Type.Boolean({ default: true });
export const ids = (options = {}) => Type.Array(id(), { maxItems: 200, ...options });
export const minutes = (minimum: number, maximum: number, options = {}) =>
  Type.Integer({ minimum, maximum, ...options });
export const optionalText = (maxLength: number) => Type.Optional(text(maxLength));
export const amount = Type.Number({ minimum: 0, maximum: 99_999_999.99 });
export const validity = { validFrom: Type.Optional(calendarDate()), validTo: Type.Optional(calendarDate()) };

/** What is wrong with one field. */
export function problem(field: string, code: string, message: string): ErrorDetail {
  return { field, code, message };
}

/** Of amounts that have parts of a cent. */
export function centProblems(amounts: Record<string, number | undefined>): ErrorDetail[] {
  return Object.entries(amounts).flatMap(([field, euro]) =>
    euro === undefined || Number(euro.toFixed(2)) === euro
      ? []
      : [problem(field, 'too_precise', 'must have two decimals at most')],
  );
}

const clock = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$' });

/** Weekly hours, with further members of each. */
export function weeklyHours(further: Parameters<typeof Type.Object>[0], options = {}) {
  const dayOfWeek = Type.Integer({ minimum: 1, maximum: 7 });
  return Type.Array(Type.Object({ dayOfWeek, start: clock, end: clock, ...further }, closed), {
    maxItems: 200,
    ...options,
  });
}

/** Stretches of days, with further members of each. */
export function dayRanges(further: Parameters<typeof Type.Object>[0]) {
  const from = calendarDate();
  const reason = optionalText(200);
  return Type.Array(Type.Object({ from, to: from, reason, ...further }, closed), { maxItems: 500, default: [] });
}

export const wallClock = Type.Optional(clock);

type Ordered = Record<string, unknown>;

/** Whatever begins must not end before: of the members of an object, or of each in a list. */
export function inOrder(
  holders: readonly Ordered[] | undefined,
  path: string,
  [first, last]: readonly [string, string],
  orEqual: boolean,
): ErrorDetail[] {
  return (holders ?? []).flatMap((holder, index) => {
    const [from, to] = [holder[first], holder[last]];
    if (typeof from !== typeof to || from === undefined) return [];
    const right = orEqual ? (from as string) <= (to as string) : (from as string) < (to as string);
    const at = path === '' ? last : `${path}.${index}.${last}`;
    return right ? [] : [problem(at, 'before_start', `must not be before ${first}`)];
  });
}

export function timeZoneProblem(timeZone: string): ErrorDetail[] {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return [];
  } catch {
    return [problem('timeZone', 'invalid_time_zone', 'is no time zone of the IANA')];
  }
}

/** Normalises a telephone in place. */
export function phoneProblem(holder: { phone?: string }): ErrorDetail[] {
  if (holder.phone === undefined) return [];
  const number = toE164(holder.phone);
  if (number === undefined) return [problem('phone', 'invalid_phone', 'is not a telephone number')];
  holder.phone = number;
  return [];
}
