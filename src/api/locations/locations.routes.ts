import { mayReadAgendas } from '../catalogue-access.ts';
import { readRoutes } from '../read-routes.ts';
import type { Resource } from '../route.ts';
import { Location, LocationList, LocationListQuery } from './locations.schema.ts';
import { getLocation, listLocations } from './locations.service.ts';

export const locationResource: Resource = {
  tag: 'Locations',
  description: 'The buildings of the clinic: addresses, opening hours, closures.',
  routes: readRoutes({
    tag: 'Locations',
    path: '/locations',
    one: 'location',
    many: 'locations',
    resource: 'locations',
    access: mayReadAgendas,
    item: Location,
    list: LocationList,
    query: LocationListQuery,
    listed: (call) => listLocations(call, call.query),
    read: getLocation,
  }),
};
