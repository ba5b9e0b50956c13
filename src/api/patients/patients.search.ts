import type { PatientInput } from './patients.schema.ts';

export type SearchKind = 'name' | 'family' | 'given' | 'phone' | 'email' | 'external';

/** Names are at most 100 characters long; one may stand for several letters. */
const LONGEST_NAME_KEY = 200;

export interface SearchKey {
  kind: SearchKind;
  key: string;
}

/** Lower case without accents: `D'Alò` is `d alo`, two words. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/**
 * E.164 form of a telephone as people write it; a number without country code is Italian.
 * @returns undefined when it cannot be one (6 to 15 digits, ITU-T E.164)
 */
export function toE164(text: string): string | undefined {
  const compact = text.replace(/[ ()./-]/g, '').replace(/^00/, '+');
  const number = compact.startsWith('+') ? compact : `+39${compact}`;
  return /^\+[1-9]\d{5,14}$/.test(number) ? number : undefined;
}

/** A part of the name as it is found by its beginning: all of its words, as many as an index takes. */
export function nameKeyOf(text: string): string {
  return wordsOf(text).join(' ').slice(0, LONGEST_NAME_KEY);
}

/** Everything that a patient is found by, without repetitions. */
export function searchKeysOf(patient: PatientInput): SearchKey[] {
  const keys: SearchKey[] = [
    // "D'Angelo" is found by "angelo" and by "dangelo".
    ...[...wordsOf(`${patient.firstName} ${patient.lastName}`), ...joinedWordsOf(patient)].map((key) => ({
      kind: 'name' as const,
      key,
    })),
    { kind: 'family', key: nameKeyOf(patient.lastName) },
    { kind: 'given', key: nameKeyOf(patient.firstName) },
    ...[patient.phone, patient.mobile]
      .filter((phone) => phone !== undefined)
      .map((key) => ({ kind: 'phone' as const, key })),
    ...[patient.email, patient.pec]
      .filter((email) => email !== undefined)
      .map((email) => ({ kind: 'email' as const, key: email.toLowerCase() })),
    ...(patient.externalIds ?? []).flatMap(({ system, value }) => [
      { kind: 'external' as const, key: value },
      { kind: 'external' as const, key: `${system}|${value}` },
    ]),
  ];
  return [...new Map(keys.filter(({ key }) => key !== '').map((key) => [`${key.kind} ${key.key}`, key])).values()];
}

function joinedWordsOf(patient: PatientInput): string[] {
  return [patient.firstName, patient.lastName]
    .filter((name) => /['’]/.test(name))
    .flatMap((name) => wordsOf(name.replaceAll(/['’]/g, '')));
}

/** The end of the range of all keys that begin with `prefix`, in code point order. */
export function prefixEnd(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}
