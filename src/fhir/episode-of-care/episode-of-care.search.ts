import type { EpisodeOfCare } from '@medplum/fhirtypes';
import { placeOf } from '../../api/record-parts.ts';
import { numberOf } from '../ids.ts';
import { identifierParameter } from '../search/common.ts';
import { codeParameter, dateParameter, referenceParameter, type SearchParameter } from '../search/parameters.ts';
import { STATUS_OF } from './episode-of-care.mapper.ts';

const episodeOf = (id: string) => {
  const number = numberOf(id);
  return number === undefined ? undefined : placeOf(number).recordId;
};

export const EPISODE_PARAMETERS: Record<string, SearchParameter> = {
  patient: referenceParameter<EpisodeOfCare>('Who is treated.', { Patient: 'patientId' }, ({ patient }) => [patient]),
  'care-manager': referenceParameter<EpisodeOfCare>(
    'The practitioner who is responsible.',
    { Practitioner: 'practitionerId' },
    ({ careManager }) => [careManager],
  ),
  condition: referenceParameter<EpisodeOfCare>(
    'The episode that a diagnosis is of.',
    { Condition: { field: 'id', id: episodeOf } },
    ({ diagnosis = [] }) => diagnosis.map(({ condition }) => condition),
  ),
  status: codeParameter(
    'status',
    'The status as it is now.',
    Object.fromEntries(Object.entries(STATUS_OF).map(([theirs, ours]) => [theirs, [ours]])),
  ),
  date: dateParameter('period', 'date', 'The days from the first to the last.'),
  identifier: identifierParameter(),
};
