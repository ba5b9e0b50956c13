import { composeFiscalCode } from '../api/italy/fiscal-code.ts';
import { byRank, chance, integer, pick, type Random, seededRandom } from './random.ts';
import { CLASSIC_FEMALE_NAMES, RECENT_FEMALE_NAMES } from './words/female-names.ts';
import { CLASSIC_MALE_NAMES, RECENT_MALE_NAMES } from './words/male-names.ts';
import { MUNICIPALITIES, type Municipality } from './words/municipalities.ts';
import { SURNAMES } from './words/surnames.ts';
import { birthTown, emailAddress, healthCardNumber, landlineNumber, mobileNumber, street } from './words/unreal.ts';

type Sex = 'M' | 'F';

interface Identity {
  firstName: string;
  lastName: string;
  birthDate: string;
  sex: Sex;
  birthPlace: { name: string; belfioreCode: string; province: string; country: 'IT' };
  fiscalCode: string;
}

/** A body for POST /patients. Dates are `YYYY-MM-DD`, instants RFC 3339 with Italy's offset, telephone numbers E.164. */
export interface SandboxPerson extends Identity {
  fiscalCodeType: 'CF';
  residence: {
    street: string;
    number: string;
    zip: string;
    municipality: string;
    istatCode: string;
    province: string;
    country: 'IT';
  };
  phone?: string;
  mobile?: string;
  email?: string;
  preferredChannel?: 'email' | 'sms' | 'phone';
  asl?: { region: string; asl: string; name: string };
  generalPractitioner?: { name: string; code: string };
  healthCard?: { number: string; expiry: string };
  exemptions?: Array<{ code: string; type: 'income' | 'chronic'; validFrom: string; validTo?: string }>;
  /** Of a minor. */
  guardians?: Array<{
    relation: 'mother' | 'father' | 'guardian';
    firstName: string;
    lastName: string;
    fiscalCode?: string;
    phone?: string;
  }>;
  /** Of an adult. */
  emergencyContacts?: Array<{
    relation: 'spouse' | 'child' | 'parent' | 'sibling' | 'friend';
    firstName: string;
    lastName: string;
    phone: string;
  }>;
  consents?: Array<{
    type: 'privacy_notice' | 'dossier' | 'dossier_past' | 'marketing' | 'reminders' | 'online_reports';
    status: 'given' | 'refused' | 'revoked';
    noticeVersion: string;
    at: string;
    channel: 'paper' | 'online' | 'verbal';
  }>;
}

/** What one run shares: the day it is for, the last day anybody can be born, and the fiscal codes already given. */
interface Run {
  today: string;
  lastBirth: string;
  taken: Set<string>;
}

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
/** Asthma, diabetes, hypertension, heart disease, cancer, hypercholesterolaemia, epilepsy. DPCM 12 January 2017, annex 8. */
const CHRONIC_CODES = ['007', '013', '0031', '0A02', '048', '025', '017'];
/** How many of a thousand people give, refuse and revoke each consent; the others were never asked. */
const CONSENT_HABITS = [
  ['privacy_notice', 970, 0, 0],
  ['dossier', 660, 120, 40],
  ['dossier_past', 450, 300, 20],
  ['marketing', 220, 550, 60],
  ['reminders', 700, 80, 30],
  ['online_reports', 600, 100, 20],
] as const;
const DAY_MS = 86_400_000;

const surname = byRank(SURNAMES, 12);
const municipality = byRank(MUNICIPALITIES, 3);
const givenNames = {
  F: { classic: byRank(CLASSIC_FEMALE_NAMES, 5), recent: byRank(RECENT_FEMALE_NAMES, 5) },
  M: { classic: byRank(CLASSIC_MALE_NAMES, 5), recent: byRank(RECENT_MALE_NAMES, 5) },
};
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

