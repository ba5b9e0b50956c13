import Type, { type Static } from 'typebox';
import { calendarDate, closed, id, instant, named, oneOf, ref, text } from '../schema.ts';
import { email, PatientConsent, phone, Sex } from './patient-parts.schema.ts';
import { Patient } from './patients.schema.ts';

export const PatientMerge = named(
  'PatientMerge',
  Type.Object(
    { intoId: id({ description: 'The patient who stays.' }) },
    { ...closed, description: 'Whose record goes on.', example: { intoId: 124 } },
  ),
);

const ConsentEntry = named(
  'PatientConsentEntry',
  Type.Object(
    {
      consent: ref(PatientConsent),
      removed: Type.Boolean({ description: 'It was taken off the record then, and recorded there before.' }),
      recordedAt: instant(),
      userId: Type.Optional(Type.String()),
      clientId: Type.Optional(Type.String()),
    },
    { description: 'A consent as it was recorded, and by whom.' },
  ),
);

export const PatientConsents = named(
  'PatientConsents',
  Type.Object(
    {
      items: Type.Array(ref(PatientConsent), { description: 'What the record holds now.' }),
      current: Type.Array(ref(PatientConsent), { description: 'The latest of each type, which is what counts.' }),
      history: Type.Array(ref(ConsentEntry), { description: 'Everything that was ever recorded, in order.' }),
      version: Type.Integer({ description: "The patient's." }),
    },
    { description: 'What a patient agreed to or refused, and since when.' },
  ),
);

export const PatientConsentsInput = named(
  'PatientConsentsInput',
  Type.Object(
    {
      items: Type.Array(ref(PatientConsent), { maxItems: 50 }),
      version: Type.Optional(
        Type.Integer({ minimum: 1, description: "The patient's version this is based on; instead of If-Match." }),
      ),
    },
    {
      ...closed,
      description: 'The consents that a record is to hold.',
      example: {
        items: [
          {
            type: 'dossier',
            status: 'given',
            noticeVersion: '2026-1',
            at: '2026-01-02T09:30:00+01:00',
            channel: 'paper',
          },
        ],
      },
    },
  ),
);

export const PatientMatch = named(
  'PatientMatch',
  Type.Object(
    {
      firstName: Type.Optional(text(100)),
      lastName: Type.Optional(text(100)),
      birthDate: Type.Optional(calendarDate()),
      sex: Type.Optional(ref(Sex)),
      fiscalCode: Type.Optional(text(30)),
      phone: phone('Land line or mobile.'),
      email: email('E-mail address.'),
      limit: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 50, description: 'How many candidates at most; 10 when left out.' }),
      ),
    },
    {
      ...closed,
      description: 'What is known of a person. A name, a birth date, a code, a telephone or an address is needed.',
      example: { firstName: 'Mario', lastName: 'Rossi', birthDate: '1980-01-01' },
    },
  ),
);

const MatchReason = named(
  'PatientMatchReason',
  Type.Object(
    {
      field: Type.String(),
      agreement: oneOf(['same', 'similar', 'different']),
      points: Type.Integer({ description: 'What it adds to the score, or takes from it.' }),
    },
    { description: 'How one fact agrees.' },
  ),
);

const MatchCandidate = named(
  'PatientMatchCandidate',
  Type.Object(
    {
      patient: ref(Patient),
      score: Type.Integer({ minimum: 0, maximum: 100, description: 'Out of what the known facts could give.' }),
      grade: oneOf(['certain', 'probable', 'possible']),
      reasons: Type.Array(ref(MatchReason)),
    },
    { description: 'Somebody who may be the person.' },
  ),
);

export const PatientMatches = named(
  'PatientMatches',
  Type.Object({ items: Type.Array(ref(MatchCandidate)) }, { description: 'Who it may be, the most probable first.' }),
);

export type PatientConsents = Static<typeof PatientConsents>;
export type PatientConsentsInput = Static<typeof PatientConsentsInput>;
export type PatientMatch = Static<typeof PatientMatch>;
export type PatientMatches = Static<typeof PatientMatches>;
