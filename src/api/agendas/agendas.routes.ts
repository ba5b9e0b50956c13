import { mayReadAgendas } from '../catalogue-access.ts';
import { locationExpansion } from '../locations/locations.service.ts';
import { practitionerExpansion } from '../practitioners/practitioners.service.ts';
import { readRoutes } from '../read-routes.ts';
import { roomExpansion } from '../rooms/rooms.service.ts';
import type { Resource } from '../route.ts';
import { Agenda, AgendaList, AgendaListQuery } from './agendas.schema.ts';
import { getAgenda, listAgendas } from './agendas.service.ts';

export const agendaResource: Resource = {
  tag: 'Agendas',
  description: 'When practitioners, rooms and machines can be booked: weekly hours, exceptions, rules.',
  routes: readRoutes({
    tag: 'Agendas',
    path: '/agendas',
    one: 'agenda',
    many: 'agendas',
    resource: 'agendas',
    access: mayReadAgendas,
    expand: { practitioner: practitionerExpansion, location: locationExpansion, room: roomExpansion },
    item: Agenda,
    list: AgendaList,
    query: AgendaListQuery,
    listed: (call) => listAgendas(call, call.query),
    read: getAgenda,
  }),
};
