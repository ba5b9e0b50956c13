import Type, { type Static } from 'typebox';
import { expanded } from '../expansion.ts';
import { clock, dayOfWeek, Location } from '../locations/locations.schema.ts';
import { Practitioner } from '../practitioners/practitioners.schema.ts';
import { assigned, externalIds, listQuery, pageOf, sortBy } from '../resource.schema.ts';
import { Room } from '../rooms/rooms.schema.ts';
import { calendarDate, id, named, oneOf, ref } from '../schema.ts';

const minutes = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));

const BookingChannel = named(
  'BookingChannel',
  oneOf(['frontdesk', 'online'], { description: 'Who books: the clinic for the patient, or the patient.' }),
);

const AgendaHours = named(
  'AgendaHours',
  Type.Object(
    {
      dayOfWeek,
      start: clock("Wall clock of the agenda's zone, `HH:mm`."),
      end: clock("Wall clock of the agenda's zone, `HH:mm`, up to `24:00`."),
      validFrom: Type.Optional(calendarDate()),
      validTo: Type.Optional(calendarDate({ description: 'The last day of it.' })),
      treatmentIds: Type.Optional(Type.Array(id(), { description: 'Kept for these treatments.' })),
      channel: Type.Optional(ref(BookingChannel)),
    },
    { description: 'Working hours on one day of each week.' },
  ),
);

const AgendaException = named(
  'AgendaException',
  Type.Object(
    {
      kind: oneOf(['closed', 'extraOpen']),
      from: calendarDate(),
      to: calendarDate({ description: 'The last day of it.' }),
      start: Type.Optional(clock('On each of these days from this time; the whole day when left out.')),
      end: Type.Optional(clock('On each of these days up to this time.')),
      reason: Type.Optional(Type.String()),
    },
    { description: 'Days that differ from the weekly hours. `extraOpen` holds on holidays and closures, too.' },
  ),
);

const AgendaRules = named(
  'AgendaRules',
  Type.Object(
    {
      minNoticeMinutes: minutes('How long before its start an appointment must be booked.'),
      maxHorizonDays: minutes('How far ahead one can book.'),
      maxPerDay: minutes('Most appointments on one day.'),
      maxPerPatientPerDay: minutes('Most appointments of one patient on one day.'),
      cancellationNoticeHours: minutes(
        'Cancelled later than this before its start, an appointment was cancelled late.',
      ),
    },
    { description: 'What bookings must keep to; absent rules do not hold.' },
  ),
);

export const Agenda = named(
  'Agenda',
  Type.Object(
    {
      ...assigned,
      name: Type.String(),
      resourceKind: oneOf(['practitioner', 'room', 'machine'], { description: 'Whose agenda it is.' }),
      practitionerId: Type.Optional(id()),
      locationId: id(),
      roomId: Type.Optional(id({ description: 'The room or machine that its appointments take up, too.' })),
      timeZone: Type.String({ description: 'IANA name; the wall clock of its hours.' }),
      granularityMinutes: Type.Integer({ description: 'Distance of the starting times that are offered.' }),
      onlineBookable: Type.Boolean(),
      active: Type.Boolean(),
      treatmentIds: Type.Array(id(), {
        description: 'Treatments it is limited to; empty for all of the practitioner.',
      }),
      openingHours: Type.Array(ref(AgendaHours)),
      exceptions: Type.Array(ref(AgendaException)),
      rules: ref(AgendaRules),
      externalIds,
      practitioner: expanded(Practitioner),
      location: expanded(Location),
      room: expanded(Room),
    },
    { description: 'When somebody or something can be booked.' },
  ),
);

export const AgendaList = pageOf(Agenda, 'agendas');
export const AgendaListQuery = Type.Object({
  ...listQuery,
  sort: sortBy('name', 'updatedAt'),
  practitionerId: Type.Optional(id()),
  locationId: Type.Optional(id()),
  treatmentId: Type.Optional(id({ description: 'Only those in which this treatment can be booked.' })),
  active: Type.Optional(Type.Boolean()),
});

export type Agenda = Static<typeof Agenda>;
export type AgendaHours = Static<typeof AgendaHours>;
export type AgendaException = Static<typeof AgendaException>;
export type AgendaInput = Omit<Agenda, 'id' | 'version' | 'createdAt' | 'updatedAt' | 'resourceKind'>;
export type AgendaListQuery = Static<typeof AgendaListQuery>;
