import Type, { type Static } from 'typebox';
import { Agenda } from '../agendas/agendas.schema.ts';
import { dayOrInstant } from '../availabilities/time-range.ts';
import { Episode } from '../episodes/episodes.schema.ts';
import { expanded } from '../expansion.ts';
import { Location } from '../locations/locations.schema.ts';
import { commaSeparated } from '../names.ts';
import { Patient } from '../patients/patients.schema.ts';
import { Practitioner } from '../practitioners/practitioners.schema.ts';
import { assigned, externalIds, listQuery, money, pageOf, sortBy } from '../resource.schema.ts';
import { Room } from '../rooms/rooms.schema.ts';
import { id, instant, named, oneOf, ref } from '../schema.ts';
import { Origin, Status } from './status.ts';

export const CancelReason = named(
  'CancelReason',
  oneOf([
    'patient_request',
    'patient_sick',
    'practitioner_unavailable',
    'clinic_closed',
    'rescheduled',
    'no_show_followup',
    'duplicate',
    'error',
    'other',
  ]),
);

const BookedTreatment = named(
  'BookedTreatment',
  Type.Object(
    {
      treatmentId: id(),
      durationMinutes: Type.Integer(),
      price: Type.Optional(money('As agreed when it was booked; later price lists do not change it.')),
      patientShare: Type.Optional(money('What the patient pays of it.')),
      payerShare: Type.Optional(money('What the payer pays of it.')),
      priceListId: Type.Optional(id({ description: 'The list that the price came from.' })),
    },
    { description: 'A treatment within an appointment.' },
  ),
);

const Cancellation = named(
  'Cancellation',
  Type.Object(
    {
      reason: ref(CancelReason),
      note: Type.Optional(Type.String()),
      by: Type.String({ description: 'The account of who cancelled.' }),
      at: instant(),
      late: Type.Boolean({ description: "Later than the agenda's rules ask for." }),
    },
    { description: 'How an appointment was cancelled.' },
  ),
);

const SeriesChange = named(
  'SeriesChange',
  Type.Object(
    {
      changedIds: Type.Array(id(), { description: 'The others that changed with it.' }),
      unchanged: Type.Array(
        ref(
          named(
            'UnchangedAppointment',
            Type.Object(
              {
                id: id(),
                start: instant(),
                status: ref(Status),
                reason: oneOf(['past', 'status'], {
                  description: 'It began already, or its status does not allow it.',
                }),
              },
              { description: 'An appointment of the series that stayed as it was.' },
            ),
          ),
        ),
      ),
    },
    {
      description:
        'Only in the answer to a change with `scope` `following` or `all`: what became of the others of the series.',
    },
  ),
);

export const Appointment = named(
  'Appointment',
  Type.Object(
    {
      ...assigned,
      patientId: Type.Optional(id({ description: 'Absent while a hold is nobody’s.' })),
      agendaId: id(),
      practitionerId: Type.Optional(id()),
      locationId: id(),
      roomId: Type.Optional(id({ description: 'The room, or the first of them.' })),
      resourceIds: Type.Array(id(), { description: 'All rooms and machines that it takes up.' }),
      treatments: Type.Array(ref(BookedTreatment)),
      start: instant(),
      end: instant(),
      status: ref(Status),
      origin: ref(Origin),
      notes: Type.Optional(Type.String()),
      patientInstructions: Type.Optional(Type.String()),
      episodeId: Type.Optional(id({ description: 'The episode that it is part of.' })),
      seriesId: Type.Optional(id({ description: 'The same for all appointments that were booked as one series.' })),
      seriesChange: Type.Optional(ref(SeriesChange)),
      cancel: Type.Optional(ref(Cancellation)),
      holdExpiresAt: Type.Optional(
        instant({
          description: 'Of a hold: from then on it keeps nothing, and turns `expired` when its time is wanted.',
        }),
      ),
      arrivedAt: Type.Optional(instant()),
      startedAt: Type.Optional(instant()),
      completedAt: Type.Optional(instant()),
      externalIds,
      patient: expanded(Patient),
      practitioner: expanded(Practitioner),
      agenda: expanded(Agenda),
      location: expanded(Location),
      room: expanded(Room),
      episode: expanded(Episode),
    },
    { description: 'Somebody’s time with somebody, somewhere.' },
  ),
);

const SkippedDate = named(
  'SkippedDate',
  Type.Object(
    { date: Type.String({ description: 'Date and time on the clock of the agenda.' }), code: Type.String() },
    { description: 'A date of a series that was not booked.' },
  ),
);

export const AppointmentSeries = named(
  'AppointmentSeries',
  Type.Object(
    { seriesId: id(), items: Type.Array(ref(Appointment)), skipped: Type.Array(ref(SkippedDate)) },
    { description: 'A series as it was booked.' },
  ),
);

export const AppointmentList = pageOf(Appointment, 'appointments');
export const AppointmentListQuery = Type.Object({
  ...listQuery,
  from: Type.Optional(dayOrInstant('Only those that start then or later.')),
  to: Type.Optional(dayOrInstant('Only those that start before: of a date its whole day is included.')),
  patientId: Type.Optional(id()),
  practitionerId: Type.Optional(id()),
  agendaId: Type.Optional(id()),
  roomId: Type.Optional(id()),
  seriesId: Type.Optional(id()),
  episodeId: Type.Optional(id()),
  status: commaSeparated(200, { description: 'One status, or several with commas between.' }),
  sort: sortBy('start', 'updatedAt'),
});

const HistoryEntry = named(
  'AppointmentHistoryEntry',
  Type.Object(
    {
      version: Type.Integer(),
      at: instant(),
      action: Type.String({ description: 'Such as `appointments.reschedule`.' }),
      userId: Type.Optional(Type.String()),
      clientId: Type.Optional(Type.String()),
      status: ref(Status),
      start: instant(),
      end: instant(),
      agendaId: id(),
      patientId: Type.Optional(id()),
    },
    { description: 'What an appointment was like after a change, and who changed it.' },
  ),
);

export const AppointmentHistory = named(
  'AppointmentHistory',
  Type.Object({ items: Type.Array(ref(HistoryEntry)) }, { description: 'Every change of an appointment, in order.' }),
);

export type Appointment = Static<typeof Appointment>;
export type AppointmentSeries = Static<typeof AppointmentSeries>;
export type AppointmentListQuery = Static<typeof AppointmentListQuery>;
export type AppointmentHistory = Static<typeof AppointmentHistory>;
export type BookedTreatment = Static<typeof BookedTreatment>;
