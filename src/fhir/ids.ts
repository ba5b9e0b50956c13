import type { Versions } from '../api/versions/versions.ts';
import { noSuch } from './refusal.ts';
import type { VersionsById } from './resource.ts';

const NUMBER = /^[1-9]\d{0,15}$/;

/** The number that an id spells, or undefined. */
export function numberOf(id: string): number | undefined {
  if (!NUMBER.test(id)) return undefined;
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** The number of a version, as the database counts them, or undefined. */
export function versionOf(id: string): number | undefined {
  const number = numberOf(id);
  return number !== undefined && number < 2 ** 31 ? number : undefined;
}

/** Reads by an id that is the number of the service. @throws ServiceError not_found, also for ids that are none */
export function byNumber<Call, Item>(
  type: string,
  read: (call: Call, id: number) => Promise<Item>,
): (call: Call, id: string) => Promise<Item> {
  return (call, id) => read(call, requireNumber(type, id));
}

/** The versions of a service, by ids that are its numbers. */
export function versionsByNumber<Item>(versions: Versions<Item>): VersionsById<Item> {
  return {
    async one(call, id, version) {
      const number = numberOf(id);
      return number === undefined ? undefined : versions.one(call, number, version);
    },
    async before(call, id, version, limit) {
      const number = numberOf(id);
      return number === undefined ? [] : versions.before(call, number, version, limit);
    },
    async deletion(call, id) {
      const number = numberOf(id);
      return number === undefined ? undefined : versions.deletion(call, number);
    },
  };
}

/** @throws ServiceError not_found for what is no number */
export function requireNumber(type: string, id: string): number {
  const number = numberOf(id);
  if (number === undefined) throw noSuch(type);
  return number;
}
