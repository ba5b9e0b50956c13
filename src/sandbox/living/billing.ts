import { formatInstant } from '../../api/availabilities/zone-day.ts';
import { creditInvoice } from '../../api/invoices/credit-notes.service.ts';
import { type ImportedInvoice, importInvoices } from '../../api/invoices/import.service.ts';
import { addPayment } from '../../api/invoices/payments.service.ts';
import type { Tx } from '../../platform/database/index.ts';
import { addDays } from '../calendar.ts';
import { seedIssuers } from '../invoice-issuers.ts';
import { callAt } from '../invoices.ts';
import { integer, seededRandom } from '../random.ts';
import { chargesOfPayers } from './payer-invoices.ts';
import { paymentsFor } from './payments.ts';
import type { StoredVisit } from './store-visits.ts';

const MINUTE_MS = 60_000;
/** Rendering takes milliseconds, and the first start should be quick: one in so many, and all of the last days. */
const ONE_IN = 18;
const ALL_OF_DAYS = 3;
const DRAFTS = 6;
/** What some get back, in euro. */
const DISCOUNT = 10;
/** The practitioner who issues in their own name. */
const PROFESSIONAL = 'physiotherapy';

/** An invoice as it is planned: `at` is when it is issued, in milliseconds since the epoch. */
export interface Charge extends ImportedInvoice {
  at: number;
  /** Of a patient: what the visit cost them, in euro. */
  fee?: number;
}

/**
 * Invoices for completed visits in the order of their issue, most of them paid, some in part, some credited, the youngest still
 * drafts; and each month what payers owe.
 */
export async function seedBilling(
  tx: Tx,
  clinic: { id: string; name: string },
  visits: readonly StoredVisit[],
  { today, moment }: { today: string; moment: number },
): Promise<void> {
  const [company, professional] = await seedIssuers(tx, clinic.id, { name: clinic.name, small: false });
  const random = seededRandom(`${clinic.id}/invoices`);
  const completed = visits.filter(
    ({ progress, price }) => progress.status === 'completed' && (price?.patientShare ?? 0) > 0,
  );
  const recent = addDays(today, -ALL_OF_DAYS);
  const charged = completed.filter(({ day }, index) => day >= recent || index % ONE_IN === 0);
  const charges = charged
    .map((visit): Charge => {
      const { id, resident, day, treatment, episodeId, slot, progress, price } = visit;
      const at = Math.min(Date.parse(progress.completedAt!) + integer(random, 1, 4) * MINUTE_MS, moment);
      const issuedAt = formatInstant(slot.plan.agenda.timeZone, at);
      return {
        at,
        fee: price!.patientShare,
        issuedAt,
        input: {
          issuerId: treatment.branch === PROFESSIONAL ? professional! : company!,
          patientId: resident.id,
          appointmentId: id,
          ...(episodeId !== undefined && { episodeId }),
          serviceDate: day,
          issueDate: day,
          lines: [{ treatmentId: treatment.id }],
        },
        payments: paymentsFor(random, day, today),
      };
    })
    .concat(chargesOfPayers(completed, { issuerId: company!, today, random }))
    .sort((one, other) => one.at - other.at);
  const drafts = charges.slice(-DRAFTS).map(({ input: { issueDate: _, ...input } }) => ({ input }));
  const issued = charges.slice(0, -DRAFTS);
  const call = callAt(tx, clinic.id, new Date(moment).toISOString());
  const ids = await importInvoices(call, tx, [...issued, ...drafts]);
  await credit(
    tx,
    clinic.id,
    { moment, issuerId: company! },
    issued.map((charge, index) => ({ ...charge, id: ids[index]! })),
  );
}

/** Some invoices are taken back a day later, whole or in part, in the order of their notes; what was paid is given back. */
async function credit(
  tx: Tx,
  tenantId: string,
  { moment, issuerId }: { moment: number; issuerId: number },
  issued: readonly (Charge & { id: number })[],
): Promise<void> {
  const own = issued.filter(({ input, fee = 0 }) => input.issuerId === issuerId && fee > DISCOUNT);
  for (const [index, { id, at }] of own.filter((_, place) => place % 30 === 12).entries()) {
    const call = callAt(tx, tenantId, new Date(Math.min(at + 26 * 60 * MINUTE_MS, moment)).toISOString());
    const whole = index % 2 === 0;
    const note = await creditInvoice(call, id, {
      reason: whole ? 'Prestazione fatturata per errore' : 'Sconto riconosciuto dopo la fattura',
      ...(!whole && { lines: [{ lineNumber: 1, amount: DISCOUNT }] }),
    });
    if (whole)
      await addPayment(call, note.id, { method: 'bank_transfer', amount: note.totals.due, reference: 'Rimborso' });
  }
}
