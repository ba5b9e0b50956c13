import type { PatientInput } from '../api/patients/patients.schema.ts';
import { givenName, type Identity, newIdentity, type Run, surname } from './identity.ts';
import { chance, integer, pick, type Random } from './random.ts';
import { withoutUndefined } from './without-undefined.ts';
import { mobileNumber } from './words/unreal.ts';

/** Of a minor. */
export function guardians(random: Random, run: Run, child: Identity): PatientInput['guardians'] {
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

/** Of an adult. */
export function emergencyContact(random: Random, { birthDate, lastName }: Identity, age: number) {
  const relation =
    age < 30
      ? pick(random, ['parent', 'sibling', 'friend'] as const)
      : pick(random, [age < 60 ? 'parent' : 'child', 'spouse', 'spouse', 'sibling', 'friend'] as const);
  const generation = { parent: -30, child: 30, spouse: 0, sibling: 0, friend: 0 }[relation];
  const firstName = givenName(random, pick(random, ['F', 'M']), Number(birthDate.slice(0, 4)) + generation);
  const sameName = relation !== 'friend' && relation !== 'spouse' && chance(random, 0.7);
  return { relation, firstName, lastName: sameName ? lastName : surname(random), phone: mobileNumber(random) };
}
