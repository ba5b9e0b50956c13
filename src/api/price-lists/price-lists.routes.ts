import { withContentTag } from '../answer.ts';
import { mayReadTreatments } from '../catalogue-access.ts';
import { practitionerExpansion } from '../practitioners/practitioners.service.ts';
import { readRoutes } from '../read-routes.ts';
import { idOf } from '../resource.schema.ts';
import { type Resource, route } from '../route.ts';
import { ref } from '../schema.ts';
import { treatmentExpansion } from '../treatments/treatments.service.ts';
import {
  PriceList,
  PriceListItemList,
  PriceListItemQuery,
  PriceListList,
  PriceListQuery,
} from './price-lists.schema.ts';
import { getPriceList, listItems, listPriceLists } from './price-lists.service.ts';
import { Price, PriceQuery } from './prices.schema.ts';
import { getPrice } from './prices.service.ts';

const expand = { treatment: treatmentExpansion, practitioner: practitionerExpansion };

export const priceListResource: Resource = {
  tag: 'PriceLists',
  description: 'What treatments cost: privately, and with insurers, companies and the national health service.',
  routes: [
    ...readRoutes({
      tag: 'PriceLists',
      path: '/price-lists',
      one: 'price list',
      many: 'price lists',
      resource: 'price_lists',
      access: mayReadTreatments,
      item: PriceList,
      list: PriceListList,
      query: PriceListQuery,
      listed: (call) => listPriceLists(call, call.query),
      read: getPriceList,
    }),
    route({
      method: 'GET',
      path: '/price-lists/{id}/items',
      access: mayReadTreatments,
      operationId: 'PriceLists_ListItems',
      summary: 'List the prices of a list',
      description: 'The prices of one list in order of their id.',
      params: idOf('price list'),
      query: PriceListItemQuery,
      expand,
      success: { status: 200, description: 'One page of prices.', schema: ref(PriceListItemList) },
      listOf: 'price_list_items',
      handler: async (call) => ({ body: await listItems(call, call.params.id, call.query) }),
    }),
  ],
};

export const priceResource: Resource = {
  tag: 'Prices',
  description: 'The price that holds for a treatment, patient, payer and practitioner on a day.',
  routes: [
    route({
      method: 'GET',
      path: '/prices',
      access: mayReadTreatments,
      operationId: 'Prices_Find',
      summary: 'Find the price of a treatment',
      description:
        'Looks in the list that is asked for, or else in the lists of the payer, of the insurer and of the company of the patient, and in those open to everybody, in this order. A price of the practitioner comes before a general one.',
      query: PriceQuery,
      success: { status: 200, description: 'The price, and which list and rule gave it.', schema: ref(Price) },
      handler: async (call) => {
        const { patientId } = call.query;
        const answer = withContentTag({ body: await getPrice(call as never, call.query) });
        return { ...answer, patientIds: patientId === undefined ? [] : [patientId] } as never;
      },
    }),
  ],
};
