import { Temporal } from 'temporal-polyfill';
import type { Appointment } from '../api/appointments/appointments.schema.ts';
import { listAppointments } from '../api/appointments/appointments.service.ts';
import { creditInvoice } from '../api/invoices/credit-notes.service.ts';
import type { InvoiceCall } from '../api/invoices/customer.ts';
import { createDraft } from '../api/invoices/invoices.service.ts';
import { issueDraft } from '../api/invoices/issue.service.ts';
import { addPayment } from '../api/invoices/payments.service.ts';
import { PERMISSIONS } from '../catalogue/permissions.ts';
import { SCOPES } from '../catalogue/scopes.ts';
import type { Tx } from '../platform/database/index.ts';
import { COMPANY, PUBLIC_BODY } from './invoice-customers.ts';
import { seedIssuers } from './invoice-issuers.ts';
import { chance, pick, type Random, seededRandom } from './random.ts';

const TIME_ZONE = 'Europe/Rome';
/** How many appointments are invoiced, in a clinic and in a small one. */
const INVOICES = 60;
const FEW = 5;
/** Invoices of appointments that are over, most of them paid, some credited, the last two still drafts. */
export async function seedInvoices(tx: Tx, tenantId: string, clinic: { name: string; small: boolean }): Promise<void> {
  const issuers = await seedIssuers(tx, tenantId, clinic);
  const random = seededRandom(`${tenantId}/invoices`);
  const appointments = await invoiced(tx, tenantId, clinic.small ? FEW : INVOICES);
  for (const [index, appointment] of appointments.entries()) {
    const call = callAt(tx, tenantId, appointment.completedAt!);
    const customer = [...Array(10), COMPANY, PUBLIC_BODY][clinic.small ? 0 : index % 12];
    const draft = await createDraft(call, {
      issuerId: issuers[index % 5 === 4 ? issuers.length - 1 : 0]!,
      ...(customer ? { customer } : { appointmentId: appointment.id, patientId: appointment.patientId! }),
      serviceDate: appointment.start.slice(0, 10),
      lines: appointment.treatments.map(({ treatmentId, price = 80 }) => ({
        treatmentId,
        unitPrice: price,
        ...(customer && { description: 'Prestazioni sanitarie in convenzione' }),
      })),
    });
    if (index >= appointments.length - 2) continue;
    const { id, totals } = await issueDraft(call, draft.id);
    await settle(call, random, id, totals.due);
    if (index % 12 === 5)
      await creditInvoice(call, id, {
        reason: 'Importo non dovuto',
        ...(chance(random, 0.5) && { lines: [{ lineNumber: 1, amount: 10 }] }),
      });
  }
}

async function settle(call: InvoiceCall, random: Random, id: number, due: number): Promise<void> {
  const way = random();
  if (way < 0.2) return;
  if (way < 0.9) {
    await addPayment(call, id, {
      method: pick(random, ['card', 'card', 'bank_transfer', 'cash'] as const),
      amount: due,
    });
    return;
  }
  const deposit = Math.min(20, due);
  await addPayment(call, id, { method: 'cash', amount: deposit });
  if (way < 0.96 && due > deposit)
    await addPayment(call, id, { method: 'card', amount: Math.round((due - deposit) * 100) / 100 });
}

/** The first appointments that are over, in the order in which they ended. */
async function invoiced(tx: Tx, tenantId: string, count: number): Promise<Appointment[]> {
  const query = { status: 'completed', sort: 'start', offset: 0, limit: 200 } as const;
  const { items } = await listAppointments(callAt(tx, tenantId, '2000-01-01T00:00:00Z'), query);
  const step = Math.max(1, Math.floor(items.length / count));
  return items
    .filter((_, index) => index % step === 0)
    .slice(0, count)
    .sort((one, other) => Date.parse(one.completedAt!) - Date.parse(other.completedAt!));
}

/** As somebody who may do everything, at that instant. */
export function callAt(tx: Tx, tenantId: string, instant: string): InvoiceCall {
  return {
    db: tx,
    tenant: { id: tenantId, timeZone: TIME_ZONE } as InvoiceCall['tenant'],
    access: { scopes: new Set(SCOPES), permissions: new Set(PERMISSIONS) } as unknown as InvoiceCall['access'],
    ifMatch: undefined,
    now: () => Temporal.Instant.from(instant).toZonedDateTimeISO(TIME_ZONE),
    accept: () => {
      throw new Error('nothing is patched here');
    },
  };
}
