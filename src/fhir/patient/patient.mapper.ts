import type {
  Address,
  ContactPoint,
  Extension,
  Patient as FhirPatient,
  Identifier,
  PatientContact,
} from '@medplum/fhirtypes';
import type { Patient } from '../../api/patients/patients.schema.ts';
import {
  addressOf,
  asCode,
  asDate,
  asText,
  codeExtension,
  complexExtension,
  concept,
  contactPoint,
  externalIdentifiers,
  listed,
  nameOf,
  textExtension,
} from '../datatypes.ts';
import { codeSystem, extensionUrl, SYSTEMS } from '../names.ts';

export const BIRTH_PLACE = 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace';
export const OFFICIAL_ADDRESS = 'http://hl7.org/fhir/StructureDefinition/address-official';
export const GUARDIAN = codeSystem('guardian-relation');
export const EMERGENCY = codeSystem('emergency-contact-relation');

const FISCAL_CODE_STATUS = extensionUrl('fiscal-code-status');
const BELFIORE_CODE = extensionUrl('belfiore-code');

const SYSTEM_OF_TYPE: Record<Patient['fiscalCodeType'], string | undefined> = {
  CF: SYSTEMS.fiscalCode,
  CF_PROVISIONAL: SYSTEMS.fiscalCode,
  STP: SYSTEMS.stp,
  ENI: SYSTEMS.eni,
  FOREIGN: SYSTEMS.foreign,
  NONE: undefined,
};

/**
 * A patient as FHIR knows one. Consents are resources of their own; `patient.input.ts` is the way back. Written for speed, as pages
 * are made of it: members that are undefined are left out when it is sent.
 */
export function toFhirPatient(patient: Patient): FhirPatient {
  const { id, version, updatedAt, sex, birthDate, deceasedAt, mergedIntoId, archivedAt } = patient;
  return {
    resourceType: 'Patient',
    id: String(id),
    meta: { versionId: String(version), lastUpdated: updatedAt },
    extension: some(extensionsOf(patient)),
    identifier: some(identifiersOf(patient)),
    active: archivedAt === undefined && mergedIntoId === undefined,
    name: [nameOf(patient)],
    telecom: some(telecomOf(patient)),
    gender: sex && (sex === 'M' ? 'male' : 'female'),
    birthDate,
    deceasedDateTime: deceasedAt,
    address: some(addressesOf(patient)),
    contact: some(contactsOf(patient)),
    generalPractitioner: generalPractitionerOf(patient),
    link:
      mergedIntoId === undefined
        ? undefined
        : [{ other: { reference: `Patient/${mergedIntoId}` }, type: 'replaced-by' }],
  };
}

/** FHIR has no empty arrays. */
function some<Item>(items: Item[]): Item[] | undefined {
  return items.length === 0 ? undefined : items;
}

function addressesOf({ residence, domicile }: Patient): Address[] {
  const addresses: Address[] = [];
  if (residence) addresses.push(homeOf(addressOf(residence), true));
  if (domicile) addresses.push(homeOf(addressOf(domicile), false));
  return addresses;
}

/** Where somebody is registered, or lives. */
function homeOf(address: Address, isOfficial: boolean): Address {
  const { extension = [] } = address;
  address.extension = [{ url: OFFICIAL_ADDRESS, valueBoolean: isOfficial }, ...extension];
  address.use = 'home';
  return address;
}

function generalPractitionerOf({ generalPractitioner }: Patient): FhirPatient['generalPractitioner'] {
  if (!generalPractitioner) return undefined;
  const { name, code } = generalPractitioner;
  const identifier = code === undefined ? undefined : { system: SYSTEMS.generalPractitioner, value: code };
  return [{ type: 'Practitioner', identifier, display: name }];
}

