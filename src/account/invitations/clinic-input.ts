/** The one zone that invented calendars are made for. */
export const SANDBOX_TIME_ZONE = 'Europe/Rome';

/** An id is part of paths and of files' names, and never changes. */
export const isClinicId = (id: string): boolean => /^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/.test(id);

/** `Centro Città Alta` becomes `centro-citta-alta`. */
export function clinicIdFrom(name: string): string {
  const letters = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return letters
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 64)
    .replace(/-$/, '');
}

/** A name of the IANA database, such as `Europe/Rome`; offsets are none. */
export const isTimeZone = (name: string): boolean =>
  name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name);
