import type { ImportedInvoice } from '../../api/invoices/import.service.ts';
import { addDays } from '../calendar.ts';
import { digits, integer, pick, type Random } from '../random.ts';

type Payments = NonNullable<ImportedInvoice['payments']>;

const CASH = 20;

/**
 * How a patient pays: most at the desk, some by bank transfer some days later, a few in parts, a few not yet.
 * @param day when the visit was
 */
export function paymentsFor(random: Random, day: string, today: string): Payments {
  const way = random();
  const method = pick(random, ['card', 'card', 'card', 'cash', 'cash', 'online'] as const);
  const later = addDays(day, integer(random, 2, 12));
  const reference = `CRO ${digits(random, 9)}${digits(random, 2)}`;
  return (due) => {
    if (way < 0.05) return [];
    if (way < 0.2) return later > today ? [] : [{ method: 'bank_transfer', amount: due, date: later, reference }];
    if (way < 0.9 || due <= CASH) return [{ method, amount: due, date: day }];
    const first = { method: 'cash' as const, amount: CASH, date: day };
    if (way < 0.95 || later > today) return [first];
    return [first, { method: 'card', amount: Math.round((due - CASH) * 100) / 100, date: later }];
  };
}

/** A company pays by bank transfer a month after its invoice. */
export function companyPayment(issueDate: string, today: string, reference: string): Payments {
  const date = addDays(issueDate, 30);
  return (due) => (date > today ? [] : [{ method: 'bank_transfer', amount: due, date, reference }]);
}
