import { readRoutes } from '../read-routes.ts';
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
    access: { scope: 'giponext.agenda', permission: 'agendas.read' },
    item: Agenda,
    list: AgendaList,
    query: AgendaListQuery,
    listed: (call) => listAgendas(call, call.query),
    read: getAgenda,
  }),
};
