import { mayReadAgendas } from '../catalogue-access.ts';
import { locationExpansion } from '../locations/locations.service.ts';
import { readRoutes } from '../read-routes.ts';
import type { Resource } from '../route.ts';
import { Room, RoomList, RoomListQuery } from './rooms.schema.ts';
import { getRoom, listRooms } from './rooms.service.ts';

export const roomResource: Resource = {
  tag: 'Rooms',
  description: 'Rooms and machines that appointments take up.',
  routes: readRoutes({
    tag: 'Rooms',
    path: '/rooms',
    one: 'room',
    many: 'rooms and machines',
    resource: 'rooms',
    access: mayReadAgendas,
    expand: { location: locationExpansion },
    item: Room,
    list: RoomList,
    query: RoomListQuery,
    listed: (call) => listRooms(call, call.query),
    read: getRoom,
  }),
};
