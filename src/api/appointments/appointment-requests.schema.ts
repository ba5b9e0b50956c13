import Type, { type Static } from 'typebox';
import { money } from '../resource.schema.ts';
import { closed, ExternalId, id, instant, named, oneOf, ref, text } from '../schema.ts';
import { Appointment, CancelReason } from './appointments.schema.ts';
import { Origin, Status } from './status.ts';

const TreatmentChoice = named(
  'TreatmentChoice',
  Type.Object(
    {
      treatmentId: id(),
      price: Type.Optional(money('An agreed price; otherwise that of the price lists.')),
      priceListId: Type.Optional(id({ description: 'The list whose price is to be used.' })),
      durationMinutes: Type.Optional(Type.Integer({ minimum: 1, readOnly: true })),
      patientShare: Type.Optional({ ...money('Told by the server.'), readOnly: true }),
      payerShare: Type.Optional({ ...money('Told by the server.'), readOnly: true }),
    },
    { ...closed, description: 'A treatment to be booked.' },
  ),
);

const described = {
  episodeId: Type.Optional(id({ description: "One of the patient's that is open." })),
  notes: Type.Optional(text(2000, { description: 'For the clinic.' })),
  patientInstructions: Type.Optional(text(2000, { description: 'For the patient.' })),
  externalIds: Type.Optional(Type.Array(ref(ExternalId), { maxItems: 20 })),
};
const planned = {
  agendaId: id(),
  treatments: Type.Array(ref(TreatmentChoice), { minItems: 1, maxItems: 10 }),
  start: instant({ description: 'Any start within the rules; of `online` bookings one that is offered.' }),
  end: Type.Optional(instant({ description: 'When it is not what the treatments take.' })),
  resourceIds: Type.Optional(
    Type.Array(id(), { maxItems: 20, description: 'Rooms and machines to prefer; free ones are found when left out.' }),
  ),
  origin: Type.Optional(ref(Origin)),
};

const EXAMPLE = {
  patientId: 123,
  agendaId: 4,
  treatments: [{ treatmentId: 7 }],
  start: '2026-12-01T09:30:00+01:00',
};

const unchangeable = [
  'id',
  'practitionerId',
  'locationId',
  'roomId',
  'seriesId',
  'seriesChange',
  'cancel',
  'holdExpiresAt',
  'createdAt',
];
/** Members that the server assigns. They are accepted and ignored, so that what was read can be sent back. */
export const READ_ONLY = [...unchangeable, 'arrivedAt', 'startedAt', 'completedAt', 'updatedAt'] as const;
const ignored = Object.fromEntries(
  READ_ONLY.map((name) => {
    const { [name]: schema } = (Appointment as unknown as { properties: Record<string, object> }).properties;
    return [name, Type.Optional({ ...schema, readOnly: true } as never)];
  }),
);

export const AppointmentInput = named(
  'AppointmentInput',
  Type.Object(
    {
      patientId: id(),
      ...planned,
      ...described,
      // `booked` or `pending` for a new one; for another the status that it has, as actions change it.
      status: Type.Optional(ref(Status)),
      version: Type.Optional(
        Type.Integer({ minimum: 1, description: 'The version this is based on; instead of If-Match.' }),
      ),
      ...(ignored as Record<never, never>),
    },
    { ...closed, description: 'An appointment as it is written.', example: EXAMPLE },
  ),
);

/** RFC 7396: absent members stay, `null` removes. The merged whole is then checked as `AppointmentInput`. */
export const AppointmentPatch = named(
  'AppointmentPatch',
  Type.Unsafe<Record<string, unknown>>({
    type: 'object',
    description: 'JSON Merge Patch (RFC 7396) of `AppointmentInput`.',
    example: { notes: 'Brings earlier reports.' },
  }),
);

export const AppointmentHold = named(
  'AppointmentHold',
  Type.Object(
    {
      patientId: Type.Optional(id({ description: 'Needed before it is confirmed.' })),
      ...planned,
      ...described,
      ttlSeconds: Type.Optional(
        Type.Integer({ minimum: 10, maximum: 3600, description: 'How long it holds; 300 when left out.' }),
      ),
    },
    { ...closed, description: 'A time to keep for a moment.', example: { ...EXAMPLE, ttlSeconds: 300 } },
  ),
);

const SeriesScope = named(
  'SeriesScope',
  oneOf(['this', 'following', 'all'], {
    description: 'Of a series: which, of those that are to come; `this` when left out.',
  }),
);

export const AppointmentCancel = named(
  'AppointmentCancel',
  Type.Object(
    {
      reason: ref(CancelReason),
      note: Type.Optional(text(500, { description: 'Required with `other`.' })),
      scope: Type.Optional(ref(SeriesScope)),
    },
    { ...closed, description: 'Why an appointment is cancelled.', example: { reason: 'patient_request' } },
  ),
);

export const AppointmentReschedule = named(
  'AppointmentReschedule',
  Type.Object(
    {
      start: instant(),
      end: Type.Optional(instant({ description: 'When it is to last differently.' })),
      agendaId: Type.Optional(id({ description: 'When it moves to another agenda.' })),
      following: Type.Optional(
        Type.Boolean({ description: 'An older way to say `scope` is `following`; `scope` counts if both are sent.' }),
      ),
      scope: Type.Optional(ref(SeriesScope)),
    },
    { ...closed, description: 'Where an appointment moves.', example: { start: '2026-12-02T10:00:00+01:00' } },
  ),
);

const Recurrence = named(
  'Recurrence',
  Type.Object(
    {
      frequency: oneOf(['daily', 'weekly', 'monthly']),
      interval: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 12, description: 'Every so many; 1 when left out.' }),
      ),
      count: Type.Integer({ minimum: 2, maximum: 60, description: 'How many appointments.' }),
    },
    { ...closed, description: 'How a series repeats, on the clock of the agenda.' },
  ),
);

export const AppointmentSeriesInput = named(
  'AppointmentSeriesInput',
  Type.Object(
    {
      patientId: id(),
      ...planned,
      ...described,
      recurrence: ref(Recurrence),
      skipTaken: Type.Optional(
        Type.Boolean({ description: 'Leave out the dates that cannot be booked; otherwise nothing is booked.' }),
      ),
    },
    {
      ...closed,
      description: 'Appointments that repeat.',
      example: { ...EXAMPLE, recurrence: { frequency: 'weekly', count: 6 } },
    },
  ),
);

export type AppointmentInput = Static<typeof AppointmentInput>;
export type AppointmentHold = Static<typeof AppointmentHold>;
export type AppointmentCancel = Static<typeof AppointmentCancel>;
export type AppointmentReschedule = Static<typeof AppointmentReschedule>;
export type AppointmentSeriesInput = Static<typeof AppointmentSeriesInput>;
