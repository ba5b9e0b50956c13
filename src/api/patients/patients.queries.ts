import {
  type Condition,
  listStatements,
  ordersBy,
  type Queryable,
  statement,
  type Tx,
} from '../../platform/database/index.ts';
import { resourceState } from '../changes/resource-state.ts';
import { prefixEnd, type SearchKey, type SearchKind } from './patients.search.ts';

export interface PatientRow {
  id: number;
  version: number;
  first_name: string;
  last_name: string;
  birth_date: string | null;
  sex: string | null;
  fiscal_code: string | null;
  fiscal_code_type: string;
  fiscal_code_status: string;
  phone: string | null;
  mobile: string | null;
  email: string | null;
  details: Record<string, unknown>;
  archived_at: string | null;
  deceased_at: string | null;
  merged_into_id: number | null;
  created_at: string;
  updated_at: string;
}

/** The columns that a caller's input decides, in the order of the statements' parameters. */
const WRITABLE = [
  'first_name',
  'last_name',
  'birth_date',
  'sex',
  'fiscal_code',
  'fiscal_code_type',
  'fiscal_code_status',
  'phone',
  'mobile',
  'email',
  'details',
  'deceased_at',
] as const;

export type PatientValues = Pick<PatientRow, (typeof WRITABLE)[number]>;

const COLUMNS = ['id', 'version', ...WRITABLE, 'archived_at', 'merged_into_id', 'created_at', 'updated_at'];
const columnsOf = (table: string) => COLUMNS.map((column) => `${table}.${column}`).join(', ');
/** Of the row `p`. */
export const PATIENT_COLUMNS = columnsOf('p');
/** Of the row `r`. */
export const LISTED_COLUMNS = columnsOf('r');
const valuesOf = (values: PatientValues) => WRITABLE.map((column) => values[column]);
const columnsOfKeys = (keys: SearchKey[]) => [keys.map(({ kind }) => kind), keys.map(({ key }) => key)];
const parameters = (from: number) => WRITABLE.map((_, index) => `$${from + index}`).join(', ');

const getStatement = statement<PatientRow>(
  'patients_get',
  `select ${columnsOf('p')} from patients p where p.tenant_id = $1 and p.id = $2`,
);

export async function getPatient(db: Queryable, tenantId: string, id: number): Promise<PatientRow | undefined> {
  return (await db.query(getStatement, [tenantId, id]))[0];
}

const lockStatement = statement<PatientRow>('patients_lock', `${getStatement.text} for update`);

export async function lockPatient(db: Queryable, tenantId: string, id: number): Promise<PatientRow | undefined> {
  return (await db.query(lockStatement, [tenantId, id]))[0];
}

const insertStatement = statement<PatientRow>(
  'patients_insert',
  `with p as (
     insert into patients (tenant_id, ${WRITABLE.join(', ')}) values ($1, ${parameters(4)})
     on conflict (tenant_id, fiscal_code) where fiscal_code is not null and merged_into_id is null do nothing
     returning *
   ), keys as (
     insert into patient_search_keys (tenant_id, kind, key, patient_id)
     select p.tenant_id, k.kind, k.key, p.id from p, unnest($2::text[], $3::text[]) as k (kind, key)
   )
   select ${columnsOf('p')} from p`,
);

/** @returns undefined when another patient of the clinic has the fiscal code */
export async function insertPatient(
  db: Queryable,
  tenantId: string,
  values: PatientValues,
  keys: SearchKey[],
): Promise<PatientRow | undefined> {
  return (await db.query(insertStatement, [tenantId, ...columnsOfKeys(keys), ...valuesOf(values)]))[0];
}

const reserveIds = statement<{ id: number }>(
  'patients_reserve_ids',
  `select nextval(pg_get_serial_sequence('patients', 'id')) as id from generate_series(1, $1::int)`,
);
const insertManyStatement = statement<unknown>(
  'patients_insert_many',
  `with p as (
     insert into patients (tenant_id, id, ${WRITABLE.join(', ')})
     select $1, r.id, ${WRITABLE.map((column) => `r.${column}`).join(', ')}
       from jsonb_populate_recordset(null::patients, $2::jsonb) r
   )
   insert into patient_search_keys (tenant_id, kind, key, patient_id)
   select $1, k.kind, k.key, k.patient_id from jsonb_to_recordset($3::jsonb) as k (kind text, key text, patient_id bigint)`,
);

