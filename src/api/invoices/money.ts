import { ServiceError } from '../../platform/errors.ts';

/** Rates are percent with two decimals; in calculations, whole hundredths of a percent. */
const HUNDREDTHS = 10_000;

/**
 * An amount of euro as whole cents.
 * @throws ServiceError invalid_request for more than two decimals
 */
export function toCents(field: string, euro: number): number {
  const cents = Math.round(euro * 100);
  // Compared as they are written: 1.005 * 100 is no help in binary.
  if (cents / 100 === euro) return cents;
  throw new ServiceError('invalid_request', `The body is not valid: ${field}.`, {
    details: [{ field, code: 'invalid_decimals', message: 'must have at most two decimals' }],
  });
}

export function toEuro(cents: number): number {
  return cents / 100;
}

/** A percentage of an amount that is not negative, in cents, half a cent rounded up. Exact below 9 * 10^11 cents. */
export function percentOf(cents: number, percent: number): number {
  return Math.floor((cents * Math.round(percent * 100) + HUNDREDTHS / 2) / HUNDREDTHS);
}

/** As documents write it: `1234.50`. */
export function decimal(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
