import { given, type Queryable, type Tx } from '../../platform/database/index.ts';
import { catalogueReading } from '../catalogue/catalogue-part.ts';
import { mayReadAgendas } from '../catalogue-access.ts';
import type { Changed } from '../changed.ts';
import { expansionOf } from '../expansion.ts';
import { exportOf } from '../export-pages.ts';
import { commonOf, found, readPage } from '../pages.ts';
import type { Call } from '../route.ts';
import { searchOf } from '../search.ts';
import { versionsOf } from '../versions/versions.ts';
import * as queries from './practitioners.queries.ts';
import type { Practitioner, PractitionerInput, PractitionerListQuery } from './practitioners.schema.ts';
import { PRACTITIONER_FIELDS } from './search-fields.queries.ts';

type PractitionerCall = Pick<Call, 'tenant' | 'db'>;

export async function getPractitioner({ db, tenant }: PractitionerCall, id: number): Promise<Practitioner> {
  return toPractitioner(found(await queries.getPractitioner(db, tenant.id, id), 'practitioner'));
}

/** The practitioner whose account it is that calls, if it is one's. */
export async function findOwnPractitioner({
  db,
  tenant,
  access,
}: PractitionerCall & Pick<Call, 'access'>): Promise<Practitioner | undefined> {
  const row = await queries.getPractitionerOfUser(db, tenant.id, access.userId);
  return row && toPractitioner(row);
}

export const practitionerExpansion = expansionOf({
  resource: 'practitioners',
  access: mayReadAgendas,
  list: queries.practitionerList,
  toItem: toPractitioner,
});

export const practitionerSearch = searchOf({
  list: queries.practitionerList,
  fields: PRACTITIONER_FIELDS,
  toItem: toPractitioner,
});

export const practitionerVersions = versionsOf({
  resource: 'practitioners',
  columns: queries.COLUMNS,
  toItem: toPractitioner,
});

export const practitionerExport = exportOf(queries.practitionerList, toPractitioner);

export const practitionerReading = catalogueReading(queries.practitionerList, toPractitioner, ({ q, active }) => [
  ...queries.named(q),
  ...given(active, (value) => `r.active = ${value}::boolean`),
]);

export function listPractitioners({ db, tenant }: PractitionerCall, query: PractitionerListQuery) {
  const filter = [
    ...queries.offering(query.treatmentId),
    ...queries.workingAt(query.locationId),
    ...given(query.active, (active) => `r.active = ${active}::boolean`),
  ];
  return readPage(db, tenant.id, queries.practitionerList, query, filter, toPractitioner);
}

/** Stores practitioners as given, for seeding and imports. @returns their ids in order */
export function importPractitioners(tx: Tx, tenantId: string, practitioners: PractitionerInput[]): Promise<number[]> {
  return queries.insertPractitioners(tx, tenantId, practitioners.map(toValues));
}

/** Replaces practitioners as given, but for the account of each, for imports. */
export function changePractitioners(
  tx: Tx,
  tenantId: string,
  practitioners: Changed<PractitionerInput>[],
): Promise<void> {
  return queries.updatePractitioners(
    tx,
    tenantId,
    practitioners.map(({ id, input }) => ({ id, ...toValues(input) })),
  );
}

/** Replaces practitioners as given, with the account of each, as the clinic's manager does. */
export async function changePractitionersAndAccounts(
  tx: Tx,
  tenantId: string,
  practitioners: Changed<PractitionerInput>[],
): Promise<void> {
  await changePractitioners(tx, tenantId, practitioners);
  for (const { id, input } of practitioners) await queries.setAccount(tx, tenantId, id, input.userId);
}

function toValues({ userId, firstName, lastName, active, ...details }: PractitionerInput) {
  return { user_id: userId ?? null, first_name: firstName, last_name: lastName, active, details };
}

/** Gives the practitioner of this name the account of the same person, once the account exists. Safe to repeat. */
export function linkPractitioner(db: Queryable, tenantId: string, name: string, userId: string): Promise<void> {
  return queries.linkPractitioner(db, tenantId, name, userId);
}

function toPractitioner(row: queries.PractitionerRow): Practitioner {
  const { first_name, last_name, active, user_id } = row;
  return {
    specialties: [],
    ...commonOf(row),
    firstName: first_name,
    lastName: last_name,
    active,
    ...(user_id !== null && { userId: user_id }),
  };
}
