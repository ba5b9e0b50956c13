import type { PatientInput } from '../api/patients/patients.schema.ts';
import { addDays, daysBetween, italianOffset } from './calendar.ts';
import { chance, integer, pick, type Random } from './random.ts';

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

/** Income exemptions (E01 to 5 and from 65, E02 between) run from April to March; chronic ones have no end. */
export function exemptions(random: Random, birthDate: string, age: number, today: string): PatientInput['exemptions'] {
  const granted: NonNullable<PatientInput['exemptions']> = [];
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

export function consents(random: Random, birthDate: string, today: string): PatientInput['consents'] {
  const daysAgo = integer(random, 1, Math.min(1_095, daysBetween(birthDate, today)));
  const registration = consentAct(random, addDays(today, -daysAgo));
  const answers: NonNullable<PatientInput['consents']> = [];
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
