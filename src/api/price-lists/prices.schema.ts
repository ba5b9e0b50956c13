import Type, { type Static } from 'typebox';
import { Currency, money } from '../resource.schema.ts';
import { calendarDate, id, named, oneOf, ref, text } from '../schema.ts';

export const Price = named(
  'Price',
  Type.Object(
    {
      treatmentId: id(),
      practitionerId: Type.Optional(id({ description: 'When the price is for this practitioner alone.' })),
      date: calendarDate({ description: 'The day that the price is for.' }),
      price: money('The sum of both shares.'),
      patientShare: money('What the patient pays.'),
      payerShare: money('What the payer pays.'),
      currency: ref(Currency),
      priceListId: Type.Optional(
        id({ description: 'The list it is from; none when it is a price of the practitioner.' }),
      ),
      rule: oneOf(['explicit', 'payer', 'patient_insurance', 'patient_company', 'private', 'practitioner'], {
        description:
          'Why this price: the list was asked for, belongs to the payer, to the insurer or company of the patient, is open to everybody, or the practitioner has a price of their own.',
      }),
    },
    { description: 'What a treatment costs somebody on a day.' },
  ),
);

export const PriceQuery = Type.Object({
  treatmentId: id(),
  patientId: Type.Optional(
    id({ description: 'Whose insurer or company is looked for. Needs the right to read patients.' }),
  ),
  practitionerId: Type.Optional(id()),
  payer: Type.Optional(text(50, { description: 'Code of the payer whose list is to be used.' })),
  priceListId: Type.Optional(id({ description: 'The list to use, and no other.' })),
  date: Type.Optional(calendarDate({ description: 'Today on the clinic’s calendar when left out.' })),
});

export type Price = Static<typeof Price>;
export type PriceQuery = Static<typeof PriceQuery>;
