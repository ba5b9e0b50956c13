import Type from 'typebox';
import { calendarDate, closed, instant, named, oneOf, text } from '../schema.ts';

const digits = (pattern: string, description: string) =>
  Type.Optional(Type.String({ pattern: `^${pattern}$`, maxLength: 20, description }));
export const optionalText = (maxLength: number, description?: string) =>
  Type.Optional(text(maxLength, description ? { description } : {}));
const province = Type.Optional(
  Type.String({ pattern: '^[A-Z]{2}$', description: 'Province code as given; the list changes with time.' }),
);
const country = Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2.' }));
export const phone = (description: string) =>
  Type.Optional(
    Type.String({
      minLength: 5,
      maxLength: 30,
      pattern: '^[+0-9 ()./-]+$',
      description: `${description} Stored in E.164 form.`,
    }),
  );
export const email = (description: string) =>
  Type.Optional(Type.String({ format: 'email', maxLength: 254, description }));

export const Place = named(
  'BirthPlace',
  Type.Object(
    {
      name: optionalText(100),
      belfioreCode: digits(
        '[A-Z][0-9]{3}',
        'Cadastral code of the municipality; Z followed by three digits for a foreign state.',
      ),
      province,
      country,
    },
    { ...closed, description: 'Where a person was born.' },
  ),
);

export const Address = named(
  'Address',
  Type.Object(
    {
      street: optionalText(200),
      number: optionalText(20),
      zip: digits('[0-9]{5}', 'Italian postal code.'),
      municipality: optionalText(100),
      istatCode: digits('[0-9]{6}', 'ISTAT code of the municipality, not the cadastral one.'),
      province,
      country,
    },
    { ...closed, description: 'A postal address.' },
  ),
);

export const LocalHealthUnit = named(
  'LocalHealthUnit',
  Type.Object(
    {
      region: digits('[0-9]{3}', 'Region code.'),
      asl: digits('[0-9]{3}', 'Code of the local health unit.'),
      name: optionalText(200),
    },
    { ...closed, description: 'The local health unit (ASL) that a patient belongs to.' },
  ),
);

export const GeneralPractitioner = named(
  'GeneralPractitioner',
  Type.Object(
    { name: optionalText(200), code: optionalText(50) },
    { ...closed, description: "A patient's general practitioner." },
  ),
);

export const HealthCard = named(
  'HealthCard',
  Type.Object(
    { number: digits('[0-9]{20}', 'Number on the back of the card (TEAM).'), expiry: Type.Optional(calendarDate()) },
    { ...closed, description: 'The European health insurance card.' },
  ),
);

export const Exemption = named(
  'Exemption',
  Type.Object(
    {
      code: text(20, { description: 'National or regional exemption code, as given.' }),
      type: Type.Optional(oneOf(['income', 'chronic', 'rare_disease', 'disability', 'maternity', 'other'])),
      validFrom: Type.Optional(calendarDate()),
      validTo: Type.Optional(calendarDate()),
    },
    { ...closed, description: 'An exemption from the health-care co-payment.' },
  ),
);

export const Guardian = named(
  'Guardian',
  Type.Object(
    {
      relation: oneOf(['mother', 'father', 'guardian', 'legal_administrator', 'other']),
      firstName: text(100),
      lastName: text(100),
      fiscalCode: optionalText(30),
      phone: phone('Telephone.'),
      email: email('E-mail address.'),
    },
    { ...closed, description: 'Who answers for a minor or a protected adult.' },
  ),
);

export const EmergencyContact = named(
  'EmergencyContact',
  Type.Object(
    {
      relation: oneOf(['spouse', 'partner', 'parent', 'child', 'sibling', 'relative', 'friend', 'caregiver', 'other']),
      firstName: text(100),
      lastName: text(100),
      phone: phone('Telephone.'),
    },
    { ...closed, description: 'Whom to call.' },
  ),
);

export const PatientConsent = named(
  'PatientConsent',
  Type.Object(
    {
      type: oneOf(['privacy_notice', 'dossier', 'dossier_past', 'marketing', 'reminders', 'online_reports']),
      status: oneOf(['given', 'refused', 'revoked']),
      noticeVersion: optionalText(50, 'Version of the notice that the person was shown.'),
      at: instant(),
      channel: Type.Optional(oneOf(['paper', 'online', 'verbal', 'other'])),
      documentId: optionalText(100),
    },
    {
      ...closed,
      description: 'What a patient agreed to or refused. Care itself needs no consent (GDPR article 9.2.h).',
    },
  ),
);

const FISCAL_CODE_TYPES = ['CF', 'CF_PROVISIONAL', 'STP', 'ENI', 'FOREIGN', 'NONE'] as const;
export const FiscalCodeType = named(
  'FiscalCodeType',
  oneOf(FISCAL_CODE_TYPES, { description: 'What kind of code `fiscalCode` is; derived from its form when left out.' }),
);
export const FiscalCodeStatus = named(
  'FiscalCodeStatus',
  oneOf(['valid', 'checksum_invalid', 'mismatch', 'unverified'], {
    description: 'What Corsia thinks of the fiscal code; a doubtful one is stored all the same.',
  }),
);
export const Sex = named('Sex', oneOf(['M', 'F'], { description: 'Sex as the fiscal code knows it.' }));
export const ContactChannel = named(
  'ContactChannel',
  oneOf(['email', 'sms', 'phone', 'post'], { description: 'How a patient prefers to be reached.' }),
);
export const ReminderChannel = named(
  'ReminderChannel',
  oneOf(['email', 'sms', 'phone'], { description: 'How reminders are sent.' }),
);
