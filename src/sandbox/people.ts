import type { PatientInput } from '../api/patients/patients.schema.ts';
import { addDays, ageOn } from './calendar.ts';
import { consents, exemptions } from './care.ts';
import { emergencyContact, guardians } from './household.ts';
import { givenName, type Identity, newIdentity, type Run, surname } from './identity.ts';
import { byRank, chance, integer, pick, type Random, seededRandom } from './random.ts';
import { withoutUndefined } from './without-undefined.ts';
import { MUNICIPALITIES, type Municipality } from './words/municipalities.ts';
import { emailAddress, healthCardNumber, landlineNumber, mobileNumber, street } from './words/unreal.ts';

/** A body for POST /patients: dates `YYYY-MM-DD`, instants RFC 3339 with Italy's offset, telephone numbers E.164. */
export type SandboxPerson = PatientInput & Identity;

/** Ages in years, each band one person in twenty. */
const AGE_BANDS: ReadonlyArray<[number, number]> = [
  [0, 5],
  ...Array<[number, number]>(2).fill([6, 17]),
  ...Array<[number, number]>(3).fill([18, 34]),
  ...Array<[number, number]>(4).fill([35, 49]),
  ...Array<[number, number]>(5).fill([50, 64]),
  ...Array<[number, number]>(4).fill([65, 79]),
  [80, 95],
];
const municipality = byRank(MUNICIPALITIES, 3);
/** Five invented practitioners in each municipality, the same in every run. */
const DOCTORS = new Map(MUNICIPALITIES.map((home) => [home, Array.from({ length: 5 }, (_, n) => doctor(home, n))]));

/**
 * `count` invented people, each a patient of `today`. The same seed and day give the same people, and a longer run begins
 * with those of a shorter one. Who they are, fiscal codes included, holds through the days of a year, newborns aside.
 */
export function generatePeople({
  seed,
  count,
  today,
}: {
  seed: string;
  count: number;
  today: string;
}): SandboxPerson[] {
  const run: Run = { today, lastBirth: addDays(today, -14), taken: new Set() };
  return Array.from({ length: count }, (_, index) => person(seededRandom(`${seed}/${index}`), run));
}

function person(random: Random, run: Run): SandboxPerson {
  const [youngest, oldest] = pick(random, AGE_BANDS);
  const birthYear = Number(run.today.slice(0, 4)) - integer(random, youngest, oldest);
  const identity = newIdentity(random, run, { birthYear });
  const age = ageOn(run.today, identity.birthDate);
  const home = municipality(random);
  return withoutUndefined({
    ...identity,
    fiscalCodeType: 'CF',
    residence: {
      ...street(random),
      zip: pick(random, home.zips),
      municipality: home.name,
      istatCode: home.istatCode,
      province: home.province,
      country: 'IT',
    },
    ...contacts(random, identity, age),
    asl: chance(random, 0.9) ? home.asl : undefined,
    generalPractitioner: chance(random, 0.85) ? pick(random, DOCTORS.get(home)!) : undefined,
    healthCard: chance(random, 0.92)
      ? { number: healthCardNumber(random), expiry: addDays(run.today, integer(random, -120, 2_190)) }
      : undefined,
    exemptions: exemptions(random, identity.birthDate, age, run.today),
    guardians: age < 18 ? guardians(random, run, identity) : undefined,
    emergencyContacts: age >= 18 && chance(random, 0.5) ? [emergencyContact(random, identity, age)] : undefined,
    consents: consents(random, identity.birthDate, run.today),
  });
}

function contacts(random: Random, { firstName, lastName }: Identity, age: number) {
  const mobile = age >= 14 && chance(random, age < 75 ? 0.93 : 0.6) ? mobileNumber(random) : undefined;
  const phone = age >= 18 && chance(random, age < 60 ? 0.2 : 0.65) ? landlineNumber(random) : undefined;
  const email =
    age >= 16 && chance(random, age < 65 ? 0.85 : 0.4) ? emailAddress(random, firstName, lastName) : undefined;
  const channels = [email && 'email', mobile && 'sms', (mobile ?? phone) && 'phone'].filter((channel) => channel);
  const preferredChannel = chance(random, 0.8) ? pick(random, channels as Array<'email' | 'sms' | 'phone'>) : undefined;
  return { phone, mobile, email, preferredChannel };
}

function doctor(home: Municipality, n: number): { name: string; code: string } {
  const random = seededRandom(`${home.istatCode}/${n}`);
  const sex = pick(random, ['F', 'M'] as const);
  const name = `${sex === 'F' ? 'Dott.ssa' : 'Dott.'} ${givenName(random, sex, 1970)} ${surname(random)}`;
  return { name, code: `SBX${home.istatCode}${n}` };
}
