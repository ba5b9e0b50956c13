import type { Location as FhirLocation } from '@medplum/fhirtypes';
import type { Location } from '../../api/locations/locations.schema.ts';
import { getLocation, locationSearch, locationVersions } from '../../api/locations/locations.service.ts';
import type { Room } from '../../api/rooms/rooms.schema.ts';
import { getRoom, roomSearch, roomVersions } from '../../api/rooms/rooms.service.ts';
import type { FhirCall } from '../call.ts';
import { requireNumber, versionsByNumber } from '../ids.ts';
import { fhirResource, type VersionsById } from '../resource.ts';
import { activeParameter, identifierParameter } from '../search/common.ts';
import { referenceParameter, stringParameter, tokenParameter } from '../search/parameters.ts';
import { unionOf } from '../search/union.ts';
import { roomToFhir, toFhirLocation } from './location.mapper.ts';
import { locationAsked, ROOM, roomNumber } from './location-id.ts';

type Place = Location | Room;

const isRoom = (place: Place): place is Room => 'locationId' in place;
const ofBuildings: VersionsById<Place> = versionsByNumber<Place>(locationVersions);
const ofRooms: VersionsById<Place> = versionsByNumber<Place>(roomVersions);
const versionsFor = (id: string) => (id.startsWith(ROOM) ? ofRooms : ofBuildings);
const bare = (id: string) => (id.startsWith(ROOM) ? id.slice(ROOM.length) : id);

export const locationFhir = fhirResource({
  type: 'Location',
  name: 'locations',
  documentation: 'The buildings of the clinic, and below them rooms and machines, whose ids begin with `room-`.',
  permissions: { read: 'agendas.read' },
  read: (call: FhirCall, id): Promise<Place> => {
    const room = roomNumber(id);
    return room === undefined ? getLocation(call, requireNumber('Location', id)) : getRoom(call, room);
  },
  present: (_call, places) => places.map((place) => (isRoom(place) ? roomToFhir(place) : toFhirLocation(place))),
  versions: {
    one: (call, id, version) => versionsFor(id).one(call, bare(id), version),
    before: (call, id, version, limit) => versionsFor(id).before(call, bare(id), version, limit),
    deletion: (call, id) => versionsFor(id).deletion(call, bare(id)),
  },
  search: {
    source: unionOf<Place>([
      { search: locationSearch, idField: 'id' },
      { search: roomSearch, idField: 'roomId' },
    ]),
    parameters: {
      _id: tokenParameter('The logical id.', ({ code }) => locationAsked('id', 'roomId')(code)),
      name: stringParameter('name', 'The name.'),
      'address-city': stringParameter('city', 'The municipality.'),
      status: activeParameter('Whether it is in use.', 'active', 'inactive'),
      identifier: identifierParameter(),
      partof: referenceParameter<FhirLocation>(
        'The building that a room is in.',
        { Location: 'locationId' },
        ({ partOf }) => [partOf],
      ),
    },
    inIdOrder: true,
  },
  summary: [
    'identifier',
    'status',
    'name',
    'mode',
    'type',
    'address',
    'physicalType',
    'managingOrganization',
    'partOf',
  ],
});
