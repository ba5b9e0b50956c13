import type { Extension, Schedule } from '@medplum/fhirtypes';
import type { Agenda } from '../../api/agendas/agendas.schema.ts';
import { externalIdentifiers, identityOf, listed } from '../datatypes.ts';
import { ROOM } from '../location/location-id.ts';
import { extensionUrl } from '../names.ts';

/** An agenda: when somebody or something can be booked. */
export function toSchedule(agenda: Agenda): Schedule {
  const { name, practitionerId, locationId, roomId, treatmentIds, active, externalIds } = agenda;
  return {
    ...identityOf('Schedule', agenda),
    extension: extensionsOf(agenda),
    ...listed('identifier', externalIdentifiers(externalIds)),
    active,
    actor: [
      ...(practitionerId === undefined ? [] : [{ reference: `Practitioner/${practitionerId}` }]),
      { reference: `Location/${locationId}` },
      ...(roomId === undefined ? [] : [{ reference: `Location/${ROOM}${roomId}` }]),
      ...treatmentIds.map((id) => ({ reference: `HealthcareService/${id}` })),
    ],
    comment: name,
  };
}

function extensionsOf({ timeZone, granularityMinutes, onlineBookable, rules }: Agenda): Extension[] {
  return [
    { url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: timeZone },
    { url: extensionUrl('granularity-minutes'), valueInteger: granularityMinutes },
    { url: extensionUrl('online-bookable'), valueBoolean: onlineBookable },
    ...Object.entries(rules)
      .filter(([, value]) => value !== undefined)
      .map(([name, valueInteger]) => ({ url: extensionUrl(`booking-rule-${kebab(name)}`), valueInteger })),
  ];
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
