import Type, { type Static } from 'typebox';
import { assigned, externalIds, listQuery, money, pageOf, sortBy } from '../resource.schema.ts';
import { RoomKind } from '../rooms/rooms.schema.ts';
import { id, named, ref, text } from '../schema.ts';

const EligiblePractitioner = named(
  'EligiblePractitioner',
  Type.Object(
    {
      id: id({ description: 'The practitioner.' }),
      durationMinutes: Type.Optional(Type.Integer({ description: 'When it is not the usual one.' })),
      price: Type.Optional(money('When it is not that of the private list.')),
    },
    { description: 'Somebody who may give a treatment.' },
  ),
);

const RequiredResource = named(
  'RequiredResource',
  Type.Object(
    {
      kind: ref(RoomKind),
      anyOfIds: Type.Array(id(), { description: 'Rooms or machines of which some are needed.' }),
      count: Type.Integer({ minimum: 1, description: 'How many of them at once.' }),
    },
    { description: 'Rooms or machines that a treatment takes up.' },
  ),
);

const TreatmentVat = named(
  'TreatmentVat',
  Type.Object(
    {
      rate: Type.Number({ description: 'Percent.' }),
      nature: Type.Optional(Type.String({ description: 'Natura code when the rate is 0, such as `N4`.' })),
      legalText: Type.Optional(Type.String()),
    },
    { description: 'How a treatment is taxed.' },
  ),
);

export const Treatment = named(
  'Treatment',
  Type.Object(
    {
      ...assigned,
      code: Type.String({ description: "The clinic's own code, unique in it." }),
      name: Type.String(),
      branch: Type.String({ description: 'Medical branch, such as `cardiology`.' }),
      nomenclatureCode: Type.Optional(Type.String({ description: 'Code in the national nomenclature.' })),
      durationMinutes: Type.Integer(),
      bufferBeforeMinutes: Type.Integer({ description: 'Kept free before it; not part of the appointment.' }),
      bufferAfterMinutes: Type.Integer({ description: 'Kept free after it; not part of the appointment.' }),
      eligiblePractitioners: Type.Array(ref(EligiblePractitioner)),
      requiredResources: Type.Array(ref(RequiredResource)),
      vat: ref(TreatmentVat),
      tsExpenseType: Type.Optional(Type.String({ description: 'Expense type of Sistema TS, such as `SR`.' })),
      requiresReferral: Type.Boolean(),
      minAge: Type.Optional(Type.Integer()),
      maxAge: Type.Optional(Type.Integer()),
      preparation: Type.Optional(Type.String({ description: 'What the patient must do before.' })),
      onlineBookable: Type.Boolean(),
      active: Type.Boolean(),
      externalIds,
    },
    { description: 'Something the clinic does for patients.' },
  ),
);

export const TreatmentList = pageOf(Treatment, 'treatments');
export const TreatmentListQuery = Type.Object({
  ...listQuery,
  sort: sortBy('code', 'name', 'updatedAt'),
  q: Type.Optional(text(100, { description: 'Part of the name or code; case and accents are ignored.' })),
  code: Type.Optional(text(50)),
  branch: Type.Optional(text(100)),
  practitionerId: Type.Optional(id({ description: 'Only what this practitioner may give.' })),
  onlineBookable: Type.Optional(Type.Boolean()),
  active: Type.Optional(Type.Boolean()),
});

export type Treatment = Static<typeof Treatment>;
export type TreatmentInput = Omit<Treatment, 'id' | 'version' | 'createdAt' | 'updatedAt'>;
export type TreatmentListQuery = Static<typeof TreatmentListQuery>;
