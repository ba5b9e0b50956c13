import type { Condition } from '@medplum/fhirtypes';
import type { FieldComparison } from '../../api/search.ts';
import { codeParameter, referenceParameter, type SearchParameter, tokenParameter } from '../search/parameters.ts';
import type { Token } from '../search/values.ts';
import { classificationName } from './diagnosis.ts';

function codeAsked({ system, code }: Token): FieldComparison[] {
  if (system === undefined) return [{ field: 'code', op: 'in', values: [code] }];
  const name = classificationName(system);
  return name === undefined ? [] : [{ field: 'code', op: 'in', values: [`${name}|${code}`] }];
}

export const CONDITION_PARAMETERS: Record<string, SearchParameter> = {
  patient: referenceParameter<Condition>('Whose diagnosis it is.', { Patient: 'patientId' }, ({ subject }) => [
    subject,
  ]),
  subject: referenceParameter<Condition>('Whose diagnosis it is.', { Patient: 'patientId' }, ({ subject }) => [
    subject,
  ]),
  'episode-of-care': referenceParameter<Condition>(
    'The episode that it is a diagnosis of.',
    { EpisodeOfCare: 'episodeId' },
    ({ extension = [] }) => extension.map(({ valueReference }) => valueReference),
  ),
  code: tokenParameter('A code of a classification.', codeAsked),
  'verification-status': codeParameter('role', 'Whether it is suspected only.', { provisional: ['suspected'] }),
};
