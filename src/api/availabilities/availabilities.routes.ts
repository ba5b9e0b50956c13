import { agendaExpansion } from '../agendas/agendas.service.ts';
import { mayReadAgendas } from '../catalogue-access.ts';
import { locationExpansion } from '../locations/locations.service.ts';
import { practitionerExpansion } from '../practitioners/practitioners.service.ts';
import { type Resource, route } from '../route.ts';
import { ref } from '../schema.ts';
import { treatmentExpansion } from '../treatments/treatments.service.ts';
import { AvailabilityList, AvailabilityQuery } from './availabilities.schema.ts';
import { findAvailabilities } from './availabilities.service.ts';

const expand = {
  agenda: agendaExpansion,
  practitioner: practitionerExpansion,
  location: locationExpansion,
  treatment: treatmentExpansion,
};

export const availabilityResource: Resource = {
  tag: 'Availabilities',
  description: 'When treatments can be booked, computed at the moment of asking.',
  routes: [
    route({
      method: 'GET',
      path: '/availabilities',
      access: mayReadAgendas,
      operationId: 'Availabilities_List',
      summary: 'Find free times',
      description:
        'Starts at which a treatment can be booked, by time, over all agendas that offer it. Working hours, exceptions, holidays, buffers, rooms and machines, and the rules of the agendas are taken into account. With `explain=true` it says why days have nothing.',
      query: AvailabilityQuery,
      expand,
      success: { status: 200, description: 'One page of free times.', schema: ref(AvailabilityList) },
      errors: ['range_too_long'],
      handler: async (call) => ({ body: await findAvailabilities(call, call.query), noStore: true }),
    }),
  ],
};
