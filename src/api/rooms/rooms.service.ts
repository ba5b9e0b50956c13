import { given, type Tx } from '../../platform/database/index.ts';
import { catalogueReading } from '../catalogue/catalogue-part.ts';
import { mayReadAgendas } from '../catalogue-access.ts';
import type { Changed } from '../changed.ts';
import { expansionOf } from '../expansion.ts';
import { exportOf } from '../export-pages.ts';
import { commonOf, found, readPage } from '../pages.ts';
import type { Call } from '../route.ts';
import { searchOf } from '../search.ts';
import { versionsOf } from '../versions/versions.ts';
import * as queries from './rooms.queries.ts';
import type { Room, RoomInput, RoomListQuery } from './rooms.schema.ts';
import { ROOM_FIELDS } from './search-fields.queries.ts';

type RoomCall = Pick<Call, 'tenant' | 'db'>;

export async function getRoom({ db, tenant }: RoomCall, id: number): Promise<Room> {
  return toRoom(found(await queries.getRoom(db, tenant.id, id), 'room'));
}

export const roomExpansion = expansionOf({
  resource: 'rooms',
  access: mayReadAgendas,
  list: queries.roomList,
  toItem: toRoom,
});

export const roomSearch = searchOf({ list: queries.roomList, fields: ROOM_FIELDS, toItem: toRoom });

export const roomVersions = versionsOf({ resource: 'rooms', columns: queries.COLUMNS, toItem: toRoom });

export const roomExport = exportOf(queries.roomList, toRoom);

export const roomReading = catalogueReading(queries.roomList, toRoom, ({ q, active }) => [
  ...queries.named(q),
  ...given(active, (value) => `r.active = ${value}::boolean`),
]);

export function listRooms({ db, tenant }: RoomCall, query: RoomListQuery) {
  const filter = [
    ...given(query.locationId, (id) => `r.location_id = ${id}::bigint`),
    ...given(query.kind, (kind) => `r.kind = ${kind}`),
    ...given(query.active, (active) => `r.active = ${active}::boolean`),
  ];
  return readPage(db, tenant.id, queries.roomList, query, filter, toRoom);
}

/** Stores rooms and machines as given, for seeding and imports. @returns their ids in order */
export function importRooms(tx: Tx, tenantId: string, rooms: RoomInput[]): Promise<number[]> {
  return queries.insertRooms(tx, tenantId, rooms.map(toValues));
}

/** Replaces rooms and machines as given, for imports. */
export function changeRooms(tx: Tx, tenantId: string, rooms: Changed<RoomInput>[]): Promise<void> {
  return queries.updateRooms(
    tx,
    tenantId,
    rooms.map(({ id, input }) => ({ id, ...toValues(input) })),
  );
}

function toValues({ locationId, kind, name, active, ...details }: RoomInput) {
  return { location_id: locationId, kind, name, active, details };
}

function toRoom(row: queries.RoomRow): Room {
  const { name, kind, location_id, active } = row;
  return { ...commonOf(row), name, kind, locationId: location_id, active };
}
