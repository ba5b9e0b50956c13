import type { Consent } from '@medplum/fhirtypes';
import type { Patient } from '../../api/patients/patients.schema.ts';
import { codeExtension, concept, identityOf, listed, referenceTo, textExtension } from '../datatypes.ts';
import { codeSystem } from '../names.ts';
import type { RecordPart } from '../record-parts.ts';

export type PatientConsent = RecordPart<Patient, NonNullable<Patient['consents']>[number]>;

export const CONSENT_TYPE = codeSystem('consent-type');
const SCOPE = 'http://terminology.hl7.org/CodeSystem/consentscope';
const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

const STATUS = { given: 'active', refused: 'rejected', revoked: 'inactive' } as const;

/** The statuses here by those of FHIR. */
export const STATUSES_OF: Readonly<Record<string, string[]>> = Object.fromEntries(
  Object.entries(STATUS).map(([ours, theirs]) => [theirs, [ours]]),
);

/** What a patient agreed to or refused. It is written with the patient's consents, at `/v2`. */
export function toConsent({ record, part, ...own }: PatientConsent): Consent {
  const { type, status, at, noticeVersion, channel, documentId } = part;
  const isGiven = status === 'given';
  return {
    ...identityOf('Consent', own),
    ...listed('extension', [
      ...textExtension('notice-version', noticeVersion),
      ...codeExtension('consent-channel', channel),
      ...textExtension('consent-document', documentId),
    ]),
    status: STATUS[status],
    scope: concept(SCOPE, 'patient-privacy'),
    category: [concept(CONSENT_TYPE, type)],
    patient: referenceTo('Patient', record.id),
    dateTime: at,
    policyRule: concept(ACT_CODE, isGiven ? 'OPTIN' : 'OPTOUT'),
    provision: { type: isGiven ? 'permit' : 'deny' },
  };
}
