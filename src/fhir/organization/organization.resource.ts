import type { Issuer } from '../../api/issuers/issuers.schema.ts';
import { getIssuer, issuerSearch } from '../../api/issuers/issuers.service.ts';
import type { PriceList } from '../../api/price-lists/price-lists.schema.ts';
import { getPriceList, payerSearch } from '../../api/price-lists/price-lists.service.ts';
import type { FhirCall } from '../call.ts';
import { numberOf } from '../ids.ts';
import { SYSTEMS } from '../names.ts';
import { noSuch } from '../refusal.ts';
import { fhirResource } from '../resource.ts';
import { activeParameter, identifierParameter } from '../search/common.ts';
import { inMemory } from '../search/in-memory.ts';
import { stringParameter, tokenParameter } from '../search/parameters.ts';
import { unionOf } from '../search/union.ts';
import { CLINIC } from './clinic.ts';
import { clinicToFhir, ISSUER, issuerToFhir, PAYER, payerToFhir } from './organization.mapper.ts';

/** The clinic is no row that changes: it has one version. */
interface Clinic {
  id: number;
  version: number;
  name: string;
  isClinic: true;
}
type Body = Clinic | Issuer | PriceList;

const clinicOf = ({ tenant: { name } }: FhirCall): Clinic => ({ id: 1, version: 1, name, isClinic: true });
const clinicSearch = inMemory<Clinic>(
  ['id', 'name', 'active'],
  (call) => [clinicOf(call)],
  ({ id, name }) => ({
    id,
    name,
    active: true,
  }),
);
/** Issuers are shown to whoever may read invoices, as at the other door. */
const seesIssuers = ({ access }: FhirCall) => access.permissions.has('invoices.read');
const after = (prefix: string, id: string) => (id.startsWith(prefix) ? numberOf(id.slice(prefix.length)) : undefined);

export const organizationFhir = fhirResource({
  type: 'Organization',
  name: 'organizations',
  documentation:
    'The clinic itself (`clinic`), who pays by agreed price lists (`payer-`), and for whoever may read invoices who issues them (`issuer-`).',
  permissions: { read: 'treatments.read' },
  async read(call: FhirCall, id): Promise<Body> {
    if (id === CLINIC) return clinicOf(call);
    const issuer = after(ISSUER, id);
    if (issuer !== undefined && seesIssuers(call)) return getIssuer(call, issuer);
    const payer = after(PAYER, id);
    const list = payer === undefined ? undefined : await getPriceList(call, payer);
    if (!list?.payer) throw noSuch('Organization');
    return list;
  },
  present: (_call, bodies) =>
    bodies.map((body) => {
      if ('isClinic' in body) return clinicToFhir(body);
      return 'vatNumber' in body ? issuerToFhir(body) : payerToFhir(body);
    }),
  search: {
    source: unionOf<Body>([
      { search: clinicSearch, idField: 'clinicId' },
      { search: issuerSearch, idField: 'issuerId', visible: seesIssuers },
      { search: payerSearch, idField: 'payerId' },
    ]),
    parameters: {
      _id: tokenParameter('The logical id.', ({ code }) => {
        const ids = {
          clinicId: code === CLINIC ? 1 : undefined,
          issuerId: after(ISSUER, code),
          payerId: after(PAYER, code),
        };
        return Object.entries(ids).flatMap(([field, id]) =>
          id === undefined ? [] : [{ field, op: 'in' as const, values: [id] }],
        );
      }),
      name: stringParameter('name', 'The name.'),
      active: activeParameter('Whether it still is one.'),
      identifier: identifierParameter({ [SYSTEMS.vatNumber]: 'vatNumber', [SYSTEMS.payer]: 'payerCode' }),
    },
    inIdOrder: true,
    withoutLastUpdated: true,
  },
  summary: ['identifier', 'active', 'type', 'name'],
});