function identifiersOf(patient: Patient): Identifier[] {
  const { fiscalCode, fiscalCodeType, fiscalCodeStatus, vatNumber, healthCard, externalIds } = patient;
  const identifiers: Identifier[] = [];
  const system = SYSTEM_OF_TYPE[fiscalCodeType];
  if (fiscalCode !== undefined && system !== undefined) {
    const extension = [{ url: FISCAL_CODE_STATUS, valueCode: fiscalCodeStatus }];
    const use = fiscalCodeType === 'CF_PROVISIONAL' ? 'temp' : 'official';
    identifiers.push({ extension, use, system, value: fiscalCode });
  }
  if (vatNumber !== undefined) identifiers.push({ system: SYSTEMS.vatNumber, value: vatNumber });
  if (healthCard) {
    const period = healthCard.expiry === undefined ? undefined : { end: healthCard.expiry };
    identifiers.push({ system: SYSTEMS.team, value: healthCard.number, period });
  }
  if (externalIds.length > 0) identifiers.push(...externalIdentifiers(externalIds));
  return identifiers;
}

function telecomOf({ phone, mobile, email, pec }: Patient): ContactPoint[] {
  const points: ContactPoint[] = [];
  if (phone !== undefined) points.push({ system: 'phone', value: phone, use: 'home' });
  if (mobile !== undefined) points.push({ system: 'phone', value: mobile, use: 'mobile' });
  if (email !== undefined) points.push({ system: 'email', value: email });
  if (pec !== undefined) {
    const extension = [{ url: extensionUrl('certified-email'), valueBoolean: true }];
    points.push({ extension, system: 'email', value: pec });
  }
  return points;
}

function extensionsOf(patient: Patient): Extension[] {
  const {
    birthPlace,
    asl,
    preferredChannel,
    reminderOptOuts = [],
    exemptions = [],
    tsOpposition,
    archivedAt,
  } = patient;
  const extensions: Extension[] = [];
  if (birthPlace) extensions.push({ url: BIRTH_PLACE, valueAddress: birthPlaceOf(birthPlace) });
  if (asl) {
    const parts = { region: asCode(asl.region), asl: asCode(asl.asl), name: asText(asl.name) };
    extensions.push(...complexExtension('local-health-unit', parts));
  }
  extensions.push(...codeExtension('preferred-channel', preferredChannel));
  for (const channel of reminderOptOuts) extensions.push(...codeExtension('reminder-opt-out', channel));
  for (const { code, type, validFrom, validTo } of exemptions) {
    const dates = { validFrom: asDate(validFrom), validTo: asDate(validTo) };
    extensions.push(...complexExtension('exemption', { code: asText(code), type: asCode(type), ...dates }));
  }
  if (tsOpposition) extensions.push({ url: extensionUrl('ts-opposition'), valueBoolean: true });
  if (archivedAt !== undefined) extensions.push({ url: extensionUrl('archived-at'), valueDateTime: archivedAt });
  return extensions;
}

function birthPlaceOf({ name, belfioreCode, province, country }: NonNullable<Patient['birthPlace']>): Address {
  const extension = belfioreCode === undefined ? undefined : [{ url: BELFIORE_CODE, valueCode: belfioreCode }];
  return { extension, city: name, state: province, country };
}

function contactsOf({ guardians = [], emergencyContacts = [] }: Patient): PatientContact[] {
  return [...guardians.map(guardianOf), ...emergencyContacts.map(emergencyOf)];
}

function guardianOf({
  relation,
  fiscalCode,
  phone,
  email,
  ...name
}: NonNullable<Patient['guardians']>[number]): PatientContact {
  return {
    ...listed('extension', textExtension('guardian-fiscal-code', fiscalCode)),
    relationship: [concept(GUARDIAN, relation)],
    name: nameOf(name),
    ...listed('telecom', [...contactPoint('phone', phone), ...contactPoint('email', email)]),
  };
}

function emergencyOf({ relation, phone, ...name }: NonNullable<Patient['emergencyContacts']>[number]): PatientContact {
  return {
    relationship: [concept(EMERGENCY, relation)],
    name: nameOf(name),
    ...listed('telecom', contactPoint('phone', phone)),
  };
}
