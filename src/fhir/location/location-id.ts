import type { FieldComparison } from '../../api/search.ts';
import { numberOf } from '../ids.ts';

/** What the ids of rooms begin with; those of buildings are numbers. */
export const ROOM = 'room-';

/** The number of the room that an id names; undefined when it names none. */
export function roomNumber(id: string): number | undefined {
  return id.startsWith(ROOM) ? numberOf(id.slice(ROOM.length)) : undefined;
}

/** What asks for a Location: the fields of a building's id and of a room's. */
export function locationAsked(building: string, room: string): (id: string) => FieldComparison[] {
  return (id) => {
    const [field, value] = id.startsWith(ROOM) ? [room, roomNumber(id)] : [building, numberOf(id)];
    return value === undefined ? [] : [{ field, op: 'in', values: [value] }];
  };
}
