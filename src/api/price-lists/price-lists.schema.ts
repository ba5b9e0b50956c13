import Type, { type Static } from 'typebox';
import { expanded } from '../expansion.ts';
import { Practitioner } from '../practitioners/practitioners.schema.ts';
import { assigned, Currency, externalIds, listQuery, money, pageOf, sortBy } from '../resource.schema.ts';
import { calendarDate, id, named, oneOf, ref, text } from '../schema.ts';
import { Treatment } from '../treatments/treatments.schema.ts';

const PriceListKind = named('PriceListKind', oneOf(['private', 'insurance', 'convention', 'company', 'ssn']));

const Payer = named(
  'Payer',
  Type.Object(
    { code: Type.String(), name: Type.String() },
    { description: 'Who pays the share that patients do not.' },
  ),
);

export const PriceList = named(
  'PriceList',
  Type.Object(
    {
      ...assigned,
      name: Type.String(),
      kind: ref(PriceListKind),
      payer: Type.Optional(ref(Payer)),
      validFrom: Type.Optional(calendarDate()),
      validTo: Type.Optional(calendarDate({ description: 'The last day of it.' })),
      active: Type.Boolean(),
      currency: ref(Currency),
      externalIds,
    },
    { description: 'Prices agreed with one payer, or open to everybody.' },
  ),
);

export const PriceListItem = named(
  'PriceListItem',
  Type.Object(
    {
      ...assigned,
      priceListId: id(),
      treatmentId: id(),
      practitionerId: Type.Optional(id({ description: 'For this practitioner alone.' })),
      treatment: expanded(Treatment),
      practitioner: expanded(Practitioner),
      price: money('What the treatment costs: the sum of both shares.'),
      patientShare: money('What the patient pays.'),
      payerShare: money('What the payer pays.'),
      discountPct: Type.Optional(Type.Number({ description: 'Discount that `price` contains already, in percent.' })),
      validFrom: Type.Optional(calendarDate()),
      validTo: Type.Optional(calendarDate({ description: 'The last day of it.' })),
    },
    { description: 'The price of one treatment in a list.' },
  ),
);

export const PriceListList = pageOf(PriceList, 'price lists');
export const PriceListItemList = pageOf(PriceListItem, 'prices of a list');

export const PriceListQuery = Type.Object({
  ...listQuery,
  sort: sortBy('name', 'updatedAt'),
  kind: Type.Optional(text(20, { description: 'One of the kinds of price lists.' })),
  payer: Type.Optional(text(50, { description: 'Code of the payer.' })),
  validOn: Type.Optional(calendarDate({ description: 'Only lists that are valid on this day.' })),
  active: Type.Optional(Type.Boolean()),
});

export const PriceListItemQuery = Type.Object({
  ...listQuery,
  treatmentId: Type.Optional(id()),
  practitionerId: Type.Optional(id()),
  validOn: Type.Optional(calendarDate({ description: 'Only prices that are valid on this day.' })),
});

export type PriceList = Static<typeof PriceList>;
export type PriceListItem = Static<typeof PriceListItem>;
type Assigned = 'id' | 'version' | 'createdAt' | 'updatedAt';
export type PriceListItemInput = Omit<PriceListItem, Assigned>;
export type PriceListInput = Omit<PriceList, Assigned | 'currency'> & {
  items: Omit<PriceListItemInput, 'priceListId'>[];
};
export type PriceListQuery = Static<typeof PriceListQuery>;
export type PriceListItemQuery = Static<typeof PriceListItemQuery>;
