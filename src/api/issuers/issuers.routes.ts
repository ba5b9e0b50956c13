import { readRoutes } from '../read-routes.ts';
import type { Resource } from '../route.ts';
import { Issuer, IssuerList, IssuerListQuery } from './issuers.schema.ts';
import { getIssuer, listIssuers } from './issuers.service.ts';

export const issuerResource: Resource = {
  tag: 'Issuers',
  description: 'Who issues invoices: the clinic, and professionals who invoice in their own name.',
  routes: readRoutes({
    tag: 'Issuers',
    path: '/issuers',
    one: 'issuer',
    many: 'issuers',
    resource: 'issuers',
    access: { scope: 'giponext.invoices', permission: 'invoices.read' },
    item: Issuer,
    list: IssuerList,
    query: IssuerListQuery,
    listed: (call) => listIssuers(call, call.query),
    read: getIssuer,
  }),
};
