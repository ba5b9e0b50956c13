import Type, { type Static } from 'typebox';
import { Address } from '../patients/patient-parts.schema.ts';
import { assigned, externalIds, listQuery, pageOf, sortBy } from '../resource.schema.ts';
import { calendarDate, named, oneOf, ref } from '../schema.ts';

export const dayOfWeek = Type.Integer({ minimum: 1, maximum: 7, description: 'ISO 8601: 1 is Monday, 7 is Sunday.' });
export const clock = (description: string) =>
  Type.String({ example: '09:00', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$', description });

const LocationHours = named(
  'LocationHours',
  Type.Object(
    { dayOfWeek, start: clock('Wall clock, `HH:mm`.'), end: clock('Wall clock, `HH:mm`, up to `24:00`.') },
    { description: 'When the doors are open, each week.' },
  ),
);

const Closure = named(
  'Closure',
  Type.Object(
    {
      from: calendarDate(),
      to: calendarDate({ description: 'The last day of it.' }),
      reason: Type.Optional(Type.String()),
    },
    { description: 'Days on which a location is closed.' },
  ),
);

export const Location = named(
  'Location',
  Type.Object(
    {
      ...assigned,
      name: Type.String(),
      timeZone: Type.String({ description: 'IANA name, such as `Europe/Rome`.' }),
      active: Type.Boolean(),
      address: Type.Optional(ref(Address)),
      phone: Type.Optional(Type.String({ description: 'E.164.' })),
      email: Type.Optional(Type.String()),
      openingHours: Type.Optional(
        Type.Array(ref(LocationHours), { description: 'When left out, the hours of the agendas alone count.' }),
      ),
      holidays: oneOf(['IT', 'none'], { description: 'Whose public holidays are kept.' }),
      closures: Type.Array(ref(Closure)),
      externalIds,
    },
    { description: 'A building of the clinic.' },
  ),
);

export const LocationList = pageOf(Location, 'locations');
export const LocationListQuery = Type.Object({
  ...listQuery,
  sort: sortBy('name', 'updatedAt'),
  active: Type.Optional(Type.Boolean()),
});

export type Location = Static<typeof Location>;
export type LocationInput = Omit<Location, 'id' | 'version' | 'createdAt' | 'updatedAt'>;
export type LocationListQuery = Static<typeof LocationListQuery>;
