import {
  type Condition,
  given,
  insertMany,
  listStatements,
  ordersBy,
  type Queryable,
  statement,
  type Tx,
  updateMany,
} from '../../platform/database/index.ts';

interface Eligible {
  id: number;
  durationMinutes: number | null;
  price: number | null;
}

export interface TreatmentRow {
  id: number;
  version: number;
  code: string;
  name: string;
  branch: string;
  duration_minutes: number;
  buffer_before_minutes: number;
  buffer_after_minutes: number;
  online_bookable: boolean;
  active: boolean;
  details: Record<string, unknown>;
  eligible: Eligible[];
  created_at: string;
  updated_at: string;
}

const ELIGIBLE = `(select coalesce(json_agg(json_build_object('id', t.practitioner_id, 'durationMinutes', t.duration_minutes,
    'price', t.price) order by t.practitioner_id), '[]')
   from treatment_practitioners t where t.tenant_id = r.tenant_id and t.treatment_id = r.id) as eligible`;
export const COLUMNS = `r.id, r.version, r.code, r.name, r.branch, r.duration_minutes, r.buffer_before_minutes, r.buffer_after_minutes,
  r.online_bookable, r.active, r.details, r.created_at, r.updated_at, ${ELIGIBLE}`;

export const treatmentList = listStatements<TreatmentRow>({
  name: 'treatments',
  table: 'treatments',
  columns: COLUMNS,
  orders: ordersBy({ code: 'r.code', name: 'r.name', updatedAt: 'r.updated_at' }),
});

export function givenBy(practitionerId: number | undefined): Condition[] {
  return given(
    practitionerId,
    (id) =>
      `r.id in (select treatment_id from treatment_practitioners where tenant_id = $1 and practitioner_id = ${id}::bigint)`,
  );
}

const get = statement<TreatmentRow>(
  'treatments_get',
  `select ${COLUMNS} from treatments r where r.tenant_id = $1 and r.id = $2`,
);

export async function getTreatment(db: Queryable, tenantId: string, id: number): Promise<TreatmentRow | undefined> {
  return (await db.query(get, [tenantId, id]))[0];
}

/** A room or machine that a treatment may take up. */
export interface ResourcePlace {
  id: number;
  locationId: number;
  active: boolean;
}

export interface PlannedRow extends TreatmentRow {
  places: ResourcePlace[];
}

const plan = statement<PlannedRow>(
  'treatments_plan',
  `select ${COLUMNS},
          (select coalesce(json_agg(json_build_object('id', o.id, 'locationId', o.location_id, 'active', o.active)), '[]')
             from rooms o where o.tenant_id = $1 and o.id in (
               select m::bigint from jsonb_array_elements(coalesce(r.details -> 'requiredResources', '[]')) as q,
                                     jsonb_array_elements_text(q -> 'anyOfIds') as m)) as places
     from treatments r where r.tenant_id = $1 and r.id = any ($2::bigint[])`,
);

export function findPlanned(db: Queryable, tenantId: string, ids: readonly number[]): Promise<PlannedRow[]> {
  return db.query(plan, [tenantId, ids]);
}

type TreatmentValues = Omit<TreatmentRow, 'id' | 'version' | 'eligible' | 'created_at' | 'updated_at'> & {
  search_text: string;
};

const COLUMNS_WRITTEN = [
  'code',
  'name',
  'branch',
  'search_text',
  'duration_minutes',
  'buffer_before_minutes',
  'buffer_after_minutes',
  'online_bookable',
  'active',
  'details',
] as const;
const insertRows = insertMany<TreatmentValues>('treatments', COLUMNS_WRITTEN);
const updateRows = updateMany<TreatmentValues>('treatments', COLUMNS_WRITTEN);
const insertEligible = statement<unknown>(
  'treatments_insert_eligible',
  `insert into treatment_practitioners (tenant_id, treatment_id, practitioner_id, duration_minutes, price)
   select $1, treatment_id, id, "durationMinutes", price
     from jsonb_to_recordset($2::jsonb) as e (treatment_id bigint, id bigint, "durationMinutes" integer, price numeric)`,
);

interface StoredTreatment {
  values: TreatmentValues;
  eligible: readonly object[];
}

export async function insertTreatments(tx: Tx, tenantId: string, treatments: StoredTreatment[]): Promise<number[]> {
  const ids = await insertRows(
    tx,
    tenantId,
    treatments.map(({ values }) => values),
  );
  await storeEligible(
    tx,
    tenantId,
    treatments.map(({ eligible }, index) => ({ id: ids[index]!, eligible })),
  );
  return ids;
}

const removeEligible = statement<unknown>(
  'treatments_remove_eligible',
  'delete from treatment_practitioners where tenant_id = $1 and treatment_id = any ($2::bigint[])',
);

export async function updateTreatments(
  tx: Tx,
  tenantId: string,
  treatments: (StoredTreatment & { id: number })[],
): Promise<void> {
  await updateRows(
    tx,
    tenantId,
    treatments.map(({ id, values }) => ({ id, ...values })),
  );
  await tx.query(removeEligible, [tenantId, treatments.map(({ id }) => id)]);
  await storeEligible(tx, tenantId, treatments);
}

async function storeEligible(
  tx: Tx,
  tenantId: string,
  treatments: readonly (Pick<StoredTreatment, 'eligible'> & { id: number })[],
): Promise<void> {
  const rows = treatments.flatMap(({ id, eligible }) => eligible.map((entry) => ({ ...entry, treatment_id: id })));
  await tx.query(insertEligible, [tenantId, JSON.stringify(rows)]);
}
