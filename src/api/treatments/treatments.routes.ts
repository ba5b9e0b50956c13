import { mayReadTreatments } from '../catalogue-access.ts';
import { readRoutes } from '../read-routes.ts';
import type { Resource } from '../route.ts';
import { Treatment, TreatmentList, TreatmentListQuery } from './treatments.schema.ts';
import { getTreatment, listTreatments } from './treatments.service.ts';

export const treatmentResource: Resource = {
  tag: 'Treatments',
  description: 'What the clinic does for patients: durations, who may do it, what it takes.',
  routes: readRoutes({
    tag: 'Treatments',
    path: '/treatments',
    one: 'treatment',
    many: 'treatments',
    resource: 'treatments',
    access: mayReadTreatments,
    item: Treatment,
    list: TreatmentList,
    query: TreatmentListQuery,
    listed: (call) => listTreatments(call, call.query),
    read: getTreatment,
  }),
};