export async function insertPatients(
  tx: Tx,
  tenantId: string,
  patients: { values: PatientValues; keys: SearchKey[] }[],
): Promise<number[]> {
  const ids = (await tx.query(reserveIds, [patients.length])).map(({ id }) => id);
  const rows = patients.map(({ values }, index) => ({ id: ids[index], ...values }));
  const keys = patients.flatMap((patient, index) => patient.keys.map((key) => ({ ...key, patient_id: ids[index] })));
  await tx.query(insertManyStatement, [tenantId, JSON.stringify(rows), JSON.stringify(keys)]);
  return ids;
}

const updateStatement = statement<PatientRow>(
  'patients_update',
  `with p as (
     update patients set (${WRITABLE.join(', ')}) = row(${parameters(5)}), version = version + 1, updated_at = clock_timestamp()
      where tenant_id = $1 and id = $4
     returning *
   ), gone as (
     delete from patient_search_keys s
      where s.tenant_id = $1 and s.patient_id = $4
        and not exists (select from unnest($2::text[], $3::text[]) as k (kind, key) where k.kind = s.kind and k.key = s.key)
   ), keys as (
     insert into patient_search_keys (tenant_id, kind, key, patient_id)
     select p.tenant_id, k.kind, k.key, p.id from p, unnest($2::text[], $3::text[]) as k (kind, key)
     on conflict do nothing
   )
   select ${columnsOf('p')} from p`,
);

export async function updatePatient(
  db: Queryable,
  tenantId: string,
  id: number,
  values: PatientValues,
  keys: SearchKey[],
): Promise<PatientRow> {
  return (await db.query(updateStatement, [tenantId, ...columnsOfKeys(keys), id, ...valuesOf(values)]))[0]!;
}

const deleteStatement = statement<unknown>('patients_delete', 'delete from patients where tenant_id = $1 and id = $2');

export async function deletePatient(db: Queryable, tenantId: string, id: number): Promise<void> {
  await db.query(deleteStatement, [tenantId, id]);
}

const idByFiscalCode = statement<{ id: number }>(
  'patients_id_by_fiscal_code',
  'select id from patients where tenant_id = $1 and fiscal_code = $2 and merged_into_id is null',
);

export async function findIdByFiscalCode(
  db: Queryable,
  tenantId: string,
  fiscalCode: string,
): Promise<number | undefined> {
  return (await db.query(idByFiscalCode, [tenantId, fiscalCode]))[0]?.id;
}

export const patientList = listStatements<PatientRow>({
  name: 'patients',
  table: 'patients',
  columns: LISTED_COLUMNS,
  orders: ordersBy({
    lastName: 'r.last_name collate "und-x-icu"',
    firstName: 'r.first_name collate "und-x-icu"',
    // Places of pages need a value; whoever has none comes last.
    birthDate: `coalesce(r.birth_date, 'infinity'::date)`,
    updatedAt: 'r.updated_at',
  }),
  state: resourceState(`'patients'`),
});

export interface PatientFilter {
  /** Also those that were merged into another. */
  merged?: boolean;
  fiscalCode?: string | undefined;
  birthDate?: string | undefined;
  archived?: boolean | undefined;
  /** Every one of these must be among the patient's search keys; `prefix` takes keys that begin with it. */
  keys: { kind: SearchKind; key: string; prefix: boolean }[];
}

/** What a filter asks of the row `r`. Who was merged into another is listed only to those who poll. */
export function conditionsOf(filter: PatientFilter): Condition[] {
  const conditions: Condition[] = [];
  const add = (sql: Condition['sql']) => conditions.push({ sql });
  const { fiscalCode, birthDate, archived } = filter;
  if (!filter.merged) add(() => 'r.merged_into_id is null');
  if (fiscalCode !== undefined) add((parameter) => `r.fiscal_code = ${parameter(fiscalCode)}`);
  if (birthDate !== undefined) add((parameter) => `r.birth_date = ${parameter(birthDate)}::date`);
  if (archived !== undefined) add(() => `r.archived_at is ${archived ? 'not ' : ''}null`);
  for (const { kind, key, prefix } of filter.keys) {
    add((parameter) => {
      const range = prefix
        ? `key >= ${parameter(key)} and key < ${parameter(prefixEnd(key))}`
        : `key = ${parameter(key)}`;
      return `r.id in (select patient_id from patient_search_keys where tenant_id = $1 and kind = '${kind}' and ${range})`;
    });
  }
  return conditions;
}
