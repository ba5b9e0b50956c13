import type { Client } from 'oidc-provider';

/** In seconds. */
export interface Lifetimes {
  accessToken: number;
  /** Of a refresh token that is not used; each use gives the next one the whole time again. */
  refreshIdle: number;
  /** Of a chain of refresh tokens, however much it is used; undefined for no end. */
  refreshAbsolute: number | undefined;
}

/** The name under which an application's own lifetimes travel in its metadata. */
export const LIFETIMES = 'corsia_lifetimes';

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Of a browser's session that is not used. */
export const SESSION_SECONDS = 14 * DAY;

export const DEFAULT_LIFETIMES: Lifetimes = { accessToken: HOUR, refreshIdle: 30 * DAY, refreshAbsolute: undefined };

/** What an administrator set for the application, else what the installation says. */
export function lifetimesOf(client: Client | undefined, installation: Lifetimes): Lifetimes {
  const own = client?.[LIFETIMES] as Partial<Lifetimes> | undefined;
  return {
    accessToken: own?.accessToken ?? installation.accessToken,
    refreshIdle: own?.refreshIdle ?? installation.refreshIdle,
    refreshAbsolute: own?.refreshAbsolute ?? installation.refreshAbsolute,
  };
}

/** @param age seconds since the first token of the chain */
export function refreshTokenLifetime({ refreshIdle, refreshAbsolute }: Lifetimes, age: number): number {
  return refreshAbsolute === undefined ? refreshIdle : Math.max(1, Math.min(refreshIdle, refreshAbsolute - age));
}
