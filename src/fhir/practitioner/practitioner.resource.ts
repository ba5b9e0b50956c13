import {
  getPractitioner,
  practitionerSearch,
  practitionerVersions,
} from '../../api/practitioners/practitioners.service.ts';
import { byNumber, versionsByNumber } from '../ids.ts';
import { SYSTEMS } from '../names.ts';
import { each, fhirResource } from '../resource.ts';
import { activeParameter, identifierParameter } from '../search/common.ts';
import { stringParameter } from '../search/parameters.ts';
import { toFhirPractitioner } from './practitioner.mapper.ts';

export const practitionerFhir = fhirResource({
  type: 'Practitioner',
  name: 'practitioners',
  documentation: 'The people who see patients. They are edited in the clinic’s console.',
  permissions: { read: 'agendas.read' },
  read: byNumber('Practitioner', getPractitioner),
  present: each(toFhirPractitioner),
  versions: versionsByNumber(practitionerVersions),
  search: {
    source: practitionerSearch,
    parameters: {
      family: stringParameter('family', 'The family name.'),
      given: stringParameter('given', 'The given names.'),
      name: stringParameter('name', 'The name, given names first.'),
      active: activeParameter('Whether the practitioner works here.'),
      identifier: identifierParameter({ [SYSTEMS.register]: 'registerNumber' }),
    },
    sort: { family: 'lastName' },
  },
  summary: ['identifier', 'active', 'name'],
});
