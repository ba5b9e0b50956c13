import { found, readPage } from '../pages.ts';
import type { Call } from '../route.ts';
import { broken } from './broken.ts';
import { todayInRome } from './compose.ts';
import type { InvoiceCall } from './customer.ts';
import type { InvoicePayment } from './invoice-parts.schema.ts';
import type { InvoicePaymentInput } from './invoice-requests.schema.ts';
import { toPayment } from './invoices.mapper.ts';
import * as queries from './invoices.queries.ts';
import type { InvoicePaymentListQuery } from './invoices.schema.ts';
import { refuseTransition } from './issue.service.ts';
import { toCents } from './money.ts';
import { insertPayment, paymentList } from './payments.queries.ts';
import { balanceOf, statusOf } from './settlement.ts';

/** The payments of an invoice in order of their id, and whose invoice it is. @throws ServiceError not_found */
export async function listPayments(
  { db, tenant }: Pick<Call, 'db' | 'tenant'>,
  id: number,
  query: InvoicePaymentListQuery,
) {
  const invoice = found(await queries.getInvoice(db, tenant.id, id), 'invoice');
  const filter = [{ sql: (parameter: (value: unknown) => string) => `r.invoice_id = ${parameter(id)}::bigint` }];
  const page = await readPage(db, tenant.id, paymentList, query, filter, toPayment);
  return { page, patientId: invoice.patient_id };
}

/**
 * Notes money that was received, or given back for a credit note.
 * @throws ServiceError validation_failed for more than the balance, invalid_transition for a draft
 */
export function addPayment(
  call: InvoiceCall,
  id: number,
  input: InvoicePaymentInput,
): Promise<{ payment: InvoicePayment; patientId: number | null }> {
  const { db, tenant } = call;
  const amount = toCents('amount', input.amount);
  const { method, date = todayInRome(call), traceable = method !== 'cash', reference } = input;
  return db.transaction(async (tx) => {
    const row = found(await queries.lockInvoice(tx, tenant.id, id), 'invoice');
    if (row.status === 'draft') throw refuseTransition('draft', 'paid');
    if (date > todayInRome(call)) throw broken('date', 'in_future', 'must not lie in the future');
    if (method === 'cash' && traceable) throw broken('traceable', 'cash_not_traceable', 'is never true of cash');
    if (amount > balanceOf(row)) throw broken('amount', 'exceeds_balance', 'exceeds what is still to be paid');
    const payment = await insertPayment(tx, tenant.id, {
      invoice_id: id,
      method,
      paid_on: date,
      amount_cents: amount,
      traceable,
      reference: reference ?? null,
    });
    const amounts = { ...row, paid_cents: row.paid_cents + amount };
    await queries.settleInvoice(tx, tenant.id, id, { ...amounts, status: statusOf(amounts) });
    return { payment: toPayment(payment), patientId: row.patient_id };
  });
}
