import { describe, expect, test } from 'vitest';
import type { LivingClinic } from './look.ts';

/** Appointments of the living clinic, looked at by `living.database.test.ts`. */
export function visitCases({ get, none, query }: LivingClinic): void {
  describe('visits', () => {
    test('stand as the time says', async () => {
      const statuses = Object.fromEntries(
        (await query(`select status, count(*)::int from appointments where tenant_id = $1 group by 1`)).map((row) => [
          row.status,
          row.count,
        ]),
      );
      for (const status of ['completed', 'no_show', 'cancelled', 'booked', 'confirmed', 'pending', 'arrived'])
        expect(statuses[status], status).toBeGreaterThan(0);
      await none(`select id from appointments where tenant_id = $1 and (
      (status in ('completed', 'no_show') and starts_at > $2) or (status in ('booked', 'confirmed', 'pending') and starts_at < $2)
      or greatest(arrived_at, started_at, completed_at) > $2 or (details #>> '{cancel,at}')::timestamptz > $2)`);
      await none(`select id from appointments where tenant_id = $1 and (
      (status = 'completed') <> (completed_at is not null) or (status in ('completed', 'in_progress')) <> (started_at is not null)
      or arrived_at > started_at or started_at >= completed_at or (details #>> '{cancel,at}')::timestamptz > starts_at
      or (status = 'cancelled') <> (details ? 'cancel')
      or (details #>> '{cancel,reason}' = 'other' and not details -> 'cancel' ? 'note'))`);
      const [{ completed }] = await query(`
      select avg((status = 'completed')::int)::float as completed from appointments where tenant_id = $1 and ends_at < $2::timestamptz - interval '1 day'`);
      expect(completed).toBeGreaterThan(0.8);
    });

    test('take up their practitioner and their rooms, and nobody is in two places', async () => {
      await none(`
      select a.id from appointments a where a.tenant_id = $1 and a.status not in ('cancelled', 'no_show') and (
        (a.practitioner_id is not null and not exists (select from occupancies o where o.tenant_id = $1 and o.appointment_id = a.id
           and o.kind = 'practitioner' and o.resource_id = a.practitioner_id and o.blocked_from <= a.starts_at and o.blocked_to >= a.ends_at))
        or (select count(*) from occupancies o where o.tenant_id = $1 and o.appointment_id = a.id and o.kind = 'room')
           <> jsonb_array_length(a.details -> 'resourceIds'))`);
      await none(`select o.appointment_id from occupancies o join appointments a on a.tenant_id = o.tenant_id and a.id = o.appointment_id
      where o.tenant_id = $1 and a.status in ('cancelled', 'no_show')`);
      await none(
        `select patient_id from appointments where tenant_id = $1 group by patient_id, starts_at::date having count(*) > 1`,
      );
    });

    test('are of people whom the treatment is for', async () => {
      await none(`
      select a.id from appointments a join patients p on p.tenant_id = a.tenant_id and p.id = a.patient_id
        join treatments t on t.tenant_id = a.tenant_id and t.id = (a.details #>> '{treatments,0,treatmentId}')::bigint
       where a.tenant_id = $1 and (p.merged_into_id is not null or p.archived_at is not null
         or date_part('year', age(a.starts_at::date, p.birth_date)) < coalesce((t.details ->> 'minAge')::int, 0)
         or date_part('year', age(a.starts_at::date, p.birth_date)) > coalesce((t.details ->> 'maxAge')::int, 200)
         or (t.branch in ('gynaecology', 'obstetrics') and p.details ->> 'sex' <> 'F'))`);
    });

    test('cost what the price lists say, for everybody and of every list', async () => {
      const visits = await query(`
      select distinct on (a.practitioner_id, t ->> 'priceListId') a.patient_id::int, a.practitioner_id::int, a.starts_at::date::text as day, t as booked
        from appointments a, jsonb_array_elements(a.details -> 'treatments') t where a.tenant_id = $1
       order by a.practitioner_id, t ->> 'priceListId', a.id`);
      expect(new Set(visits.map(({ booked }) => booked.priceListId)).size).toBeGreaterThanOrEqual(3);
      for (const { patient_id, practitioner_id, day, booked } of visits) {
        const practitioner = practitioner_id ? `&practitionerId=${practitioner_id}` : '';
        const price = await get(
          `/prices?treatmentId=${booked.treatmentId}&patientId=${patient_id}&date=${day}${practitioner}`,
        );
        const { price: whole, patientShare, payerShare, priceListId } = price;
        expect({ price: whole, patientShare, payerShare, priceListId }).toEqual({
          price: booked.price,
          patientShare: booked.patientShare,
          payerShare: booked.payerShare,
          priceListId: booked.priceListId,
        });
      }
      await none(`
      select a.id from appointments a, jsonb_array_elements(a.details -> 'treatments') t
       where a.tenant_id = $1 and not exists (
         select from price_list_items i where i.tenant_id = $1 and i.treatment_id = (t ->> 'treatmentId')::bigint
            and i.price_list_id = (t ->> 'priceListId')::bigint and i.price = (t ->> 'price')::numeric
            and i.patient_share = (t ->> 'patientShare')::numeric and i.payer_share = (t ->> 'payerShare')::numeric)
         and not exists (
         select from treatment_practitioners p where p.tenant_id = $1 and p.treatment_id = (t ->> 'treatmentId')::bigint
            and p.practitioner_id = a.practitioner_id and p.price = (t ->> 'price')::numeric and t ->> 'priceListId' is null)`);
    });

    test('of a series are a week apart, at the same time', async () => {
      const series = await query(
        `select series_id, count(*)::int as visits from appointments where tenant_id = $1 and series_id is not null group by 1`,
      );
      expect(series.length).toBeGreaterThanOrEqual(3);
      await none(`
      select id from (select id, starts_at::time as at, lag(starts_at::time) over own as before_at,
                             starts_at::date - lag(starts_at::date) over own as days
                        from appointments where tenant_id = $1 and series_id is not null
                      window own as (partition by series_id order by starts_at)) s
       where at <> before_at or days % 7 <> 0`);
    });
  });
}
