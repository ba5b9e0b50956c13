import { zoneDay } from '../../api/availabilities/zone-day.ts';
import type { Customer } from '../../api/invoices/invoice-parts.schema.ts';
import { addDays } from '../calendar.ts';
import { AURORA, COMPANY, PUBLIC_BODY } from '../invoice-customers.ts';
import { digits, type Random } from '../random.ts';
import type { Charge } from './billing.ts';
import { companyPayment } from './payments.ts';
import type { StoredVisit } from './store-visits.ts';

const CLOSING_MINUTES = 18 * 60;
const CUSTOMERS: Readonly<Record<string, Customer>> = { '1': COMPANY, '2': AURORA };

/**
 * What insurer and company pay of their people's visits, on the last day of each month that is over, without a name; and what
 * a municipality pays for the fitness of its staff.
 */
export function chargesOfPayers(
  completed: readonly StoredVisit[],
  { issuerId, today, random }: { issuerId: number; today: string; random: Random },
): Charge[] {
  const owed = completed.filter(({ price, resident }) => (price?.payerShare ?? 0) > 0 && resident.lists !== '');
  const byMonth = Map.groupBy(owed, ({ day, resident }) => `${day.slice(0, 7)} ${resident.lists.split(',')[0]}`);
  const charges = [...byMonth].flatMap(([key, visits]): Charge[] => {
    const [month, list] = key.split(' ') as [string, string];
    const issueDate = lastDayOf(month);
    if (issueDate >= today) return [];
    const byTreatment = [
      ...Map.groupBy(visits, ({ treatment, price }) => `${treatment.id} ${price!.payerShare}`).values(),
    ];
    const lines = byTreatment.map(([visit, ...others]) => ({
      treatmentId: visit!.treatment.id,
      description: `${visit!.treatment.name}, in convenzione, ${month.slice(5)}/${month.slice(0, 4)}`,
      quantity: others.length + 1,
      unitPrice: visit!.price!.payerShare,
    }));
    return [charge({ issuerId, customer: CUSTOMERS[list]!, issueDate, lines, today, random })];
  });
  const months = [...new Set(completed.map(({ day }) => lastDayOf(day.slice(0, 7))))].filter((day) => day < today);
  const fitness = { description: 'Idoneità alla mansione, personale comunale', quantity: 4, unitPrice: 45 };
  return [
    ...charges,
    ...months
      .filter((_, index) => index % 2 === 1)
      .map((issueDate) => charge({ issuerId, customer: PUBLIC_BODY, issueDate, lines: [fitness], today, random })),
  ];
}

interface Wanted {
  issuerId: number;
  customer: Customer;
  issueDate: string;
  lines: Charge['input']['lines'];
  today: string;
  random: Random;
}

function charge({ issuerId, customer, issueDate, lines, today, random }: Wanted): Charge {
  const at = zoneDay('Europe/Rome', issueDate).at(CLOSING_MINUTES, 'start');
  return {
    at,
    issuedAt: new Date(at).toISOString(),
    input: {
      issuerId,
      customer,
      issueDate,
      lines: [...lines],
      ...(customer.kind === 'public_body' && { purchaseOrder: { number: `ODA-${issueDate.slice(0, 7)}` } }),
    },
    payments: companyPayment(issueDate, today, `CRO ${digits(random, 9)}${digits(random, 2)}`),
  };
}

function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number);
  const next = number === 12 ? `${year! + 1}-01-01` : `${year}-${String(number! + 1).padStart(2, '0')}-01`;
  return addDays(next, -1);
}
