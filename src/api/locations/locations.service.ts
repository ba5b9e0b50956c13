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
import * as queries from './locations.queries.ts';
import type { Location, LocationInput, LocationListQuery } from './locations.schema.ts';
import { LOCATION_FIELDS } from './search-fields.queries.ts';

type LocationCall = Pick<Call, 'tenant' | 'db'>;

export async function getLocation({ db, tenant }: LocationCall, id: number): Promise<Location> {
  return toLocation(found(await queries.getLocation(db, tenant.id, id), 'location'));
}

export const locationExpansion = expansionOf({
  resource: 'locations',
  access: mayReadAgendas,
  list: queries.locationList,
  toItem: toLocation,
});

export const locationSearch = searchOf({ list: queries.locationList, fields: LOCATION_FIELDS, toItem: toLocation });

export const locationVersions = versionsOf({ resource: 'locations', columns: queries.COLUMNS, toItem: toLocation });

export const locationExport = exportOf(queries.locationList, toLocation);

export const locationReading = catalogueReading(queries.locationList, toLocation, ({ q, active }) => [
  ...queries.named(q),
  ...given(active, (value) => `r.active = ${value}::boolean`),
]);

export function listLocations({ db, tenant }: LocationCall, query: LocationListQuery) {
  const filter = given(query.active, (active) => `r.active = ${active}::boolean`);
  return readPage(db, tenant.id, queries.locationList, query, filter, toLocation);
}

/** Stores locations as given, for seeding and imports. @returns their ids in order */
export function importLocations(tx: Tx, tenantId: string, locations: LocationInput[]): Promise<number[]> {
  return queries.insertLocations(tx, tenantId, locations.map(toValues));
}

/** Replaces locations as given, for imports. */
export function changeLocations(tx: Tx, tenantId: string, locations: Changed<LocationInput>[]): Promise<void> {
  return queries.updateLocations(
    tx,
    tenantId,
    locations.map(({ id, input }) => ({ id, ...toValues(input) })),
  );
}

function toValues({ name, timeZone, active, ...details }: LocationInput) {
  return { name, time_zone: timeZone, active, details };
}

function toLocation(row: queries.LocationRow): Location {
  return {
    holidays: 'none',
    closures: [],
    ...commonOf(row),
    name: row.name,
    timeZone: row.time_zone,
    active: row.active,
  };
}
