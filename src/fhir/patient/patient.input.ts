import type { Patient, PatientInput } from '../../api/patients/patients.schema.ts';
import { present, readAddress, readCode, readName } from '../datatype-readers.ts';
import { extensionUrl, externalName, SYSTEMS } from '../names.ts';
import { type Reader, readResource } from '../reader.ts';
import { BIRTH_PLACE, EMERGENCY, GUARDIAN, OFFICIAL_ADDRESS } from './patient.mapper.ts';

/** What a FHIR Patient says; `active` is told apart, as archiving is a step of its own. Consents are resources of their own. */
export interface SentPatient {
  input: Omit<PatientInput, 'consents'>;
  active: boolean | undefined;
}

/** `toFhirPatient` undone. @throws FhirRefusal 422 naming what is wrong, or cannot be kept */
export function readPatient(body: unknown): SentPatient {
  return readResource('Patient', body, (patient) => {
    const [name, ...more] = patient.many('name');
    if (!name) patient.refuse('name', 'is required');
    for (const one of more) one.refuse('', 'is one name too many: one is kept');
    // What merging and archiving tell.
    patient.ignore('link');
    patient.extension(extensionUrl('archived-at'))?.ignore('valueDateTime');
    const gender = patient.code('gender', ['male', 'female', 'unknown']);
    const input = {
      ...readName(name),
      ...readIdentifiers(patient),
      ...readTelecom(patient),
      ...readAddresses(patient),
      ...readContacts(patient),
      ...readExtensions(patient),
      birthDate: patient.text('birthDate'),
      sex: gender === 'male' ? ('M' as const) : gender === 'female' ? ('F' as const) : undefined,
      deceasedAt: patient.text('deceasedDateTime'),
      generalPractitioner: readGeneralPractitioner(patient),
    };
    if (patient.flag('deceasedBoolean') === true) patient.refuse('deceasedBoolean', 'must be told as deceasedDateTime');
    return { input: present(input) as SentPatient['input'], active: patient.flag('active') };
  });
}

function readIdentifiers(patient: Reader): Partial<PatientInput> {
  const read: Partial<PatientInput> = {};
  const externalIds: NonNullable<PatientInput['externalIds']> = [];
  const once = (identifier: Reader, member: 'fiscalCode' | 'vatNumber' | 'healthCard', value: unknown) => {
    if (read[member] !== undefined) identifier.refuse('', 'is one too many of its kind');
    read[member] = value as never;
  };
  for (const identifier of patient.many('identifier')) {
    identifier.ignore('use', 'type', 'assigner');
    identifier.extension(extensionUrl('fiscal-code-status'))?.ignore('valueCode');
    const system = identifier.text('system');
    const value = identifier.text('value');
    if (system === SYSTEMS.team) {
      const expiry = identifier.one('period')?.text('end');
      once(identifier, 'healthCard', present({ number: value, expiry }));
      continue;
    }
    if (value === undefined) identifier.refuse('value', 'is required');
    const type = TYPE_OF_SYSTEM[system ?? ''];
    if (system === SYSTEMS.fiscalCode || type) {
      once(identifier, 'fiscalCode', value);
      if (type) read.fiscalCodeType = type;
    } else if (system === SYSTEMS.vatNumber) once(identifier, 'vatNumber', value);
    else {
      const name = system === undefined ? undefined : externalName(system);
      if (name === undefined) identifier.refuse('system', 'must be a system that can be kept');
      else externalIds.push({ system: name, value: value ?? '' });
    }
  }
  return { ...read, ...(externalIds.length > 0 && { externalIds }) };
}

const TYPE_OF_SYSTEM: Record<string, Patient['fiscalCodeType']> = {
  [SYSTEMS.stp]: 'STP',
  [SYSTEMS.eni]: 'ENI',
  [SYSTEMS.foreign]: 'FOREIGN',
};

function readTelecom(patient: Reader): Partial<PatientInput> {
  const read: Partial<PatientInput> = {};
  for (const point of patient.many('telecom')) {
    point.ignore('rank');
    const system = point.code('system', ['phone', 'email']);
    const use = point.text('use');
    const certified = point.extension(extensionUrl('certified-email'))?.flag('valueBoolean');
    const value = point.text('value');
    const member = system === 'email' ? (certified ? 'pec' : 'email') : use === 'mobile' ? 'mobile' : 'phone';
    if (read[member] !== undefined) point.refuse('', `is one too many: one ${member} is kept`);
    read[member] = value;
  }
  return read;
}

