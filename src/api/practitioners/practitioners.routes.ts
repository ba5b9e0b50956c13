import { mayReadAgendas } from '../catalogue-access.ts';
import { readRoutes } from '../read-routes.ts';
import type { Resource } from '../route.ts';
import { Practitioner, PractitionerList, PractitionerListQuery } from './practitioners.schema.ts';
import { getPractitioner, listPractitioners } from './practitioners.service.ts';

export const practitionerResource: Resource = {
  tag: 'Practitioners',
  description: 'The people who see patients, with their professional registers.',
  routes: readRoutes({
    tag: 'Practitioners',
    path: '/practitioners',
    one: 'practitioner',
    many: 'practitioners',
    resource: 'practitioners',
    access: mayReadAgendas,
    item: Practitioner,
    list: PractitionerList,
    query: PractitionerListQuery,
    listed: (call) => listPractitioners(call, call.query),
    read: getPractitioner,
  }),
};
