import Type from 'typebox';
import type { ErrorDetail } from '../../platform/errors.ts';
import { active, amount, centProblems, externalIds, inOrder, problem, validity } from '../catalogue/catalogue-input.ts';
import type { CataloguePart } from '../catalogue/catalogue-part.ts';
import { closed, id, oneOf, text } from '../schema.ts';
import type { PriceList, PriceListInput, PriceListItem, PriceListItemInput } from './price-lists.schema.ts';
import {
  changePriceListItems,
  changePriceLists,
  importPriceListItems,
  importPriceLists,
  priceListExport,
  priceListItemExport,
  priceListItemReading,
  priceListReading,
} from './price-lists.service.ts';

export const priceListPart: CataloguePart<PriceList, Omit<PriceListInput, 'items'>> = {
  table: 'price_lists',
  schema: Type.Object(
    {
      name: text(200),
      kind: oneOf(['private', 'insurance', 'convention', 'company', 'ssn']),
      payer: Type.Optional(Type.Object({ code: text(50), name: text(200) }, closed)),
      ...validity,
      active,
      externalIds,
    },
    closed,
  ),
  computed: ['currency'],
  rules: (list) => inOrder([list], '', ['validFrom', 'validTo'], true),
  source: priceListExport,
  reading: priceListReading,
  insert: (tx, tenantId, lists) =>
    importPriceLists(
      tx,
      tenantId,
      lists.map((list) => ({ ...list, items: [] })),
    ),
  change: changePriceLists,
};

export const priceListItemPart: CataloguePart<PriceListItem, PriceListItemInput> = {
  table: 'price_list_items',
  schema: Type.Object(
    {
      priceListId: id(),
      treatmentId: id(),
      practitionerId: Type.Optional(id()),
      price: amount,
      patientShare: Type.Optional(amount),
      payerShare: Type.Optional(amount),
      discountPct: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
      ...validity,
    },
    closed,
  ),
  references: [
    { member: 'priceList', sets: 'priceListId', to: 'price_lists' },
    { member: 'treatment', sets: 'treatmentId', to: 'treatments' },
    { member: 'practitioner', sets: 'practitionerId', to: 'practitioners' },
  ],
  rules: shareRules,
  source: priceListItemExport,
  reading: priceListItemReading,
  insert: importPriceListItems,
  change: changePriceListItems,
};

const cents = (euro: number) => Math.round(euro * 100);

/** The two shares make up the price; the one that is left out is the rest of it. */
function shareRules(item: PriceListItemInput): ErrorDetail[] {
  const rest = (known: number | undefined) => Math.max(0, cents(item.price) - cents(known ?? 0)) / 100;
  item.patientShare ??= rest(item.payerShare);
  item.payerShare ??= rest(item.patientShare);
  const sum = cents(item.patientShare) + cents(item.payerShare);
  const { price, patientShare, payerShare, discountPct } = item;
  return [
    ...centProblems({ price, patientShare, payerShare, discountPct }),
    ...(sum === cents(item.price)
      ? []
      : [problem('patientShare', 'not_the_price', 'and payerShare must make up the price')]),
    ...inOrder([item as never], '', ['validFrom', 'validTo'], true),
  ];
}
