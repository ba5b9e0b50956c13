import { composeFiscalCode } from '../api/italy/fiscal-code.ts';
import { isoDate } from './calendar.ts';
import { byRank, chance, integer, type Random } from './random.ts';
import { CLASSIC_FEMALE_NAMES, RECENT_FEMALE_NAMES } from './words/female-names.ts';
import { CLASSIC_MALE_NAMES, RECENT_MALE_NAMES } from './words/male-names.ts';
import { SURNAMES } from './words/surnames.ts';
import { birthTown } from './words/unreal.ts';

type Sex = 'M' | 'F';

export interface Identity {
  firstName: string;
  lastName: string;
  birthDate: string;
  sex: Sex;
  birthPlace: { name: string; belfioreCode: string; province: string; country: 'IT' };
  fiscalCode: string;
}

/** What one run shares: the day it is for, the last day anybody can be born, and the fiscal codes already given. */
export interface Run {
  today: string;
  lastBirth: string;
  taken: Set<string>;
}

export const surname = byRank(SURNAMES, 12);
const givenNames = {
  F: { classic: byRank(CLASSIC_FEMALE_NAMES, 5), recent: byRank(RECENT_FEMALE_NAMES, 5) },
  M: { classic: byRank(CLASSIC_MALE_NAMES, 5), recent: byRank(RECENT_MALE_NAMES, 5) },
};

/** Somebody whose fiscal code nobody else in the run has. */
export function newIdentity(
  random: Random,
  { lastBirth, taken }: Run,
  { birthYear, sex = chance(random, 0.54) ? 'F' : 'M', lastName }: { birthYear: number; sex?: Sex; lastName?: string },
): Identity {
  for (;;) {
    const dayOfYear = integer(random, 1, 365);
    const thatYear = isoDate(Date.UTC(birthYear, 0, dayOfYear));
    const birthPlace = birthTown(random);
    const known = {
      firstName: givenName(random, sex, birthYear),
      lastName: lastName ?? (chance(random, 0.015) ? `${surname(random)} ${surname(random)}` : surname(random)),
      birthDate: thatYear <= lastBirth ? thatYear : isoDate(Date.UTC(birthYear - 1, 0, dayOfYear)),
      sex,
    };
    const fiscalCode = composeFiscalCode({ ...known, belfioreCode: birthPlace.belfioreCode });
    if (taken.has(fiscalCode)) continue;
    taken.add(fiscalCode);
    return { ...known, birthPlace, fiscalCode };
  }
}

export function givenName(random: Random, sex: Sex, birthYear: number): string {
  return givenNames[sex][birthYear < 1985 ? 'classic' : 'recent'](random);
}
