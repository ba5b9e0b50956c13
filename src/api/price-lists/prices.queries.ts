import { type Queryable, statement } from '../../platform/database/index.ts';
import type { Price } from './prices.schema.ts';

interface PriceRow {
  treatment_id: number;
  practitioner_id: number | null;
  price_list_id: number | null;
  price: number;
  patient_share: number;
  payer_share: number;
  rule: Price['rule'];
}

/**
 * $2 treatments, $3 practitioner, $4 patient, $5 payer, $6 list asked for, $7 day. Of each treatment the price that comes
 * first: list asked for, payer, patient's insurer, patient's company, open to all; in a list the practitioner's own first.
 */
const resolve = statement<PriceRow>(
  'prices_resolve',
  `with lists as (
     select l.id,
            case when l.id = $6::bigint then 'explicit'
                 when l.payer_code = $5::text then 'payer'
                 when e.patient_id is not null then case l.kind when 'company' then 'patient_company' else 'patient_insurance' end
                 else 'private' end as rule
       from price_lists l
       left join patient_price_lists e on e.tenant_id = $1 and e.patient_id = $4::bigint and e.price_list_id = l.id
        and coalesce(e.valid_from <= $7::date, true) and coalesce(e.valid_to >= $7::date, true)
      where l.tenant_id = $1 and l.active and coalesce(l.valid_from <= $7::date, true) and coalesce(l.valid_to >= $7::date, true)
        and case when $6::bigint is not null then l.id = $6
                 else l.kind = 'private' or l.payer_code = $5::text or e.patient_id is not null end
   ), candidates as (
     select i.treatment_id, i.practitioner_id, l.id as price_list_id, i.price, i.patient_share, i.payer_share, l.rule,
            case when i.practitioner_id is null then 2 else 0 end as specificity, i.valid_from, i.id
       from lists l join price_list_items i on i.tenant_id = $1 and i.price_list_id = l.id
      where i.treatment_id = any ($2::bigint[]) and (i.practitioner_id is null or i.practitioner_id = $3::bigint)
        and coalesce(i.valid_from <= $7::date, true) and coalesce(i.valid_to >= $7::date, true)
     union all
     select treatment_id, practitioner_id, null, price, price, 0, 'practitioner', 1, null, 0
       from treatment_practitioners
      where tenant_id = $1 and treatment_id = any ($2::bigint[]) and practitioner_id = $3::bigint and price is not null and $6::bigint is null
   )
   select distinct on (treatment_id) treatment_id, practitioner_id, price_list_id, price, patient_share, payer_share, rule
     from candidates
    order by treatment_id,
             array_position(array['explicit', 'payer', 'patient_insurance', 'patient_company'], rule) nulls last,
             specificity, valid_from desc nulls last, price_list_id, id desc`,
);

export interface PriceQuestion {
  treatmentIds: readonly number[];
  practitionerId?: number | undefined;
  patientId?: number | undefined;
  payer?: string | undefined;
  priceListId?: number | undefined;
  /** `YYYY-MM-DD` */
  date: string;
}

export function resolvePrices(db: Queryable, tenantId: string, question: PriceQuestion): Promise<PriceRow[]> {
  const { treatmentIds, practitionerId, patientId, payer, priceListId, date } = question;
  return db.query(resolve, [tenantId, treatmentIds, practitionerId, patientId, payer, priceListId, date]);
}
