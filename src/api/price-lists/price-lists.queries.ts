import {
  type Condition,
  containing,
  given,
  insertMany,
  listStatements,
  ordersBy,
  type Queryable,
  statement,
  type Tx,
  updateMany,
} from '../../platform/database/index.ts';
import type { PriceList } from './price-lists.schema.ts';

interface Dated {
  valid_from: string | null;
  valid_to: string | null;
}

export interface PriceListRow extends Dated {
  id: number;
  version: number;
  name: string;
  kind: PriceList['kind'];
  active: boolean;
  details: Record<string, unknown>;
  created_at: string;
  updated_at: string;
}

export interface PriceListItemRow extends Dated {
  id: number;
  version: number;
  price_list_id: number;
  treatment_id: number;
  practitioner_id: number | null;
  price: number;
  patient_share: number;
  payer_share: number;
  discount_pct: number | null;
  created_at: string;
  updated_at: string;
}

export const COLUMNS = `r.id, r.version, r.name, r.kind, r.active, r.valid_from, r.valid_to, r.details, r.created_at, r.updated_at`;

export const priceListList = listStatements<PriceListRow>({
  name: 'price_lists',
  table: 'price_lists',
  columns: COLUMNS,
  orders: ordersBy({ name: 'r.name', updatedAt: 'r.updated_at' }),
});

export const ITEM_COLUMNS = `r.id, r.version, r.price_list_id, r.treatment_id, r.practitioner_id, r.price, r.patient_share,
  r.payer_share, r.discount_pct, r.valid_from, r.valid_to, r.created_at, r.updated_at`;

export const priceListItemList = listStatements<PriceListItemRow>({
  name: 'price_list_items',
  table: 'price_list_items',
  columns: ITEM_COLUMNS,
});

export function validOn(day: string | undefined): Condition[] {
  return given(
    day,
    (date) => `coalesce(r.valid_from <= ${date}::date, true) and coalesce(r.valid_to >= ${date}::date, true)`,
  );
}

/** Lists that somebody else than the patient pays for. */
export const withPayer: Condition = { sql: () => 'r.payer_code is not null' };

export const named = (text: string): Condition[] => containing('r.name', text);

const get = statement<PriceListRow>(
  'price_lists_get',
  `select ${COLUMNS} from price_lists r where r.tenant_id = $1 and r.id = $2`,
);

export async function getPriceList(db: Queryable, tenantId: string, id: number): Promise<PriceListRow | undefined> {
  return (await db.query(get, [tenantId, id]))[0];
}

/** Prices of the treatments that are named or coded so. */
export function ofTreatmentNamed(text: string): Condition[] {
  return containing(
    `(select t.code || ' ' || t.name from treatments t where t.tenant_id = r.tenant_id and t.id = r.treatment_id)`,
    text,
  );
}

export interface PriceListValues extends Dated {
  name: string;
  kind: string;
  payer_code: string | null;
  active: boolean;
  details: object;
}

export const insertPriceLists = insertMany<PriceListValues>('price_lists', [
  'name',
  'kind',
  'payer_code',
  'valid_from',
  'valid_to',
  'active',
  'details',
]);
export const updatePriceLists = updateMany<PriceListValues>('price_lists', [
  'name',
  'kind',
  'payer_code',
  'valid_from',
  'valid_to',
  'active',
  'details',
]);

export const insertPriceListItems = insertMany<Omit<PriceListItemRow, 'id' | 'version' | 'created_at' | 'updated_at'>>(
  'price_list_items',
  [
    'price_list_id',
    'treatment_id',
    'practitioner_id',
    'price',
    'patient_share',
    'payer_share',
    'discount_pct',
    'valid_from',
    'valid_to',
  ],
);
export const updatePriceListItems = updateMany<Omit<PriceListItemRow, 'id' | 'version' | 'created_at' | 'updated_at'>>(
  'price_list_items',
  ['practitioner_id', 'price', 'patient_share', 'payer_share', 'discount_pct', 'valid_from', 'valid_to'],
);

const removeItem = statement<unknown>(
  'price_list_items_remove',
  'delete from price_list_items where tenant_id = $1 and id = $2',
);

export async function removePriceListItem(tx: Tx, tenantId: string, id: number): Promise<void> {
  await tx.query(removeItem, [tenantId, id]);
}

const entitle = statement<unknown>(
  'price_lists_entitle',
  `insert into patient_price_lists (tenant_id, patient_id, price_list_id, valid_from, valid_to)
   select $1, patient_id, price_list_id, valid_from, valid_to
     from jsonb_to_recordset($2::jsonb) as e (patient_id bigint, price_list_id bigint, valid_from date, valid_to date)`,
);

export interface Entitlement extends Dated {
  patient_id: number;
  price_list_id: number;
}

export async function insertEntitlements(tx: Tx, tenantId: string, entitlements: Entitlement[]): Promise<void> {
  await tx.query(entitle, [tenantId, JSON.stringify(entitlements)]);
}
