import {
  type Condition,
  containing,
  insertMany,
  listStatements,
  ordersBy,
  type Queryable,
  statement,
  updateMany,
} from '../../platform/database/index.ts';

export interface RoomRow {
  id: number;
  version: number;
  location_id: number;
  kind: 'room' | 'machine';
  name: string;
  active: boolean;
  details: Record<string, unknown>;
  created_at: string;
  updated_at: string;
}

export const COLUMNS =
  'r.id, r.version, r.location_id, r.kind, r.name, r.active, r.details, r.created_at, r.updated_at';

export const roomList = listStatements<RoomRow>({
  name: 'rooms',
  table: 'rooms',
  columns: COLUMNS,
  orders: ordersBy({ name: 'r.name', updatedAt: 'r.updated_at' }),
});

export const named = (text: string): Condition[] => containing('r.name', text);

const get = statement<RoomRow>('rooms_get', `select ${COLUMNS} from rooms r where r.tenant_id = $1 and r.id = $2`);

export async function getRoom(db: Queryable, tenantId: string, id: number): Promise<RoomRow | undefined> {
  return (await db.query(get, [tenantId, id]))[0];
}

export const insertRooms = insertMany<Pick<RoomRow, 'location_id' | 'kind' | 'name' | 'active' | 'details'>>('rooms', [
  'location_id',
  'kind',
  'name',
  'active',
  'details',
]);
export const updateRooms = updateMany<Pick<RoomRow, 'location_id' | 'kind' | 'name' | 'active' | 'details'>>('rooms', [
  'location_id',
  'kind',
  'name',
  'active',
  'details',
]);
