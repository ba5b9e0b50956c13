import type { Queryable } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { requirePolicy } from '../access/access.ts';
import { withoutNull } from '../pages.ts';
import type { Call } from '../route.ts';
import { type PriceQuestion, resolvePrices } from './prices.queries.ts';
import type { Price, PriceQuery } from './prices.schema.ts';

/**
 * What a treatment costs a patient on a day, and which list and rule say so.
 * @throws ServiceError not_found when no list has a price, insufficient_scope or insufficient_permission with a patient
 *   whom the caller may not read
 */
export async function getPrice({ access, db, tenant, now }: Call, query: PriceQuery): Promise<Price> {
  if (query.patientId !== undefined) requirePolicy(access, { scope: 'giponext.patients', permission: 'patients.read' });
  const { treatmentId, date = now().toPlainDate().toString(), ...rest } = query;
  const price = (await findPrices(db, tenant.id, { treatmentIds: [treatmentId], date, ...rest })).get(treatmentId);
  if (!price) throw new ServiceError('not_found', 'No price list has a price for this.');
  return price;
}

/** Prices by treatment; treatments without one are missing from the answer. */
export async function findPrices(
  db: Queryable,
  tenantId: string,
  question: PriceQuestion,
): Promise<ReadonlyMap<number, Price>> {
  const rows = await resolvePrices(db, tenantId, question);
  const prices = rows.map((row) =>
    withoutNull({
      treatmentId: row.treatment_id,
      practitionerId: row.practitioner_id,
      date: question.date,
      price: row.price,
      patientShare: row.patient_share,
      payerShare: row.payer_share,
      currency: 'EUR' as const,
      priceListId: row.price_list_id,
      rule: row.rule,
    }),
  );
  return new Map(prices.map((price) => [price.treatmentId, price]));
}
