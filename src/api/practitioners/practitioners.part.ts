import Type from 'typebox';
import { active, externalIds, optionalText } from '../catalogue/catalogue-input.ts';
import type { CataloguePart } from '../catalogue/catalogue-part.ts';
import { closed, text } from '../schema.ts';
import type { Practitioner, PractitionerInput } from './practitioners.schema.ts';
import {
  changePractitioners,
  changePractitionersAndAccounts,
  importPractitioners,
  practitionerExport,
  practitionerReading,
} from './practitioners.service.ts';

const members = {
  firstName: text(100),
  lastName: text(100),
  title: optionalText(50),
  registerNumber: optionalText(50),
  registerProvince: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
  specialties: Type.Array(text(100), { maxItems: 20, default: [] }),
  active,
  externalIds,
};

/** As files have practitioners: without the accounts, which the clinic's manager connects. */
export const practitionerPart: CataloguePart<Practitioner, PractitionerInput> = {
  table: 'practitioners',
  schema: Type.Object(members, closed),
  source: practitionerExport,
  reading: practitionerReading,
  computed: ['userId'],
  insert: importPractitioners,
  change: changePractitioners,
};

/** As the clinic's manager has them. */
export const practitionerWithAccountPart: CataloguePart<Practitioner, PractitionerInput> = {
  table: 'practitioners',
  schema: Type.Object({ ...members, userId: Type.Optional(text(100)) }, closed),
  references: [{ sets: 'userId', to: 'users' }],
  source: practitionerExport,
  reading: practitionerReading,
  insert: importPractitioners,
  change: changePractitionersAndAccounts,
};