/** Somebody whose fiscal code nobody else in the run has. */
function newIdentity(
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

function givenName(random: Random, sex: Sex, birthYear: number): string {
  return givenNames[sex][birthYear < 1985 ? 'classic' : 'recent'](random);
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

/** Income exemptions (E01 to 5 and from 65, E02 between) run from April to March; chronic ones have no end. */
function exemptions(random: Random, birthDate: string, age: number, today: string): SandboxPerson['exemptions'] {
  const granted: NonNullable<SandboxPerson['exemptions']> = [];
  const byAge = age < 6 || age >= 65;
  if (chance(random, byAge ? 0.35 : 0.06)) {
    const year = Number(today.slice(0, 4)) - (today.slice(5) < '04-01' ? 1 : 0);
    const validFrom = birthDate > `${year}-04-01` ? birthDate : `${year}-04-01`;
    granted.push({ code: byAge ? 'E01' : 'E02', type: 'income', validFrom, validTo: `${year + 1}-03-31` });
  }
  if (age >= 18 && chance(random, age < 45 ? 0.08 : 0.3)) {
    const validFrom = addDays(today, -integer(random, 30, 3_650));
    granted.push({ code: pick(random, CHRONIC_CODES), type: 'chronic', validFrom });
  }
  return granted.length > 0 ? granted : undefined;
}

function guardians(random: Random, run: Run, child: Identity): SandboxPerson['guardians'] {
  const relations = pick(random, [['mother', 'father'], ['mother', 'father'], ['mother'], ['father']] as const);
  return (chance(random, 0.03) ? (['guardian'] as const) : relations).map((relation) => {
    const adult = newIdentity(random, run, {
      birthYear: Number(child.birthDate.slice(0, 4)) - integer(random, 20, 42),
      sex: relation === 'guardian' ? pick(random, ['F', 'M'] as const) : relation === 'mother' ? 'F' : 'M',
      lastName: relation === 'father' ? child.lastName : undefined,
    });
    return withoutUndefined({
      relation,
      firstName: adult.firstName,
      lastName: adult.lastName,
      fiscalCode: chance(random, 0.7) ? adult.fiscalCode : undefined,
      phone: chance(random, 0.95) ? mobileNumber(random) : undefined,
    });
  });
}

function emergencyContact(random: Random, { birthDate, lastName }: Identity, age: number) {
  const relation =
    age < 30
      ? pick(random, ['parent', 'sibling', 'friend'] as const)
      : pick(random, [age < 60 ? 'parent' : 'child', 'spouse', 'spouse', 'sibling', 'friend'] as const);
  const generation = { parent: -30, child: 30, spouse: 0, sibling: 0, friend: 0 }[relation];
  const firstName = givenName(random, pick(random, ['F', 'M']), Number(birthDate.slice(0, 4)) + generation);
  const sameName = relation !== 'friend' && relation !== 'spouse' && chance(random, 0.7);
  return { relation, firstName, lastName: sameName ? lastName : surname(random), phone: mobileNumber(random) };
}

function consents(random: Random, birthDate: string, today: string): SandboxPerson['consents'] {
  const daysAgo = integer(random, 1, Math.min(1_095, (Date.parse(today) - Date.parse(birthDate)) / DAY_MS));
  const registration = consentAct(random, addDays(today, -daysAgo));
  const answers: NonNullable<SandboxPerson['consents']> = [];
  let hasDossier = false;
  for (const [type, given, refused, revoked] of CONSENT_HABITS) {
    if (type === 'dossier_past' && !hasDossier) continue;
    const draw = integer(random, 1, 1_000);
    if (draw <= given) answers.push({ type, status: 'given', ...registration });
    else if (draw <= given + refused) answers.push({ type, status: 'refused', ...registration });
    else if (draw <= given + refused + revoked) {
      answers.push({ type, status: 'revoked', ...consentAct(random, addDays(today, -integer(random, 1, daysAgo))) });
    }
    if (type === 'dossier') hasDossier = draw <= given;
  }
  return answers.length > 0 ? answers : undefined;
}

function consentAct(random: Random, day: string) {
  return {
    noticeVersion: `${day.slice(0, 4)}.1`,
    at: `${day}T${integer(random, 10, 18)}:${integer(random, 10, 59)}:00${italianOffset(day)}`,
    channel: pick(random, ['paper', 'paper', 'online', 'verbal'] as const),
  };
}

function doctor(home: Municipality, n: number): { name: string; code: string } {
  const random = seededRandom(`${home.istatCode}/${n}`);
  const sex = pick(random, ['F', 'M'] as const);
  const name = `${sex === 'F' ? 'Dott.ssa' : 'Dott.'} ${givenName(random, sex, 1970)} ${surname(random)}`;
  return { name, code: `SBX${home.istatCode}${n}` };
}

/** In office hours of that day: summer time lasts from the last Sunday of March to that of October. Directive 2000/84/EC. */
function italianOffset(day: string): string {
  const year = Number(day.slice(0, 4));
  const lastSunday = (month: number) => 31 - new Date(Date.UTC(year, month - 1, 31)).getUTCDay();
  return day >= `${year}-03-${lastSunday(3)}` && day < `${year}-10-${lastSunday(10)}` ? '+02:00' : '+01:00';
}

function ageOn(today: string, birthDate: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

function addDays(day: string, days: number): string {
  return isoDate(Date.parse(day) + days * DAY_MS);
}

/** By hand: `toISOString` takes five times as long, and a person has half a dozen dates. */
function isoDate(milliseconds: number): string {
  const date = new Date(milliseconds);
  return `${date.getUTCFullYear()}-${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function withoutUndefined<T extends object>(fields: T): T {
  const kept = {} as T;
  for (const key of Object.keys(fields) as Array<keyof T>) if (fields[key] !== undefined) kept[key] = fields[key];
  return kept;
}
