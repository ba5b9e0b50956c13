import type { RelatedPerson } from '@medplum/fhirtypes';
import { normaliseFiscalCode } from '../../api/italy/fiscal-code.ts';
import type { Patient } from '../../api/patients/patients.schema.ts';
import {
  contactSearch,
  EMERGENCY_CONTACTS,
  getPatient,
  patientSearch,
  patientVersions,
} from '../../api/patients/patients.service.ts';
import { SYSTEMS } from '../names.ts';
import { partsOfRecords, placesOf } from '../record-parts.ts';
import { each, fhirResource } from '../resource.ts';
import { referenceParameter, stringParameter, tokenParameter } from '../search/parameters.ts';
import { type Contact, type RelatedContact, toRelatedPerson } from './related-person.mapper.ts';

const { read, source, versions } = partsOfRecords({
  type: 'RelatedPerson',
  read: getPatient,
  records: patientSearch,
  versions: patientVersions,
  found: contactSearch,
  parts: contactsOf,
});

export const relatedPersonFhir = fhirResource({
  type: 'RelatedPerson',
  name: 'contacts',
  documentation: 'Guardians and emergency contacts. They are written with the Patient, whose version they have.',
  permissions: { read: 'patients.read' },
  read,
  present: each(toRelatedPerson),
  patientsOf: ({ record }: RelatedContact) => [record.id],
  versions,
  search: {
    source,
    parameters: {
      patient: referenceParameter<RelatedPerson>('Whom they stand beside.', { Patient: 'patientId' }, ({ patient }) => [
        patient,
      ]),
      name: stringParameter('name', 'The beginning of family and given name.'),
      identifier: tokenParameter('A fiscal code.', ({ system, code }) =>
        system === undefined || system === SYSTEMS.fiscalCode
          ? [{ field: 'fiscalCode', op: 'in', values: [normaliseFiscalCode(code)] }]
          : [],
      ),
      relationship: tokenParameter('What they are to the patient, such as mother.', ({ code }) => [
        { field: 'relation', op: 'in', values: [code] },
      ]),
    },
    inIdOrder: true,
  },
  summary: ['identifier', 'active', 'patient', 'relationship', 'name', 'telecom'],
  mandatory: ['patient'],
});

function contactsOf({ guardians = [], emergencyContacts = [] }: Patient): Map<number, Contact> {
  const beside = guardians.map((one) => ({ ...one, kind: 'guardian' as const }));
  const called = emergencyContacts.map((one) => ({ ...one, kind: 'emergency' as const }));
  return new Map<number, Contact>([...placesOf(beside), ...placesOf(called, EMERGENCY_CONTACTS)]);
}
