import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';

/** An episode and its invoices move one after the other. */
const deferEpisodes = statement<unknown>('invoices_defer_episodes', 'set constraints invoices_episode deferred');
const move = statement<unknown>(
  'invoices_move',
  `update invoices set patient_id = $3, version = version + 1, updated_at = clock_timestamp()
    where tenant_id = $1 and patient_id = $2`,
);

/** The invoices of one patient become another's, for a merge; what was issued keeps what is on it. */
export async function moveInvoices(tx: Tx, tenantId: string, fromId: number, intoId: number): Promise<void> {
  await tx.query(deferEpisodes);
  await tx.query(move, [tenantId, fromId, intoId]);
}

const invoiced = statement<{ invoiced: boolean }>(
  'invoices_of_appointment',
  `select exists (select from invoices where tenant_id = $1 and appointment_id = $2 and document_type <> 'TD04'
                     and status not in ('draft', 'credited')) as invoiced`,
);

/** Whether an appointment is on an issued invoice that is not credited whole. */
export async function isInvoiced(db: Queryable, tenantId: string, appointmentId: number): Promise<boolean> {
  return (await db.query(invoiced, [tenantId, appointmentId]))[0]!.invoiced;
}
