import type { Treatment } from '../../api/treatments/treatments.schema.ts';
import { ageOn } from '../calendar.ts';
import { priceListsOf } from '../clinic/catalogue.ts';
import type { SandboxPerson } from '../people.ts';
import { integer, type Random } from '../random.ts';
import { isArchived } from '../records-apart.ts';

/** A patient who may come. */
export interface Resident {
  id: number;
  person: SandboxPerson;
  /** The price lists that this patient has besides that of everybody; the same for all with the same prices. */
  lists: string;
}

const MOST_TRIES = 40;
const WOMEN = new Set(['gynaecology', 'obstetrics']);
const BY_SEX: Readonly<Record<string, 'F' | 'M'>> = { 'ECO-MAM': 'F', 'ECO-PRO': 'M' };

/** Those who are not archived, in order. */
export function residentsOf(people: readonly SandboxPerson[], patientIds: readonly number[]): Resident[] {
  return people.flatMap((person, at) =>
    isArchived(at) ? [] : [{ id: patientIds[at]!, person, lists: priceListsOf(at).join() }],
  );
}

/** Somebody whom the treatment is for and who is not `absent`. Those at the beginning come more often than those at the end. */
export function drawResident(
  random: Random,
  residents: readonly Resident[],
  treatment: Treatment,
  day: string,
  absent: ReadonlySet<Resident>,
): Resident | undefined {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const at = Math.floor(random() ** 1.5 * residents.length);
    const resident = residents[at]!;
    if (!absent.has(resident) && suits(resident, treatment, day)) return resident;
  }
  return undefined;
}

/** By age and sex. */
function suits({ person }: Resident, treatment: Treatment, day: string): boolean {
  const { minAge = 0, maxAge = Number.POSITIVE_INFINITY, branch, code } = treatment;
  const sex = BY_SEX[code] ?? (WOMEN.has(branch ?? '') ? 'F' : person.sex);
  const age = ageOn(day, person.birthDate);
  // Most branches have children's treatments of their own.
  const youngest = branch === 'paediatrics' || maxAge < 18 || branch === 'laboratory' ? 0 : 14;
  return person.sex === sex && age >= Math.max(minAge, youngest) && age <= maxAge;
}

/** Fifteen digits as electronic prescriptions have, of the region 999, which there is not. */
export function prescriptionNumber(random: Random): string {
  return `999A${integer(random, 4_000, 4_999)}${integer(random, 1_000_000, 9_999_999)}`;
}
