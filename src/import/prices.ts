import Type from 'typebox';
import type { PriceListItemInput } from '../api/price-lists/price-lists.schema.ts';
import {
  changePriceListItems,
  changePriceLists,
  importPriceListItems,
  importPriceLists,
  priceListExport,
  priceListItemExport,
} from '../api/price-lists/price-lists.service.ts';
import { calendarDate, closed, id, oneOf, text } from '../api/schema.ts';
import type { ErrorDetail } from '../platform/errors.ts';
import { catalogue } from './catalogue.ts';
import { problem, type Row } from './importable.ts';
import { active, amount, centProblems, externalIds, inOrder } from './parts.ts';

const valid = { validFrom: Type.Optional(calendarDate()), validTo: Type.Optional(calendarDate()) };

export const priceLists = catalogue({
  name: 'price-lists',
  identity: 'one of its externalIds',
  schema: Type.Object(
    {
      name: text(200),
      kind: oneOf(['private', 'insurance', 'convention', 'company', 'ssn']),
      payer: Type.Optional(Type.Object({ code: text(50), name: text(200) }, closed)),
      ...valid,
      active,
      externalIds,
    },
    closed,
  ),
  source: priceListExport,
  computed: ['currency'],
  rules: (list) => inOrder([list], '', ['validFrom', 'validTo'], true),
  insert: (tx, tenantId, lists) =>
    importPriceLists(
      tx,
      tenantId,
      lists.map((list) => ({ ...list, items: [] })),
    ),
  change: changePriceLists,
});

export const priceListItems = catalogue({
  name: 'price-list-items',
  identity: 'its price list, treatment, practitioner and validFrom',
  schema: Type.Object(
    {
      priceListId: id(),
      treatmentId: id(),
      practitionerId: Type.Optional(id()),
      price: amount,
      patientShare: Type.Optional(amount),
      payerShare: Type.Optional(amount),
      discountPct: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
      ...valid,
    },
    closed,
  ),
  references: [
    { member: 'priceList', sets: 'priceListId', to: 'price_lists' },
    { member: 'treatment', sets: 'treatmentId', to: 'treatments' },
    { member: 'practitioner', sets: 'practitionerId', to: 'practitioners' },
  ],
  source: priceListItemExport,
  keysOf: ({ priceListId, treatmentId, practitionerId, validFrom }: Row) =>
    priceListId === undefined || treatmentId === undefined
      ? []
      : [[priceListId, treatmentId, practitionerId ?? '', validFrom ?? ''].join(' ')],
  keyField: 'priceList',
  rules: shareRules,
  insert: importPriceListItems,
  change: changePriceListItems,
});

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