function readAddresses(patient: Reader): Partial<PatientInput> {
  const read: Partial<PatientInput> = {};
  const addresses = patient.many('address');
  for (const address of addresses) {
    const isOfficial = address.extension(OFFICIAL_ADDRESS)?.flag('valueBoolean');
    // Who sends one address that says nothing means where the patient lives.
    const member = isOfficial || (isOfficial === undefined && addresses.length === 1) ? 'residence' : 'domicile';
    if (read[member] !== undefined) address.refuse('', `is one too many: one ${member} is kept`);
    read[member] = readAddress(address);
  }
  return read;
}

function readContacts(patient: Reader): Partial<PatientInput> {
  const guardians: NonNullable<PatientInput['guardians']> = [];
  const emergencyContacts: NonNullable<PatientInput['emergencyContacts']> = [];
  for (const contact of patient.many('contact')) {
    const [relationship, ...more] = contact.many('relationship');
    for (const one of more) one.refuse('', 'is one relationship too many');
    const guardian = readCode(relationship, GUARDIAN);
    const emergency = readCode(relationship, EMERGENCY);
    const name = readName(contact.one('name'));
    const points = contact.many('telecom').map((point) => {
      point.ignore('use', 'rank');
      return { system: point.code('system', ['phone', 'email']), value: point.text('value') };
    });
    const phone = points.find(({ system }) => system === 'phone')?.value;
    const email = points.find(({ system }) => system === 'email')?.value;
    if (!contact.has('name')) contact.refuse('name', 'is required');
    if (points.length > Number(phone !== undefined) + Number(email !== undefined))
      contact.refuse('telecom', 'has more than one of a kind');
    if (guardian !== undefined) {
      const fiscalCode = contact.extension(extensionUrl('guardian-fiscal-code'))?.text('valueString');
      guardians.push(present({ relation: guardian as never, ...name, fiscalCode, phone, email }));
    } else if (emergency !== undefined) {
      if (email !== undefined) contact.refuse('telecom', 'keeps a telephone only');
      emergencyContacts.push(present({ relation: emergency as never, ...name, phone }));
    } else contact.refuse('relationship', `must have a code of ${GUARDIAN} or ${EMERGENCY}`);
  }
  return { ...(guardians.length > 0 && { guardians }), ...(emergencyContacts.length > 0 && { emergencyContacts }) };
}

function readGeneralPractitioner(patient: Reader): PatientInput['generalPractitioner'] {
  const [practitioner, ...more] = patient.many('generalPractitioner');
  for (const one of more) one.refuse('', 'is one too many');
  if (!practitioner) return undefined;
  practitioner.ignore('type');
  const identifier = practitioner.one('identifier');
  identifier?.ignore('system');
  return present({ name: practitioner.text('display'), code: identifier?.text('value') });
}

function readExtensions(patient: Reader): Partial<PatientInput> {
  const birthPlace = patient.extension(BIRTH_PLACE)?.one('valueAddress');
  birthPlace?.ignore('text');
  const asl = patient.extension(extensionUrl('local-health-unit'));
  const optOuts = patient.extensions(extensionUrl('reminder-opt-out')).map((one) => one.text('valueCode'));
  const exemptions = patient.extensions(extensionUrl('exemption')).map((one) =>
    present({
      code: one.extension('code')?.text('valueString'),
      type: one.extension('type')?.text('valueCode'),
      validFrom: one.extension('validFrom')?.text('valueDate'),
      validTo: one.extension('validTo')?.text('valueDate'),
    }),
  );
  return {
    birthPlace:
      birthPlace &&
      present({
        name: birthPlace.text('city'),
        belfioreCode: birthPlace.extension(extensionUrl('belfiore-code'))?.text('valueCode'),
        province: birthPlace.text('state'),
        country: birthPlace.text('country'),
      }),
    asl:
      asl &&
      present({
        region: asl.extension('region')?.text('valueCode'),
        asl: asl.extension('asl')?.text('valueCode'),
        name: asl.extension('name')?.text('valueString'),
      }),
    preferredChannel: patient.extension(extensionUrl('preferred-channel'))?.text('valueCode') as never,
    reminderOptOuts: optOuts.length === 0 ? undefined : (optOuts as never),
    exemptions: exemptions.length === 0 ? undefined : (exemptions as never),
    tsOpposition: patient.extension(extensionUrl('ts-opposition'))?.flag('valueBoolean'),
  };
}
