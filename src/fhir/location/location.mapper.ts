import type { Location as FhirLocation } from '@medplum/fhirtypes';
import type { Location } from '../../api/locations/locations.schema.ts';
import type { Room } from '../../api/rooms/rooms.schema.ts';
import { addressOf, contactPoint, externalIdentifiers, identityOf, listed, optional } from '../datatypes.ts';
import { codeSystem } from '../names.ts';
import { hoursOfOperation } from '../opening-hours.ts';
import { CLINIC } from '../organization/clinic.ts';
import { ROOM } from './location-id.ts';

const PHYSICAL_TYPE = 'http://terminology.hl7.org/CodeSystem/location-physical-type';
const TIME_ZONE = 'http://hl7.org/fhir/StructureDefinition/timezone';

/** A building of the clinic. */
export function toFhirLocation(location: Location): FhirLocation {
  const { name, timeZone, active, address, phone, email, openingHours = [], closures, externalIds } = location;
  return {
    ...identityOf('Location', location),
    extension: [{ url: TIME_ZONE, valueCode: timeZone }],
    ...listed('identifier', externalIdentifiers(externalIds)),
    status: active ? 'active' : 'inactive',
    name,
    mode: 'instance',
    ...listed('telecom', [...contactPoint('phone', phone, 'work'), ...contactPoint('email', email, 'work')]),
    ...optional('address', address && addressOf(address)),
    physicalType: { coding: [{ system: PHYSICAL_TYPE, code: 'bu', display: 'Building' }] },
    managingOrganization: { reference: `Organization/${CLINIC}` },
    ...listed('hoursOfOperation', hoursOfOperation(openingHours)),
    ...optional('availabilityExceptions', closures.map(exceptionOf).join('; ') || undefined),
  };
}

function exceptionOf({ from, to, reason }: Location['closures'][number]): string {
  return `${from} - ${to}${reason === undefined ? '' : `: ${reason}`}`;
}

/** A room, or a machine that appointments have for themselves. */
export function roomToFhir(room: Room): FhirLocation {
  const { id, version, updatedAt, name, kind, active, locationId, floor, externalIds } = room;
  return {
    ...identityOf('Location', { id: `${ROOM}${id}`, version, updatedAt }),
    ...listed('identifier', externalIdentifiers(externalIds)),
    status: active ? 'active' : 'inactive',
    name,
    ...optional('description', floor),
    mode: 'instance',
    ...(kind === 'machine' && { type: [{ coding: [{ system: codeSystem('location-type'), code: 'machine' }] }] }),
    physicalType: {
      coding: [
        {
          system: PHYSICAL_TYPE,
          ...(kind === 'room' ? { code: 'ro', display: 'Room' } : { code: 'area', display: 'Area' }),
        },
      ],
    },
    managingOrganization: { reference: `Organization/${CLINIC}` },
    partOf: { reference: `Location/${locationId}` },
  };
}
