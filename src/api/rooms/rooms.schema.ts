import Type, { type Static } from 'typebox';
import { expanded } from '../expansion.ts';
import { Location } from '../locations/locations.schema.ts';
import { assigned, externalIds, listQuery, pageOf, sortBy } from '../resource.schema.ts';
import { id, named, oneOf, ref } from '../schema.ts';

/** Used by rooms, and by treatments that need one. */
export const RoomKind = named('RoomKind', oneOf(['room', 'machine'], { description: 'A room, or a machine in one.' }));

export const Room = named(
  'Room',
  Type.Object(
    {
      ...assigned,
      name: Type.String(),
      kind: ref(RoomKind),
      locationId: id({ description: 'Where it stands.' }),
      active: Type.Boolean(),
      floor: Type.Optional(Type.String()),
      externalIds,
      location: expanded(Location),
    },
    { description: 'A room or a machine: taken by one appointment at a time.' },
  ),
);

export const RoomList = pageOf(Room, 'rooms and machines');
export const RoomListQuery = Type.Object({
  ...listQuery,
  sort: sortBy('name', 'updatedAt'),
  locationId: Type.Optional(id()),
  kind: Type.Optional(oneOf(['room', 'machine'])),
  active: Type.Optional(Type.Boolean()),
});

export type Room = Static<typeof Room>;
export type RoomInput = Omit<Room, 'id' | 'version' | 'createdAt' | 'updatedAt'>;
export type RoomListQuery = Static<typeof RoomListQuery>;
