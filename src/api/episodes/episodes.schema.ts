import Type, { type Static } from 'typebox';
import { expanded } from '../expansion.ts';
import { commaSeparated } from '../names.ts';
import { Patient } from '../patients/patients.schema.ts';
import { Practitioner } from '../practitioners/practitioners.schema.ts';
import { assigned, externalIds, listQuery, pageOf, sortBy } from '../resource.schema.ts';
import { calendarDate, closed, ExternalId, id, instant, named, oneOf, ref, text } from '../schema.ts';
import { Status } from './episode-status.ts';

const Diagnosis = named(
  'Diagnosis',
  Type.Object(
    {
      system: oneOf(['ICD-9-CM', 'ICD-10'], { description: 'The classification that the code is of.' }),
      code: text(20, { description: 'As given; not looked up.' }),
      text: Type.Optional(text(500)),
      role: Type.Optional(oneOf(['principal', 'secondary', 'comorbidity', 'suspected'])),
    },
    { ...closed, description: 'A coded diagnosis.' },
  ),
);

const Referral = named(
  'Referral',
  Type.Object(
    {
      number: Type.Optional(text(40, { description: 'Such as the number of an electronic prescription (NRE).' })),
      date: Type.Optional(calendarDate()),
      prescriber: Type.Optional(text(200)),
      priority: Type.Optional(
        oneOf(['urgent', 'short', 'deferrable', 'planned'], {
          description: 'Classes U, B, D and P of Italian prescriptions.',
        }),
      ),
      question: Type.Optional(text(1000, { description: 'What the prescriber wants to know.' })),
    },
    { ...closed, description: 'Who sent the patient, and why.' },
  ),
);

const StatusChange = named(
  'EpisodeStatusChange',
  Type.Object(
    {
      status: ref(Status),
      at: instant(),
      by: Type.Optional(Type.String({ description: 'The account of who changed it.' })),
      reason: Type.Optional(Type.String()),
    },
    { description: 'A status that an episode had, from then on.' },
  ),
);

const described = {
  title: text(200),
  start: calendarDate(),
  end: Type.Optional(calendarDate({ description: 'The last day, once it is finished or cancelled.' })),
  responsiblePractitionerId: Type.Optional(id()),
  diagnoses: Type.Optional(Type.Array(ref(Diagnosis), { maxItems: 30 })),
  referral: Type.Optional(ref(Referral)),
  payerCode: Type.Optional(text(50, { description: 'Who pays, by the code that price lists have.' })),
  authorisedSessions: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1000, description: 'How many appointments the payer agreed to.' }),
  ),
  notes: Type.Optional(text(2000)),
};

export const Episode = named(
  'Episode',
  Type.Object(
    {
      ...assigned,
      patientId: id(),
      ...described,
      diagnoses: Type.Array(ref(Diagnosis)),
      status: ref(Status),
      statusHistory: Type.Array(ref(StatusChange), { description: 'Every status it had, in order.' }),
      usedSessions: Type.Integer({ description: 'Appointments of it that are completed.' }),
      externalIds,
      patient: expanded(Patient),
      responsiblePractitioner: expanded(Practitioner),
    },
    { description: 'What a patient is treated for, over several appointments.' },
  ),
);

/** Members that the server assigns. They are accepted and ignored, so that what was read can be sent back. */
export const READ_ONLY = ['id', 'statusHistory', 'usedSessions', 'createdAt', 'updatedAt'] as const;
const ignored = Object.fromEntries(
  READ_ONLY.map((name) => {
    const { [name]: schema } = (Episode as unknown as { properties: Record<string, object> }).properties;
    return [name, Type.Optional({ ...schema, readOnly: true } as never)];
  }),
);

export const EpisodeInput = named(
  'EpisodeInput',
  Type.Object(
    {
      patientId: id({ description: 'Cannot change.' }),
      ...described,
      // `planned`, `waitlist` or `active` for a new one; for another the status that it has, as actions change it.
      status: Type.Optional(ref(Status)),
      externalIds: Type.Optional(Type.Array(ref(ExternalId), { maxItems: 20 })),
      version: Type.Optional(
        Type.Integer({ minimum: 1, description: 'The version this is based on; instead of If-Match.' }),
      ),
      ...(ignored as Record<never, never>),
    },
    {
      ...closed,
      description: 'An episode as it is written.',
      example: {
        patientId: 123,
        title: 'Physiotherapy after knee surgery',
        start: '2026-12-01',
        authorisedSessions: 10,
      },
    },
  ),
);

/** RFC 7396: absent members stay, `null` removes. The merged whole is then checked as `EpisodeInput`. */
export const EpisodePatch = named(
  'EpisodePatch',
  Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    description: 'JSON Merge Patch (RFC 7396) of `EpisodeInput`.',
    example: { authorisedSessions: 12 },
  }),
);

const reason = Type.Optional(text(500, { description: 'Kept in the history.' }));
const force = Type.Optional(
  Type.Boolean({ description: 'Even if appointments are still to come; they stay booked, and of this episode.' }),
);

export const EpisodeFinish = named(
  'EpisodeFinish',
  Type.Object(
    { end: Type.Optional(calendarDate({ description: 'The last day; today when left out.' })), reason, force },
    { ...closed, description: 'How an episode ends.', example: { end: '2026-12-31' } },
  ),
);

export const EpisodeCancel = named(
  'EpisodeCancel',
  Type.Object(
    { reason, force },
    { ...closed, description: 'Why an episode is cancelled.', example: { reason: 'Moved away' } },
  ),
);

export const EpisodeList = pageOf(Episode, 'episodes');
export const EpisodeListQuery = Type.Object({
  ...listQuery,
  patientId: Type.Optional(id()),
  practitionerId: Type.Optional(id({ description: 'The one who is responsible.' })),
  status: commaSeparated(200, { description: 'One status, or several with commas between.' }),
  sort: sortBy('start', 'updatedAt'),
});

/** The query of the lists of what belongs to an episode. */
export const EpisodePartQuery = Type.Object({ ...listQuery, sort: sortBy('updatedAt') });

export type Episode = Static<typeof Episode>;
export type EpisodeInput = Static<typeof EpisodeInput>;
export type EpisodeFinish = Static<typeof EpisodeFinish>;
export type EpisodeCancel = Static<typeof EpisodeCancel>;
export type EpisodeListQuery = Static<typeof EpisodeListQuery>;
