import Type from 'typebox';
import {
  active,
  dayRanges,
  externalIds,
  inOrder,
  phoneProblem,
  timeZoneProblem,
  weeklyHours,
} from '../catalogue/catalogue-input.ts';
import type { CataloguePart } from '../catalogue/catalogue-part.ts';
import { Address } from '../patients/patient-parts.schema.ts';
import { closed, oneOf, ref, text } from '../schema.ts';
import type { Location, LocationInput } from './locations.schema.ts';
import { changeLocations, importLocations, locationExport, locationReading } from './locations.service.ts';

export const locationPart: CataloguePart<Location, LocationInput> = {
  table: 'locations',
  schema: Type.Object(
    {
      name: text(200),
      timeZone: Type.String({ maxLength: 64, default: 'Europe/Rome' }),
      active,
      address: Type.Optional(ref(Address)),
      phone: Type.Optional(Type.String({ maxLength: 30 })),
      email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
      openingHours: Type.Optional(weeklyHours({})),
      holidays: oneOf(['IT', 'none'], { default: 'none' }),
      closures: dayRanges({}),
      externalIds,
    },
    closed,
  ),
  rules: (location) => [
    ...timeZoneProblem(location.timeZone),
    ...phoneProblem(location),
    ...inOrder(location.openingHours, 'openingHours', ['start', 'end'], false),
    ...inOrder(location.closures, 'closures', ['from', 'to'], true),
  ],
  source: locationExport,
  reading: locationReading,
  insert: importLocations,
  change: changeLocations,
};
