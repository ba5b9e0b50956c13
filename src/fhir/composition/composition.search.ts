import type { Composition } from '@medplum/fhirtypes';
import type { FieldComparison } from '../../api/search.ts';
import { identifierParameter, VISIT_PARAMETERS } from '../search/common.ts';
import {
  codeParameter,
  dateParameter,
  referenceParameter,
  type SearchParameter,
  stringParameter,
  tokenParameter,
} from '../search/parameters.ts';
import type { Token } from '../search/values.ts';
import { LOINC } from './composition.mapper.ts';

export const STATUS_PARAMETER = codeParameter('standing', 'The status, as it is now.', {
  preliminary: ['draft'],
  final: ['signed'],
  amended: ['amended'],
  'entered-in-error': ['entered_in_error'],
});

export const TYPE_PARAMETER = tokenParameter('The LOINC code of the kind of report.', typeAsked);

function typeAsked({ system, code }: Token): FieldComparison[] {
  return system === undefined || system === LOINC ? [{ field: 'loinc', op: 'in', values: [code] }] : [];
}

const subject = ({ subject: one }: Composition) => [one];

export const COMPOSITION_PARAMETERS: Record<string, SearchParameter> = {
  patient: referenceParameter('Whom it is about.', { Patient: 'patientId' }, subject),
  subject: referenceParameter('Whom it is about.', { Patient: 'patientId' }, subject),
  author: referenceParameter<Composition>('Who wrote it.', { Practitioner: 'authorId' }, ({ author }) => author),
  status: STATUS_PARAMETER,
  type: TYPE_PARAMETER,
  title: stringParameter('title', 'Its title.'),
  date: dateParameter('date', 'instant', 'When it was signed; of a draft when it changed last.'),
  confidentiality: codeParameter('confidentiality', 'How confidential it is.', { N: ['N'], R: ['R'], V: ['V'] }),
  identifier: identifierParameter(),
  'related-ref': referenceParameter<Composition>(
    'The report that it adds to, or takes the place of.',
    { Composition: 'precedingId' },
    ({ relatesTo = [] }) => relatesTo.map(({ targetReference }) => targetReference),
  ),
  ...VISIT_PARAMETERS,
};
