import { statement, type Tx } from '../../platform/database/index.ts';

const move = statement<unknown>(
  'price_lists_move_patient',
  `with gone as (
     delete from patient_price_lists where tenant_id = $1 and patient_id = $2 returning price_list_id, valid_from, valid_to
   )
   insert into patient_price_lists (tenant_id, patient_id, price_list_id, valid_from, valid_to)
   select $1, $3, price_list_id, valid_from, valid_to from gone
   on conflict do nothing`,
);

/** Where both are entitled to a list, the dates of the one who stays hold. */
export async function moveEntitlements(tx: Tx, tenantId: string, fromId: number, intoId: number): Promise<void> {
  await tx.query(move, [tenantId, fromId, intoId]);
}
