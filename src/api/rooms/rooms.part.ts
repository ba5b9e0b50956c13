import Type from 'typebox';
import { active, externalIds, optionalText } from '../catalogue/catalogue-input.ts';
import type { CataloguePart } from '../catalogue/catalogue-part.ts';
import { closed, id, ref, text } from '../schema.ts';
import { type Room, type RoomInput, RoomKind } from './rooms.schema.ts';
import { changeRooms, importRooms, roomExport, roomReading } from './rooms.service.ts';

export const roomPart: CataloguePart<Room, RoomInput> = {
  table: 'rooms',
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
  reading: roomReading,
  insert: importRooms,
  change: changeRooms,
};
