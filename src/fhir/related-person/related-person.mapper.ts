import type { CodeableConcept, RelatedPerson } from '@medplum/fhirtypes';
import type { Patient } from '../../api/patients/patients.schema.ts';
import { contactPoint, identityOf, listed, nameOf, referenceTo } from '../datatypes.ts';
import { SYSTEMS } from '../names.ts';
import { EMERGENCY, GUARDIAN } from '../patient/patient.mapper.ts';
import type { RecordPart } from '../record-parts.ts';

type Guardian = NonNullable<Patient['guardians']>[number];
type EmergencyContact = NonNullable<Patient['emergencyContacts']>[number];

/** Somebody beside a patient: guardians answer for them, the others are called. */
export type Contact = (Guardian & { kind: 'guardian' }) | (EmergencyContact & { kind: 'emergency' });
export type RelatedContact = RecordPart<Patient, Contact>;

const ROLE = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';
const ROLES: Readonly<Record<string, string>> = {
  mother: 'MTH',
  father: 'FTH',
  guardian: 'GUARD',
  spouse: 'SPS',
  partner: 'DOMPART',
  parent: 'PRN',
  child: 'CHILD',
  sibling: 'SIB',
  relative: 'FAMMEMB',
  friend: 'FRND',
};

/** A guardian or an emergency contact. They are written with the Patient. */
export function toRelatedPerson({ record, part, ...own }: RelatedContact): RelatedPerson {
  const fiscalCode = part.kind === 'guardian' ? part.fiscalCode : undefined;
  const email = part.kind === 'guardian' ? part.email : undefined;
  return {
    ...identityOf('RelatedPerson', own),
    ...listed('identifier', fiscalCode === undefined ? [] : [{ system: SYSTEMS.fiscalCode, value: fiscalCode }]),
    active: true,
    patient: referenceTo('Patient', record.id),
    relationship: [relationshipOf(part)],
    name: [nameOf(part)],
    ...listed('telecom', [...contactPoint('phone', part.phone), ...contactPoint('email', email)]),
  };
}

function relationshipOf({ kind, relation }: Contact): CodeableConcept {
  const standard = ROLES[relation];
  return {
    coding: [
      { system: kind === 'guardian' ? GUARDIAN : EMERGENCY, code: relation },
      ...(standard === undefined ? [] : [{ system: ROLE, code: standard }]),
    ],
  };
}
