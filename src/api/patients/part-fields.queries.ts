import { listStatements } from '../../platform/database/index.ts';
import { PART_LIST, partIdField, partRows, partsOf } from '../record-parts.ts';
import type { SearchField } from '../search.ts';
import { idField, instantField, textField, wordsField } from '../search-fields.ts';

const PATIENT = ['id as patient_id'];

/** Where the places of emergency contacts begin, behind those of guardians. */
export const EMERGENCY_CONTACTS = 50;

/** What patients agreed to or refused, each as a row of its own. */
export const consentList = listStatements<{ id: number }>({
  name: 'patient_consents',
  table: partsOf('patients', 'consents', PATIENT),
  ...PART_LIST,
});

/** Guardians and emergency contacts of patients, each as a row of its own. */
export const contactList = listStatements<{ id: number }>({
  name: 'patient_contacts',
  table: `(${partRows('patients', 'guardians', PATIENT)}
           union all ${partRows('patients', 'emergencyContacts', PATIENT, EMERGENCY_CONTACTS)})`,
  ...PART_LIST,
});

const PART = {
  id: partIdField,
  updatedAt: instantField('r.updated_at'),
  patientId: idField('r.patient_id'),
};

/** What consents can be searched by. */
export const CONSENT_FIELDS = {
  ...PART,
  type: textField(`r.content ->> 'type'`),
  status: textField(`r.content ->> 'status'`),
  at: instantField(`(r.content ->> 'at')::timestamptz`),
} satisfies Record<string, SearchField>;

/** What guardians and emergency contacts can be searched by. */
export const CONTACT_FIELDS = {
  ...PART,
  name: wordsField(`(r.content ->> 'lastName') || ' ' || (r.content ->> 'firstName')`),
  relation: textField(`r.content ->> 'relation'`),
  fiscalCode: textField(`r.content ->> 'fiscalCode'`),
} satisfies Record<string, SearchField>;
