import { named, oneOf } from '../schema.ts';

export const InvoiceStatus = named(
  'InvoiceStatus',
  oneOf(['draft', 'issued', 'partially_paid', 'paid', 'partially_credited', 'credited'], {
    description: 'More may come: treat a status that is not known as one of an issued document.',
  }),
);

interface Amounts {
  total_cents: number;
  due_cents: number;
  paid_cents: number;
  credited_cents: number;
  credited_due_cents: number;
}

export type IssuedStatus = 'issued' | 'partially_paid' | 'paid' | 'partially_credited' | 'credited';

/** What is still to be paid, in cents; below zero when it is to be given back. */
export function balanceOf({ due_cents, paid_cents, credited_due_cents }: Amounts): number {
  return due_cents - credited_due_cents - paid_cents;
}

/** The status of an issued document follows from its amounts. What is credited whole is `credited`, paid or not. */
export function statusOf(amounts: Amounts): IssuedStatus {
  if (amounts.credited_cents === amounts.total_cents) return 'credited';
  if (balanceOf(amounts) <= 0 && amounts.paid_cents > 0) return 'paid';
  if (amounts.credited_cents > 0) return 'partially_credited';
  return amounts.paid_cents > 0 ? 'partially_paid' : 'issued';
}
