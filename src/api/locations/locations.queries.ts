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

export interface LocationRow {
  id: number;
  version: number;
  name: string;
  time_zone: string;
  active: boolean;
  details: Record<string, unknown>;
  created_at: string;
  updated_at: string;
}

export const COLUMNS = 'r.id, r.version, r.name, r.time_zone, r.active, r.details, r.created_at, r.updated_at';

export const locationList = listStatements<LocationRow>({
  name: 'locations',
  table: 'locations',
  columns: COLUMNS,
  orders: ordersBy({ name: 'r.name', updatedAt: 'r.updated_at' }),
});

export const named = (text: string): Condition[] => containing('r.name', text);

const get = statement<LocationRow>(
  'locations_get',
  `select ${COLUMNS} from locations r where r.tenant_id = $1 and r.id = $2`,
);

export async function getLocation(db: Queryable, tenantId: string, id: number): Promise<LocationRow | undefined> {
  return (await db.query(get, [tenantId, id]))[0];
}

export const insertLocations = insertMany<Pick<LocationRow, 'name' | 'time_zone' | 'active' | 'details'>>('locations', [
  'name',
  'time_zone',
  'active',
  'details',
]);
export const updateLocations = updateMany<Pick<LocationRow, 'name' | 'time_zone' | 'active' | 'details'>>('locations', [
  'name',
  'time_zone',
  'active',
  'details',
]);
