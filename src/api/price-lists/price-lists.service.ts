import { given, type Tx } from '../../platform/database/index.ts';
import { catalogueReading } from '../catalogue/catalogue-part.ts';
import type { Changed } from '../changed.ts';
import { exportOf } from '../export-pages.ts';
import { commonOf, found, readPage, withoutNull } from '../pages.ts';
import type { Call } from '../route.ts';
import { searchOf } from '../search.ts';
import { versionsOf } from '../versions/versions.ts';
import * as queries from './price-lists.queries.ts';
import type {
  PriceList,
  PriceListInput,
  PriceListItem,
  PriceListItemInput,
  PriceListItemQuery,
  PriceListQuery,
} from './price-lists.schema.ts';
import { PAYER_FIELDS, PRICE_FIELDS } from './search-fields.queries.ts';

type PriceListCall = Pick<Call, 'tenant' | 'db'>;

export const payerSearch = searchOf({
  list: queries.priceListList,
  fields: PAYER_FIELDS,
  filter: [queries.withPayer],
  toItem: toPriceList,
});

export const priceListSearch = searchOf({ list: queries.priceListList, fields: PAYER_FIELDS, toItem: toPriceList });

export const priceSearch = searchOf({ list: queries.priceListItemList, fields: PRICE_FIELDS, toItem });

export const priceListVersions = versionsOf({
  resource: 'price_lists',
  columns: queries.COLUMNS,
  toItem: toPriceList,
});
export const priceVersions = versionsOf({
  resource: 'price_list_items',
  columns: queries.ITEM_COLUMNS,
  toItem,
});

export const priceListExport = exportOf(queries.priceListList, toPriceList);
export const priceListItemExport = exportOf(queries.priceListItemList, toItem);

export const priceListReading = catalogueReading(queries.priceListList, toPriceList, ({ q, active }) => [
  ...queries.named(q),
  ...given(active, (value) => `r.active = ${value}::boolean`),
]);

export const priceListItemReading = catalogueReading(queries.priceListItemList, toItem, ({ q, parentId }) => [
  ...given(parentId, (id) => `r.price_list_id = ${id}::bigint`),
  ...queries.ofTreatmentNamed(q),
]);

export async function getPriceList({ db, tenant }: PriceListCall, id: number): Promise<PriceList> {
  return toPriceList(found(await queries.getPriceList(db, tenant.id, id), 'price list'));
}

export function listPriceLists({ db, tenant }: PriceListCall, query: PriceListQuery) {
  const filter = [
    ...given(query.kind, (kind) => `r.kind = ${kind}`),
    ...given(query.payer, (code) => `r.payer_code = ${code}`),
    ...queries.validOn(query.validOn),
    ...given(query.active, (active) => `r.active = ${active}::boolean`),
  ];
  return readPage(db, tenant.id, queries.priceListList, query, filter, toPriceList);
}

/** @throws ServiceError not_found when there is no such list */
export async function listItems(call: PriceListCall, priceListId: number, query: PriceListItemQuery) {
  await getPriceList(call, priceListId);
  const filter = [
    ...given(priceListId, (id) => `r.price_list_id = ${id}::bigint`),
    ...given(query.treatmentId, (id) => `r.treatment_id = ${id}::bigint`),
    ...given(query.practitionerId, (id) => `r.practitioner_id = ${id}::bigint`),
    ...queries.validOn(query.validOn),
  ];
  return readPage(call.db, call.tenant.id, queries.priceListItemList, query, filter, toItem);
}

/** Stores price lists with their items, for seeding and imports. @returns the ids of the lists in order */
export async function importPriceLists(tx: Tx, tenantId: string, lists: PriceListInput[]): Promise<number[]> {
  const ids = await queries.insertPriceLists(
    tx,
    tenantId,
    lists.map(({ items: _, ...list }) => toValues(list)),
  );
  await importPriceListItems(
    tx,
    tenantId,
    lists.flatMap(({ items }, index) => items.map((item) => ({ ...item, priceListId: ids[index]! }))),
  );
  return ids;
}

/** Replaces price lists as given, but for their items, for imports. */
export function changePriceLists(
  tx: Tx,
  tenantId: string,
  lists: Changed<Omit<PriceListInput, 'items'>>[],
): Promise<void> {
  return queries.updatePriceLists(
    tx,
    tenantId,
    lists.map(({ id, input }) => ({ id, ...toValues(input) })),
  );
}

/** Stores prices of lists as given, for seeding and imports. @returns their ids in order */
export function importPriceListItems(tx: Tx, tenantId: string, items: PriceListItemInput[]): Promise<number[]> {
  return queries.insertPriceListItems(tx, tenantId, items.map(toItemValues));
}

/** Replaces prices as given, for imports; of which list and treatment they are stays. */
export function changePriceListItems(tx: Tx, tenantId: string, items: Changed<PriceListItemInput>[]): Promise<void> {
  return queries.updatePriceListItems(
    tx,
    tenantId,
    items.map(({ id, input }) => ({ id, ...toItemValues(input) })),
  );
}

/** Appointments and invoices keep the prices that they had. */
export function removePriceListItem(tx: Tx, tenantId: string, id: number): Promise<void> {
  return queries.removePriceListItem(tx, tenantId, id);
}

function toValues({ name, kind, payer, validFrom, validTo, active, ...details }: Omit<PriceListInput, 'items'>) {
  return {
    name,
    kind,
    payer_code: payer?.code ?? null,
    valid_from: validFrom ?? null,
    valid_to: validTo ?? null,
    active,
    details: { ...details, ...(payer && { payer }) },
  };
}

function toItemValues(item: PriceListItemInput) {
  return {
    price_list_id: item.priceListId,
    treatment_id: item.treatmentId,
    practitioner_id: item.practitionerId ?? null,
    price: item.price,
    patient_share: item.patientShare,
    payer_share: item.payerShare,
    discount_pct: item.discountPct ?? null,
    valid_from: item.validFrom ?? null,
    valid_to: item.validTo ?? null,
  };
}

/** Lets patients have the prices of lists that are not open to everybody. */
export function entitlePatients(
  tx: Tx,
  tenantId: string,
  entitlements: { patientId: number; priceListId: number }[],
): Promise<void> {
  const rows = entitlements.map(({ patientId, priceListId }) => ({
    patient_id: patientId,
    price_list_id: priceListId,
    valid_from: null,
    valid_to: null,
  }));
  return queries.insertEntitlements(tx, tenantId, rows);
}

function toPriceList(row: queries.PriceListRow): PriceList {
  const { name, kind, active, valid_from, valid_to } = row;
  const dates = withoutNull({ validFrom: valid_from, validTo: valid_to });
  return { ...commonOf(row), name, kind, active, currency: 'EUR', ...dates };
}

function toItem(row: queries.PriceListItemRow): PriceListItem {
  return withoutNull({
    id: row.id,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    priceListId: row.price_list_id,
    treatmentId: row.treatment_id,
    practitionerId: row.practitioner_id,
    price: row.price,
    patientShare: row.patient_share,
    payerShare: row.payer_share,
    discountPct: row.discount_pct,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  });
}
