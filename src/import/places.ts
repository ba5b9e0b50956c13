import Type from 'typebox';
import type { LocationInput } from '../api/locations/locations.schema.ts';
import { changeLocations, importLocations, locationExport } from '../api/locations/locations.service.ts';
import { Address } from '../api/patients/patient-parts.schema.ts';
import { RoomKind } from '../api/rooms/rooms.schema.ts';
import { changeRooms, importRooms, roomExport } from '../api/rooms/rooms.service.ts';
import { closed, id, oneOf, ref, text } from '../api/schema.ts';
import { catalogue } from './catalogue.ts';
import {
  active,
  dayRanges,
  externalIds,
  inOrder,
  optionalText,
  phoneProblem,
  timeZoneProblem,
  weeklyHours,
} from './parts.ts';

export const locations = catalogue({
  name: 'locations',
  identity: 'one of its externalIds',
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
  source: locationExport,
  rules: (location: LocationInput) => [
    ...timeZoneProblem(location.timeZone),
    ...phoneProblem(location),
    ...inOrder(location.openingHours, 'openingHours', ['start', 'end'], false),
    ...inOrder(location.closures, 'closures', ['from', 'to'], true),
  ],
  insert: importLocations,
  change: changeLocations,
});

export const rooms = catalogue({
  name: 'rooms',
  identity: 'one of its externalIds',
  schema: Type.Object(
    {
      name: text(200),
      kind: { ...ref(RoomKind), default: 'room' },
      locationId: id(),
      active,
      floor: optionalText(50),
      externalIds,
    },
    closed,
  ),
  references: [{ member: 'location', sets: 'locationId', to: 'locations' }],
  source: roomExport,
  insert: importRooms,
  change: changeRooms,
});
