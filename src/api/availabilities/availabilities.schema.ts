import Type, { type Static } from 'typebox';
import { Agenda } from '../agendas/agendas.schema.ts';
import { expanded } from '../expansion.ts';
import { Location } from '../locations/locations.schema.ts';
import { Practitioner } from '../practitioners/practitioners.schema.ts';
import { money } from '../resource.schema.ts';
import { calendarDate, id, instant, named, oneOf, ref } from '../schema.ts';
import { Treatment } from '../treatments/treatments.schema.ts';
import { dayOrInstant } from './time-range.ts';

const Availability = named(
  'Availability',
  Type.Object(
    {
      start: instant({ description: "With the offset of the agenda's zone." }),
      end: instant(),
      agendaId: id(),
      practitionerId: Type.Optional(id()),
      locationId: id(),
      resourceIds: Type.Array(id(), { description: 'The rooms and machines that it would take up.' }),
      treatmentId: id(),
      agenda: expanded(Agenda),
      practitioner: expanded(Practitioner),
      location: expanded(Location),
      treatment: expanded(Treatment),
      price: Type.Optional(money('With `priceListId`: what the treatment costs by that list.')),
    },
    { description: 'A time at which a treatment can be booked. Buffers are kept around it, and are not part of it.' },
  ),
);

const AvailabilityReason = named(
  'AvailabilityReason',
  Type.Object(
    {
      agendaId: id(),
      date: Type.Optional(calendarDate({ description: 'The day that it holds for; all days when left out.' })),
      code: oneOf([
        'agenda_inactive',
        'not_offered',
        'treatment_inactive',
        'not_online_bookable',
        'resources_missing',
        'not_working',
        'kept_for_others',
        'location_closed',
        'holiday',
        'exception',
        'too_short',
        'too_soon',
        'beyond_horizon',
        'day_full',
        'taken',
        'resources_taken',
      ]),
    },
    { description: 'Why an agenda has nothing free on a day. It never tells whose appointment is in the way.' },
  ),
);

export const AvailabilityList = named(
  'AvailabilityList',
  Type.Object(
    {
      items: Type.Array(ref(Availability)),
      offset: Type.Integer(),
      limit: Type.Integer(),
      hasMore: Type.Boolean({ description: 'Whether there are more behind these.' }),
      timeZone: Type.String({ description: 'The zone in which days of the request are understood.' }),
      nextAvailable: Type.Optional(
        instant({ description: 'When nothing is free in the range: the first start behind it, if one was found.' }),
      ),
      reasons: Type.Optional(Type.Array(ref(AvailabilityReason), { description: 'With `explain=true`.' })),
    },
    { description: 'One page of times, by start.' },
  ),
);

export const AvailabilityQuery = Type.Object({
  treatmentId: id({ description: 'What is to be booked.' }),
  from: Type.Optional(dayOrInstant('From when on; now when left out, and never earlier than now.')),
  to: Type.Optional(
    dayOrInstant('Until when: a date is included, an instant is not. At most 31 days; 7 when left out.'),
  ),
  agendaId: Type.Optional(id()),
  practitionerId: Type.Optional(id()),
  locationId: Type.Optional(id()),
  priceListId: Type.Optional(id({ description: 'Adds the price of this list. Needs the right to read treatments.' })),
  channel: Type.Optional(
    oneOf(['frontdesk', 'online'], {
      description: 'Who books: `frontdesk` when left out. Online less may be offered.',
    }),
  ),
  excludeAppointmentId: Type.Optional(
    id({ description: 'An appointment that is to be moved, and not in its own way.' }),
  ),
  explain: Type.Optional(Type.Boolean({ description: 'Say for each day without anything free why.' })),
  offset: Type.Integer({ minimum: 0, maximum: 10_000, default: 0, description: 'How many to skip.' }),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'How many to answer at most.' }),
});

export type Availability = Static<typeof Availability>;
export type AvailabilityReason = Static<typeof AvailabilityReason>;
export type AvailabilityQuery = Static<typeof AvailabilityQuery>;
