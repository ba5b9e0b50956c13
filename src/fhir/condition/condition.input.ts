import type { Episode } from '../../api/episodes/episodes.schema.ts';
import type { Reader } from '../reader.ts';
import { readDiagnosisConcept } from './diagnosis.ts';

type Diagnosis = Episode['diagnoses'][number];

/** A Condition that an EpisodeOfCare contains; whose it is and of which episode goes without saying. */
export function readCondition(condition: Reader): Omit<Diagnosis, 'role'> {
  if (condition.text('resourceType') !== 'Condition') condition.refuse('resourceType', 'must be Condition');
  condition.ignore('subject', 'clinicalStatus', 'verificationStatus', 'category');
  const diagnosis = readDiagnosisConcept(condition.one('code'));
  if (!diagnosis) condition.refuse('code', 'must have a coding');
  return diagnosis as Omit<Diagnosis, 'role'>;
}
