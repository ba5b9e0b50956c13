import Type, { type Static } from 'typebox';
import { listQuery, pageOf, sortBy } from '../resource.schema.ts';
import { calendarDate, closed, ExternalId, id, instant, named, ref, text } from '../schema.ts';
import {
  Address,
  ContactChannel,
  EmergencyContact,
  Exemption,
  email,
  FiscalCodeStatus,
  FiscalCodeType,
  GeneralPractitioner,
  Guardian,
  HealthCard,
  LocalHealthUnit,
  optionalText,
  PatientConsent,
  Place,
  phone,
  ReminderChannel,
  Sex,
} from './patient-parts.schema.ts';

const writable = {
  firstName: text(100),
  lastName: text(100),
  birthDate: Type.Optional(calendarDate({ description: 'Not before 1890, not in the future.' })),
  birthPlace: Type.Optional(ref(Place)),
  sex: Type.Optional(ref(Sex)),
  fiscalCode: optionalText(30, 'Stored in upper case without spaces; unique in the clinic.'),
  fiscalCodeType: Type.Optional(ref(FiscalCodeType)),
  vatNumber: Type.Optional(Type.String({ maxLength: 20, description: 'Partita IVA, 11 digits.' })),
  residence: Type.Optional(ref(Address)),
  domicile: Type.Optional(ref(Address)),
  phone: phone('Land line.'),
  mobile: phone('Mobile telephone.'),
  email: email('E-mail address.'),
  pec: email('Certified e-mail address.'),
  preferredChannel: Type.Optional(ref(ContactChannel)),
  reminderOptOuts: Type.Optional(
    // The type makes Ajv compare in linear time, however long the array.
    Type.Array(
      { ...ref(ReminderChannel), type: 'string' },
      {
        maxItems: 3,
        uniqueItems: true,
        description: 'Channels without reminders.',
      },
    ),
  ),
  asl: Type.Optional(ref(LocalHealthUnit)),
  generalPractitioner: Type.Optional(ref(GeneralPractitioner)),
  healthCard: Type.Optional(ref(HealthCard)),
  exemptions: Type.Optional(Type.Array(ref(Exemption), { maxItems: 20 })),
  guardians: Type.Optional(Type.Array(ref(Guardian), { maxItems: 10 })),
  emergencyContacts: Type.Optional(Type.Array(ref(EmergencyContact), { maxItems: 10 })),
  consents: Type.Optional(Type.Array(ref(PatientConsent), { maxItems: 50 })),
  tsOpposition: Type.Optional(
    Type.Boolean({
      description: 'The patient opposes sending expenses to Sistema Tessera Sanitaria. False when left out.',
    }),
  ),
  deceasedAt: Type.Optional(instant()),
  externalIds: Type.Optional(Type.Array(ref(ExternalId), { maxItems: 20 })),
};

const Warning = named(
  'Warning',
  Type.Object(
    { field: Type.String(), code: Type.String(), message: Type.String() },
    { description: 'Something that was stored as given but looks wrong.' },
  ),
);

const assigned = {
  id: id(),
  version: Type.Integer({ minimum: 1, description: 'Grows with every change; the entity tag is made of it.' }),
  fiscalCodeStatus: ref(FiscalCodeStatus),
  createdAt: instant(),
  updatedAt: instant(),
};
const assignedLater = {
  archivedAt: Type.Optional(instant()),
  mergedIntoId: Type.Optional(id({ description: 'The patient that this one was merged into.' })),
  warnings: Type.Optional(Type.Array(ref(Warning), { description: 'In answers to writes only.' })),
};

const EXAMPLE = {
  firstName: 'Mario',
  lastName: 'Rossi',
  birthDate: '1980-01-01',
  sex: 'M',
  fiscalCode: 'RSSMRA80A01X001X',
  mobile: '+393000000001',
  email: 'mario.rossi@example.test',
};

const STORED_EXAMPLE = {
  id: 123,
  version: 1,
  createdAt: '2026-11-20T09:30:00+01:00',
  updatedAt: '2026-11-20T09:30:00+01:00',
  ...EXAMPLE,
  fiscalCodeType: 'CF',
  fiscalCodeStatus: 'checksum_invalid',
  tsOpposition: false,
  externalIds: [],
};

export const Patient = named(
  'Patient',
  Type.Object(
    {
      ...assigned,
      ...writable,
      fiscalCodeType: ref(FiscalCodeType),
      tsOpposition: Type.Boolean(),
      externalIds: Type.Array(ref(ExternalId)),
      ...assignedLater,
    },
    { description: 'A person who is or was cared for in the clinic.', example: STORED_EXAMPLE },
  ),
);

/** Members that the server assigns. They are accepted and ignored, so that what was read can be sent back. */
export const READ_ONLY = [
  'id',
  'fiscalCodeStatus',
  'createdAt',
  'updatedAt',
  'archivedAt',
  'mergedIntoId',
  'warnings',
] as const;
const ignored = Object.fromEntries(
  Object.entries({ ...assigned, ...assignedLater })
    .filter(([name]) => READ_ONLY.includes(name as never))
    .map(([name, schema]) => [name, Type.Optional({ ...schema, readOnly: true })]),
);

export const PatientInput = named(
  'PatientInput',
  Type.Object(
    {
      ...writable,
      version: Type.Optional(
        Type.Integer({ minimum: 1, description: 'The version this is based on; instead of If-Match.' }),
      ),
      ...(ignored as Record<never, never>),
    },
    { ...closed, description: 'A patient as it is written.', example: EXAMPLE },
  ),
);

/** RFC 7396: absent members stay, `null` removes. The merged whole is then checked as `PatientInput`. */
export const PatientPatch = named(
  'PatientPatch',
  Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    description: 'JSON Merge Patch (RFC 7396) of `PatientInput`.',
    example: { email: 'new@example.test' },
  }),
);

export const PatientList = pageOf(Patient, 'patients');

export const PatientListQuery = Type.Object({
  ...listQuery,
  updatedSince: Type.Optional(
    instant({
      description: 'Changed at or after this instant, merged ones included. Re-read a few minutes of overlap.',
    }),
  ),
  sort: sortBy('lastName', 'updatedAt'),
  q: Type.Optional(
    text(100, { description: 'Beginnings of words of the name, in any order; case and accents are ignored.' }),
  ),
  fiscalCode: Type.Optional(text(30)),
  birthDate: Type.Optional(calendarDate()),
  phone: Type.Optional(text(30, { description: 'Land line or mobile, in any notation.' })),
  email: Type.Optional(text(254)),
  externalId: Type.Optional(text(401, { description: '`system|value`, or `value` in any system.' })),
  archived: Type.Optional(Type.Boolean({ description: 'Only archived ones, or only others; both when left out.' })),
});

export const PatientId = Type.Object({ id: id({ description: 'The patient.' }) });

export type Patient = Static<typeof Patient>;
export type PatientInput = Static<typeof PatientInput>;
export type PatientListQuery = Static<typeof PatientListQuery>;
