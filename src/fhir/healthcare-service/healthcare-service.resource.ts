import { getTreatment, treatmentSearch, treatmentVersions } from '../../api/treatments/treatments.service.ts';
import { byNumber, versionsByNumber } from '../ids.ts';
import { codeSystem, SYSTEMS } from '../names.ts';
import { each, fhirResource } from '../resource.ts';
import { activeParameter, identifierParameter } from '../search/common.ts';
import { stringParameter, tokenParameter } from '../search/parameters.ts';
import { toHealthcareService } from './healthcare-service.mapper.ts';

export const healthcareServiceFhir = fhirResource({
  type: 'HealthcareService',
  name: 'treatments',
  documentation: 'What the clinic does for patients, and can be booked. It is edited in the clinic’s console.',
  permissions: { read: 'treatments.read' },
  read: byNumber('HealthcareService', getTreatment),
  present: each(toHealthcareService),
  versions: versionsByNumber(treatmentVersions),
  search: {
    source: treatmentSearch,
    parameters: {
      name: stringParameter('name', 'The name.'),
      active: activeParameter('Whether it is still done.'),
      identifier: identifierParameter({ [SYSTEMS.treatment]: 'code' }),
      'service-type': tokenParameter(
        'The clinic’s own code, or that of the national nomenclature.',
        ({ system, code }) => [
          ...(system === codeSystem('national-nomenclature')
            ? []
            : [{ field: 'code', op: 'in' as const, values: [code] }]),
          ...(system === codeSystem('treatment')
            ? []
            : [{ field: 'nomenclatureCode', op: 'in' as const, values: [code] }]),
        ],
      ),
      specialty: tokenParameter(
        'The medical branch.',
        ({ code }) => [{ field: 'branch', op: 'in', values: [code] }],
        'branch',
      ),
    },
    sort: { name: 'name' },
  },
  summary: ['identifier', 'active', 'providedBy', 'type', 'specialty', 'name', 'comment'],
});
