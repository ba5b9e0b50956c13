import { setArchived } from '../../api/patients/merge.service.ts';
import type { Patient } from '../../api/patients/patients.schema.ts';
import { PatientInput } from '../../api/patients/patients.schema.ts';
import {
  changePatient,
  createPatient,
  deletePatient,
  getPatient,
  patientSearch,
  patientVersions,
} from '../../api/patients/patients.service.ts';
import type { FhirCall } from '../call.ts';
import { byNumber, requireNumber, versionsByNumber } from '../ids.ts';
import { each, fhirResource } from '../resource.ts';
import { readPatient, type SentPatient } from './patient.input.ts';
import { toFhirPatient } from './patient.mapper.ts';
import { PATIENT_PARAMETERS } from './patient.search.ts';

export const patientFhir = fhirResource({
  type: 'Patient',
  name: 'patients',
  documentation: 'The people whom the clinic cares for.',
  permissions: {
    read: 'patients.read',
    create: 'patients.write',
    update: 'patients.write',
    delete: 'patients.delete',
  },
  read: byNumber('Patient', getPatient),
  present: each(toFhirPatient),
  patientsOf: ({ id }: Patient) => [id],
  versions: versionsByNumber(patientVersions),
  search: {
    source: patientSearch,
    parameters: PATIENT_PARAMETERS,
    sort: { family: 'lastName', given: 'firstName', birthdate: 'birthDate' },
  },
  create: (call, body) => {
    const { input, active } = readPatient(body);
    return within(call, active, async (inner) => createPatient(inner, accepted(call, input)));
  },
  update: (call, id, body) => {
    const { input, active } = readPatient(body);
    const number = requireNumber('Patient', id);
    return within(call, active, (inner) =>
      // Consents are resources of their own: what is not told here stays.
      changePatient(inner, number, ({ consents }) => accepted(call, { ...input, ...(consents && { consents }) })),
    );
  },
  remove: (call, id) => deletePatient(call, requireNumber('Patient', id)),
  warningsOf: ({ warnings = [] }: Patient) => warnings.map(({ field, message }) => `${field} ${message}.`),
  summary: ['identifier', 'active', 'name', 'telecom', 'gender', 'birthDate', 'deceasedDateTime', 'address', 'link'],
  expressions: {
    firstName: 'Patient.name[0].given',
    lastName: 'Patient.name[0].family',
    birthDate: 'Patient.birthDate',
    sex: 'Patient.gender',
    fiscalCode: 'Patient.identifier',
    vatNumber: 'Patient.identifier',
    healthCard: 'Patient.identifier',
    externalIds: 'Patient.identifier',
    phone: 'Patient.telecom',
    mobile: 'Patient.telecom',
    email: 'Patient.telecom',
    pec: 'Patient.telecom',
    residence: 'Patient.address',
    domicile: 'Patient.address',
    deceasedAt: 'Patient.deceasedDateTime',
    guardians: 'Patient.contact',
    emergencyContacts: 'Patient.contact',
    generalPractitioner: 'Patient.generalPractitioner',
    birthPlace: 'Patient.extension',
    exemptions: 'Patient.extension',
    asl: 'Patient.extension',
  },
});

/** What the other door would accept. @throws ServiceError invalid_request naming the members */
const accepted = (call: FhirCall, input: SentPatient['input'] & Pick<PatientInput, 'consents'>): PatientInput =>
  call.accept(PatientInput, input);

/** Stores a patient, and archives or brings back who is to be so: both, or neither. */
function within(
  call: FhirCall,
  active: boolean | undefined,
  store: (call: FhirCall) => Promise<Patient>,
): Promise<Patient> {
  return call.db.transaction(async (tx) => {
    const inner = { ...call, db: tx };
    const stored = await store(inner);
    if (active === undefined || active === (stored.archivedAt === undefined)) return stored;
    return setArchived({ ...inner, ifMatch: undefined }, stored.id, !active);
  });
}
