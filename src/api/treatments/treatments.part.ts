import Type from 'typebox';
import type { ErrorDetail } from '../../platform/errors.ts';
import {
  active,
  amount,
  centProblems,
  externalIds,
  ids,
  minutes,
  optionalText,
  problem,
} from '../catalogue/catalogue-input.ts';
import type { CataloguePart } from '../catalogue/catalogue-part.ts';
import { RoomKind } from '../rooms/rooms.schema.ts';
import { closed, id, ref, text } from '../schema.ts';
import type { Treatment, TreatmentInput } from './treatments.schema.ts';
import { changeTreatments, importTreatments, treatmentExport, treatmentReading } from './treatments.service.ts';

const eligible = Type.Object(
  { id: id(), durationMinutes: Type.Optional(minutes(1, 1440)), price: Type.Optional(amount) },
  closed,
);
const required = Type.Object(
  { kind: ref(RoomKind), anyOfIds: ids({ minItems: 1 }), count: Type.Integer({ minimum: 1, maximum: 20, default: 1 }) },
  closed,
);
const vat = Type.Object(
  {
    rate: Type.Number({ minimum: 0, maximum: 100 }),
    nature: Type.Optional(Type.String({ pattern: '^N[1-7](\\.[1-9])?$' })),
    legalText: optionalText(200),
  },
  { ...closed, default: { rate: 0 } },
);

export const treatmentPart: CataloguePart<Treatment, TreatmentInput> = {
  table: 'treatments',
  schema: Type.Object(
    {
      code: text(50),
      name: text(200),
      branch: text(100),
      nomenclatureCode: optionalText(50),
      durationMinutes: minutes(1, 1440),
      bufferBeforeMinutes: minutes(0, 240, { default: 0 }),
      bufferAfterMinutes: minutes(0, 240, { default: 0 }),
      eligiblePractitioners: Type.Array(eligible, { maxItems: 200, default: [] }),
      requiredResources: Type.Array(required, { maxItems: 20, default: [] }),
      vat,
      tsExpenseType: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
      requiresReferral: Type.Boolean({ default: false }),
      minAge: Type.Optional(Type.Integer({ minimum: 0, maximum: 150 })),
      maxAge: Type.Optional(Type.Integer({ minimum: 0, maximum: 150 })),
      preparation: optionalText(5000),
      onlineBookable: Type.Boolean({ default: false }),
      active,
      externalIds,
    },
    closed,
  ),
  references: [
    { within: 'eligiblePractitioners', member: 'practitioner', sets: 'id', to: 'practitioners' },
    { within: 'requiredResources', member: 'rooms', sets: 'anyOfIds', to: 'rooms', many: true },
  ],
  rules,
  source: treatmentExport,
  reading: treatmentReading,
  insert: importTreatments,
  change: changeTreatments,
};

function rules({ minAge = 0, maxAge = 150, eligiblePractitioners, requiredResources }: TreatmentInput): ErrorDetail[] {
  const people = eligiblePractitioners.map((one) => one.id);
  return [
    ...(maxAge < minAge ? [problem('maxAge', 'out_of_range', 'is less than minAge')] : []),
    ...people.flatMap((one, index) =>
      people.indexOf(one) < index ? [problem(`eligiblePractitioners.${index}.id`, 'duplicate', 'is named twice')] : [],
    ),
    ...eligiblePractitioners.flatMap(({ price }, index) =>
      centProblems({ [`eligiblePractitioners.${index}.price`]: price }),
    ),
    ...requiredResources.flatMap(({ anyOfIds, count }, index) =>
      count > new Set(anyOfIds).size
        ? [problem(`requiredResources.${index}.count`, 'out_of_range', 'is more than there are')]
        : [],
    ),
  ];
}
