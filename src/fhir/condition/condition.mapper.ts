import type { Condition } from '@medplum/fhirtypes';
import type { Episode } from '../../api/episodes/episodes.schema.ts';
import { codeExtension, concept, identityOf, listed, referenceTo } from '../datatypes.ts';
import { EPISODE_OF_CARE } from '../names.ts';
import type { RecordPart } from '../record-parts.ts';
import { diagnosisConcept } from './diagnosis.ts';

export type EpisodeDiagnosis = RecordPart<Episode, Episode['diagnoses'][number]>;

const CATEGORY = 'http://terminology.hl7.org/CodeSystem/condition-category';
const VERIFICATION = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';

/** A diagnosis of an episode as FHIR knows one. It is written with its EpisodeOfCare. */
export function toCondition({ record, part, ...own }: EpisodeDiagnosis): Condition {
  return {
    ...identityOf('Condition', own),
    ...listed('extension', [
      ...codeExtension('diagnosis-role', part.role),
      {
        url: EPISODE_OF_CARE,
        valueReference: referenceTo('EpisodeOfCare', record.id),
      },
    ]),
    ...(part.role === 'suspected' && { verificationStatus: concept(VERIFICATION, 'provisional') }),
    category: [concept(CATEGORY, 'encounter-diagnosis')],
    code: diagnosisConcept(part),
    subject: referenceTo('Patient', record.patientId),
  };
}
