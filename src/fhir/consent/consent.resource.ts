import type { Consent } from '@medplum/fhirtypes';
import { consentSearch, getPatient, patientSearch, patientVersions } from '../../api/patients/patients.service.ts';
import { partsOfRecords, placesOf } from '../record-parts.ts';
import { each, fhirResource } from '../resource.ts';
import { codeParameter, dateParameter, referenceParameter } from '../search/parameters.ts';
import { CONSENT_TYPE, type PatientConsent, STATUSES_OF, toConsent } from './consent.mapper.ts';

const TYPES = ['privacy_notice', 'dossier', 'dossier_past', 'marketing', 'reminders', 'online_reports'];

const { read, source, versions } = partsOfRecords({
  type: 'Consent',
  read: getPatient,
  records: patientSearch,
  versions: patientVersions,
  found: consentSearch,
  parts: ({ consents = [] }) => placesOf(consents),
});

export const consentFhir = fhirResource({
  type: 'Consent',
  name: 'consents',
  documentation: 'What patients agreed to or refused. They are written with the Patient, whose version they have.',
  permissions: { read: 'patients.read' },
  read,
  present: each(toConsent),
  patientsOf: ({ record }: PatientConsent) => [record.id],
  versions,
  search: {
    source,
    parameters: {
      patient: referenceParameter<Consent>('Whose consent it is.', { Patient: 'patientId' }, ({ patient }) => [
        patient,
      ]),
      category: codeParameter(
        'type',
        'What it is about.',
        Object.fromEntries(TYPES.map((type) => [type, [type]])),
        CONSENT_TYPE,
      ),
      status: codeParameter('status', 'Whether it was given, refused or revoked.', STATUSES_OF),
      date: dateParameter('at', 'instant', 'When it was given or refused.'),
    },
    inIdOrder: true,
  },
  summary: ['status', 'scope', 'category', 'patient', 'dateTime'],
  mandatory: ['status', 'scope', 'category'],
});
