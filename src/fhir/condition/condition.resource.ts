import { diagnosisSearch, episodeSearch, episodeVersions, getEpisode } from '../../api/episodes/episodes.service.ts';
import { partsOfRecords, placesOf } from '../record-parts.ts';
import { each, fhirResource } from '../resource.ts';
import { type EpisodeDiagnosis, toCondition } from './condition.mapper.ts';
import { CONDITION_PARAMETERS } from './condition.search.ts';

const { read, source, versions } = partsOfRecords({
  type: 'Condition',
  read: getEpisode,
  records: episodeSearch,
  versions: episodeVersions,
  found: diagnosisSearch,
  parts: ({ diagnoses }) => placesOf(diagnoses),
});

export const conditionFhir = fhirResource({
  type: 'Condition',
  name: 'diagnoses',
  documentation: 'The diagnoses of episodes. They are written with their EpisodeOfCare, whose version they have.',
  permissions: { read: 'episodes.read' },
  read,
  present: each(toCondition),
  patientsOf: ({ record }: EpisodeDiagnosis) => [record.patientId],
  versions,
  search: { source, parameters: CONDITION_PARAMETERS, inIdOrder: true },
  summary: ['verificationStatus', 'category', 'code', 'subject'],
  mandatory: ['subject'],
});
