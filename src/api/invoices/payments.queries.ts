import { listStatements, type Queryable, statement, type Tx } from '../../platform/database/index.ts';
import type { InvoicePayment } from './invoice-parts.schema.ts';

export interface PaymentRow {
  id: number;
  invoice_id: number;
  method: InvoicePayment['method'];
  paid_on: string;
  amount_cents: number;
  traceable: boolean;
  reference: string | null;
  created_at: string;
}

const COLUMNS = 'r.id, r.invoice_id, r.method, r.paid_on, r.amount_cents, r.traceable, r.reference, r.created_at';

export const paymentList = listStatements<PaymentRow>({
  name: 'invoice_payments',
  table: 'invoice_payments',
  columns: COLUMNS,
});

const all = statement<PaymentRow>(
  'invoice_payments_all',
  `select ${COLUMNS} from invoice_payments r where r.tenant_id = $1 and r.invoice_id = $2 order by r.paid_on, r.id`,
);
const insert = statement<PaymentRow>(
  'invoice_payments_insert',
  `insert into invoice_payments as r (tenant_id, invoice_id, method, paid_on, amount_cents, traceable, reference)
   values ($1, $2, $3, $4, $5, $6, $7) returning ${COLUMNS}`,
);

export function allPayments(db: Queryable, tenantId: string, invoiceId: number): Promise<PaymentRow[]> {
  return db.query(all, [tenantId, invoiceId]);
}

export async function insertPayment(
  tx: Tx,
  tenantId: string,
  payment: Omit<PaymentRow, 'id' | 'created_at'>,
): Promise<PaymentRow> {
  const { invoice_id, method, paid_on, amount_cents, traceable, reference } = payment;
  return (await tx.query(insert, [tenantId, invoice_id, method, paid_on, amount_cents, traceable, reference]))[0]!;
}
