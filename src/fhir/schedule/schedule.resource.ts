import type { Schedule } from '@medplum/fhirtypes';
import { agendaSearch, agendaVersions, getAgenda } from '../../api/agendas/agendas.service.ts';
import { byNumber, versionsByNumber } from '../ids.ts';
import { locationAsked } from '../location/location-id.ts';
import { each, fhirResource } from '../resource.ts';
import { activeParameter, identifierParameter } from '../search/common.ts';
import { referenceParameter, stringParameter } from '../search/parameters.ts';
import { toSchedule } from './schedule.mapper.ts';

export const scheduleFhir = fhirResource({
  type: 'Schedule',
  name: 'agendas',
  documentation: 'The agendas: whose time can be booked, and where. They are edited in the clinic’s console.',
  permissions: { read: 'agendas.read' },
  read: byNumber('Schedule', getAgenda),
  present: each(toSchedule),
  versions: versionsByNumber(agendaVersions),
  search: {
    source: agendaSearch,
    parameters: {
      active: activeParameter('Whether it can be booked.'),
      identifier: identifierParameter(),
      name: stringParameter('name', 'The name of the agenda.'),
      actor: referenceParameter<Schedule>(
        'Whose agenda it is, where it is, or what can be booked in it.',
        {
          Practitioner: 'practitionerId',
          Location: locationAsked('locationId', 'roomId'),
          HealthcareService: 'treatmentId',
        },
        ({ actor }) => actor,
      ),
    },
    sort: { name: 'name' },
  },
  summary: ['identifier', 'active', 'actor'],
  mandatory: ['actor'],
});
