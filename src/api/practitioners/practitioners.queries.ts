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

export interface PractitionerRow {
  id: number;
  version: number;
  user_id: string | null;
  first_name: string;
  last_name: string;
  active: boolean;
  details: Record<string, unknown>;
  created_at: string;
  updated_at: string;
}

export const COLUMNS =
  'r.id, r.version, r.user_id, r.first_name, r.last_name, r.active, r.details, r.created_at, r.updated_at';

export const practitionerList = listStatements<PractitionerRow>({
  name: 'practitioners',
  table: 'practitioners',
  columns: COLUMNS,
  orders: ordersBy({ lastName: 'r.last_name', updatedAt: 'r.updated_at' }),
});

export function offering(treatmentId: number | undefined): Condition[] {
  return given(
    treatmentId,
    (id) =>
      `r.id in (select practitioner_id from treatment_practitioners where tenant_id = $1 and treatment_id = ${id}::bigint)`,
  );
}

export function named(text: string): Condition[] {
  return containing(`r.first_name || ' ' || r.last_name || ' ' || r.first_name`, text);
}

export function workingAt(locationId: number | undefined): Condition[] {
  return given(
    locationId,
    (id) =>
      `r.id in (select practitioner_id from agendas where tenant_id = $1 and location_id = ${id}::bigint and active)`,
  );
}

const get = statement<PractitionerRow>(
  'practitioners_get',
  `select ${COLUMNS} from practitioners r where r.tenant_id = $1 and r.id = $2`,
);

export async function getPractitioner(
  db: Queryable,
  tenantId: string,
  id: number,
): Promise<PractitionerRow | undefined> {
  return (await db.query(get, [tenantId, id]))[0];
}

const getOfUser = statement<PractitionerRow>(
  'practitioners_get_of_user',
  `select ${COLUMNS} from practitioners r where r.tenant_id = $1 and r.user_id = $2`,
);

export async function getPractitionerOfUser(
  db: Queryable,
  tenantId: string,
  userId: string,
): Promise<PractitionerRow | undefined> {
  return (await db.query(getOfUser, [tenantId, userId]))[0];
}

export const insertPractitioners = insertMany<
  Pick<PractitionerRow, 'user_id' | 'first_name' | 'last_name' | 'active' | 'details'>
>('practitioners', ['user_id', 'first_name', 'last_name', 'active', 'details']);
export const updatePractitioners = updateMany<Pick<PractitionerRow, 'first_name' | 'last_name' | 'active' | 'details'>>(
  'practitioners',
  ['first_name', 'last_name', 'active', 'details'],
);

const account = statement<unknown>(
  'practitioners_set_account',
  'update practitioners set user_id = $3 where tenant_id = $1 and id = $2 and user_id is distinct from $3',
);

export async function setAccount(tx: Tx, tenantId: string, id: number, userId: string | undefined): Promise<void> {
  await tx.query(account, [tenantId, id, userId]);
}

const link = statement<unknown>(
  'practitioners_link',
  `update practitioners set user_id = $3, version = version + 1, updated_at = clock_timestamp()
    where tenant_id = $1 and first_name || ' ' || last_name = $2 and user_id is null
      and not exists (select from practitioners where tenant_id = $1 and user_id = $3)`,
);

export async function linkPractitioner(db: Queryable, tenantId: string, name: string, userId: string): Promise<void> {
  await db.query(link, [tenantId, name, userId]);
}
