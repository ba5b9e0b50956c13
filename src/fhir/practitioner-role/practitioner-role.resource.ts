import type { PractitionerRole } from '@medplum/fhirtypes';
import type { Agenda } from '../../api/agendas/agendas.schema.ts';
import { agendaSearch, agendaVersions, getAgenda } from '../../api/agendas/agendas.service.ts';
import type { Practitioner } from '../../api/practitioners/practitioners.schema.ts';
import { practitionerExpansion, practitionerVersions } from '../../api/practitioners/practitioners.service.ts';
import { asTheyWere } from '../as-they-were.ts';
import type { FhirCall } from '../call.ts';
import { requireNumber, versionsByNumber } from '../ids.ts';
import { noSuch } from '../refusal.ts';
import { fhirResource } from '../resource.ts';
import { activeParameter } from '../search/common.ts';
import { referenceParameter } from '../search/parameters.ts';
import { among } from '../search/source.ts';
import { toPractitionerRole } from './practitioner-role.mapper.ts';

export const practitionerRoleFhir = fhirResource({
  type: 'PractitionerRole',
  name: 'practitioner_roles',
  documentation: 'Where and when a practitioner works: one for each agenda that is a person’s, with its id.',
  permissions: { read: 'agendas.read' },
  async read(call: FhirCall, id) {
    const agenda = await getAgenda(call, requireNumber('PractitionerRole', id));
    if (agenda.practitionerId === undefined) throw noSuch('PractitionerRole');
    return agenda;
  },
  async present(call, agendas, supersededAt) {
    const idsOf = ({ practitionerId }: Agenda) => (practitionerId === undefined ? [] : [practitionerId]);
    const ids = [...new Set(agendas.flatMap(idsOf))];
    const current = (await practitionerExpansion.read(call, ids)) as ReadonlyMap<number, Practitioner>;
    const versions = practitionerVersions;
    const people = await asTheyWere(call, { holders: agendas, idsOf, current, versions, supersededAt });
    return agendas.map((agenda) => toPractitionerRole(agenda, people(agenda).get(agenda.practitionerId!)));
  },
  versions: versionsByNumber(agendaVersions),
  search: {
    source: among(agendaSearch, [{ anyOf: [{ field: 'practitionerId', op: 'missing' }], not: true }]),
    parameters: {
      practitioner: referenceParameter<PractitionerRole>(
        'Who it is.',
        { Practitioner: 'practitionerId' },
        ({ practitioner }) => [practitioner],
      ),
      location: referenceParameter<PractitionerRole>(
        'Where.',
        { Location: 'locationId' },
        ({ location = [] }) => location,
      ),
      service: referenceParameter<PractitionerRole>(
        'What can be booked there.',
        { HealthcareService: 'treatmentId' },
        ({ healthcareService = [] }) => healthcareService,
      ),
      active: activeParameter('Whether the agenda can be booked.'),
    },
  },
  summary: ['active', 'practitioner', 'organization', 'specialty', 'location'],
});
