import { withoutOmocodia } from '../italy/fiscal-code.ts';
import type { PatientMatch, PatientMatches } from './patient-requests.schema.ts';
import type { Patient } from './patients.schema.ts';
import { wordsOf } from './patients.search.ts';

type Reason = PatientMatches['items'][number]['reasons'][number];
type Agreement = Reason['agreement'];

/** Points of a fact that is the same, similar or different. What one side does not know counts for nothing. */
const POINTS: Record<string, Record<Agreement, number>> = {
  fiscalCode: { same: 60, similar: 40, different: -10 },
  lastName: { same: 20, similar: 12, different: -15 },
  firstName: { same: 15, similar: 9, different: -10 },
  birthDate: { same: 20, similar: 10, different: -20 },
  sex: { same: 2, similar: 0, different: -10 },
  phone: { same: 12, similar: 0, different: -2 },
  email: { same: 12, similar: 0, different: -2 },
};
const PROBABLE = 75;
const POSSIBLE = 40;

/**
 * How well a patient agrees with what is known of a person.
 * @param facts with the code, telephone and address as they are stored
 * @returns undefined for somebody who agrees too little to be named
 */
export function weigh(
  facts: PatientMatch,
  patient: Patient,
): Omit<PatientMatches['items'][number], 'patient'> | undefined {
  const reasons = reasonsOf(facts, patient);
  const reached = reasons.reduce((sum, { points }) => sum + points, 0);
  const possible = reasons.reduce((sum, { field }) => sum + POINTS[field]!.same, 0);
  const score = Math.max(0, Math.round((100 * reached) / Math.max(possible, 1)));
  if (score < POSSIBLE) return undefined;
  const sameCode = reasons.some(({ field, agreement }) => field === 'fiscalCode' && agreement === 'same');
  const grade = sameCode && score >= PROBABLE ? 'certain' : score >= PROBABLE ? 'probable' : 'possible';
  return { score, grade, reasons };
}

function reasonsOf(facts: PatientMatch, patient: Patient): Reason[] {
  const swapped =
    facts.firstName !== undefined &&
    facts.lastName !== undefined &&
    sameWords(facts.firstName, patient.lastName) &&
    sameWords(facts.lastName, patient.firstName);
  const name = (known: string | undefined, stored: string) =>
    known === undefined ? undefined : swapped ? 'similar' : compareNames(known, stored);
  const exact = <Value>(known: Value | undefined, ...stored: (Value | undefined)[]): Agreement | undefined => {
    const told = stored.filter((value) => value !== undefined);
    if (known === undefined || told.length === 0) return undefined;
    return told.includes(known) ? 'same' : 'different';
  };
  const agreements: [string, Agreement | undefined][] = [
    ['fiscalCode', compareCodes(facts.fiscalCode, patient.fiscalCode)],
    ['lastName', name(facts.lastName, patient.lastName)],
    ['firstName', name(facts.firstName, patient.firstName)],
    ['birthDate', compareDates(facts.birthDate, patient.birthDate)],
    ['sex', exact(facts.sex, patient.sex)],
    ['phone', exact(facts.phone, patient.phone, patient.mobile)],
    ['email', exact(facts.email, patient.email?.toLowerCase(), patient.pec?.toLowerCase())],
  ];
  return agreements.flatMap(([field, agreement]) =>
    agreement === undefined ? [] : [{ field, agreement, points: POINTS[field]![agreement] }],
  );
}

/** Two omocodes of one code are two people, but hardly by chance: a hint, no more. */
function compareCodes(known: string | undefined, stored: string | undefined): Agreement | undefined {
  if (known === undefined || stored === undefined) return undefined;
  if (known === stored) return 'same';
  const plain = (code: string) => withoutOmocodia(code).slice(0, 15);
  return known.length === 16 && plain(known) === plain(stored) ? 'similar' : 'different';
}

function sameWords(one: string, other: string): boolean {
  return wordsOf(one).sort().join(' ') === wordsOf(other).sort().join(' ');
}

/** Similar is one of several names, or one letter wrong, missing or exchanged with its neighbour. */
function compareNames(known: string, stored: string): Agreement {
  if (sameWords(known, stored)) return 'same';
  const [ours, theirs] = [wordsOf(known), wordsOf(stored)];
  const contained = ours.every((word) => theirs.includes(word)) || theirs.every((word) => ours.includes(word));
  if (contained && ours.length > 0 && theirs.length > 0) return 'similar';
  const [one, other] = [ours.join(''), theirs.join('')];
  return Math.min(one.length, other.length) > 2 && isOneSlip(one, other) ? 'similar' : 'different';
}

/** Similar is day and month exchanged, or one digit wrong. */
function compareDates(known: string | undefined, stored: string | undefined): Agreement | undefined {
  if (known === undefined || stored === undefined) return undefined;
  if (known === stored) return 'same';
  const [year, month, day] = known.split('-');
  return `${year}-${day}-${month}` === stored || differences(known, stored) === 1 ? 'similar' : 'different';
}

function differences(one: string, other: string): number {
  return [...one].filter((character, at) => character !== other[at]).length;
}

/** Whether one edit (a letter replaced, added, left out, or exchanged with the next) makes one text of the other. */
export function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const rest = (text: string, skipped: number) => text.slice(at + skipped);
  if (rest(one, 1) === rest(other, 1) || rest(one, 1) === rest(other, 0) || rest(one, 0) === rest(other, 1))
    return true;
  return one[at] === other[at + 1] && one[at + 1] === other[at] && rest(one, 2) === rest(other, 2);
}
