import Type, { type Static } from 'typebox';
import { assigned, externalIds, listQuery, pageOf, sortBy } from '../resource.schema.ts';
import { id, named } from '../schema.ts';

export const Practitioner = named(
  'Practitioner',
  Type.Object(
    {
      ...assigned,
      firstName: Type.String(),
      lastName: Type.String(),
      title: Type.Optional(Type.String({ description: 'Such as `Dott.ssa`.' })),
      registerNumber: Type.Optional(Type.String({ description: 'Number in the professional register.' })),
      registerProvince: Type.Optional(Type.String({ description: 'Province of that register.' })),
      specialties: Type.Array(Type.String()),
      active: Type.Boolean(),
      userId: Type.Optional(Type.String({ description: 'The account of this person, as `sub` in tokens.' })),
      externalIds,
    },
    { description: 'Somebody who sees patients.' },
  ),
);

export const PractitionerList = pageOf(Practitioner, 'practitioners');
export const PractitionerListQuery = Type.Object({
  ...listQuery,
  sort: sortBy('lastName', 'updatedAt'),
  treatmentId: Type.Optional(id({ description: 'Only those who may give this treatment.' })),
  locationId: Type.Optional(id({ description: 'Only those with an active agenda there.' })),
  active: Type.Optional(Type.Boolean()),
});

export type Practitioner = Static<typeof Practitioner>;
export type PractitionerInput = Omit<Practitioner, 'id' | 'version' | 'createdAt' | 'updatedAt'>;
export type PractitionerListQuery = Static<typeof PractitionerListQuery>;
