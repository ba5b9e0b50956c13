import Type from 'typebox';
import { isDate, isInstant } from '../../platform/http/formats.ts';
import { invalid } from '../names.ts';
import { epochOf, zoneDay } from './zone-day.ts';

/** A day of the clinic's calendar, or an instant. */
export function dayOrInstant(description: string) {
  return Type.String({
    minLength: 1,
    maxLength: 40,
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ].+)?$',
    description: `${description} A date or an instant with offset.`,
  });
}

/**
 * Milliseconds since the epoch of a day or instant; of a day its beginning, or its end for `to`, which it includes.
 * @throws ServiceError invalid_parameter when it is neither
 */
export function parseBound(name: string, text: string, timeZone: string, side: 'from' | 'to'): number {
  if (isDate(text)) {
    const day = zoneDay(timeZone, text);
    return side === 'from' ? day.start : day.end;
  }
  if (isInstant(text)) return epochOf(text);
  throw invalid(name, 'invalid_format', 'must be a date `YYYY-MM-DD`, or an instant with offset');
}
