import { type Condition, given, type Queryable, type Tx } from '../../platform/database/index.ts';
import { catalogueReading } from '../catalogue/catalogue-part.ts';
import { mayReadTreatments } from '../catalogue-access.ts';
import type { Changed } from '../changed.ts';
import { expansionOf } from '../expansion.ts';
import { exportOf } from '../export-pages.ts';
import { commonOf, found, readPage, withoutNull } from '../pages.ts';
import { wordsOf } from '../patients/patients.search.ts';
import type { Call } from '../route.ts';
import { searchOf } from '../search.ts';
import { versionsOf } from '../versions/versions.ts';
import { TREATMENT_FIELDS } from './search-fields.queries.ts';
import * as queries from './treatments.queries.ts';
import type { Treatment, TreatmentInput, TreatmentListQuery } from './treatments.schema.ts';

type TreatmentCall = Pick<Call, 'tenant' | 'db'>;

/** A treatment together with where the rooms and machines stand that it may take up. */
export interface PlannedTreatment {
  treatment: Treatment;
  places: ReadonlyMap<number, queries.ResourcePlace>;
}

export async function getTreatment({ db, tenant }: TreatmentCall, id: number): Promise<Treatment> {
  return toTreatment(found(await queries.getTreatment(db, tenant.id, id), 'treatment'));
}

export const treatmentExpansion = expansionOf({
  resource: 'treatments',
  access: mayReadTreatments,
  list: queries.treatmentList,
  toItem: toTreatment,
});

export const treatmentSearch = searchOf({ list: queries.treatmentList, fields: TREATMENT_FIELDS, toItem: toTreatment });

export const treatmentVersions = versionsOf({ resource: 'treatments', columns: queries.COLUMNS, toItem: toTreatment });

export const treatmentExport = exportOf(queries.treatmentList, toTreatment);

export const treatmentReading = catalogueReading(queries.treatmentList, toTreatment, ({ q, active }) => [
  ...matching(q || undefined),
  ...given(active, (value) => `r.active = ${value}::boolean`),
]);

export function listTreatments({ db, tenant }: TreatmentCall, query: TreatmentListQuery) {
  const filter = [
    ...matching(query.q),
    ...given(query.code, (code) => `r.code = ${code}`),
    ...given(query.branch, (branch) => `r.branch = ${branch}`),
    ...queries.givenBy(query.practitionerId),
    ...given(query.onlineBookable, (online) => `r.online_bookable = ${online}::boolean`),
    ...given(query.active, (active) => `r.active = ${active}::boolean`),
  ];
  return readPage(db, tenant.id, queries.treatmentList, query, filter, toTreatment);
}

/** Treatments by their ids; those that do not exist are missing from the answer. */
export async function findPlanned(
  db: Queryable,
  tenantId: string,
  ids: readonly number[],
): Promise<Map<number, PlannedTreatment>> {
  const rows = await queries.findPlanned(db, tenantId, ids);
  return new Map(
    rows.map((row) => [
      row.id,
      { treatment: toTreatment(row), places: new Map(row.places.map((place) => [place.id, place])) },
    ]),
  );
}

/** Stores treatments as given, for seeding and imports. @returns their ids in order */
export function importTreatments(tx: Tx, tenantId: string, treatments: TreatmentInput[]): Promise<number[]> {
  return queries.insertTreatments(tx, tenantId, treatments.map(toStored));
}

/** Replaces treatments as given, with who may give them, for imports. */
export function changeTreatments(tx: Tx, tenantId: string, treatments: Changed<TreatmentInput>[]): Promise<void> {
  return queries.updateTreatments(
    tx,
    tenantId,
    treatments.map(({ id, input }) => ({ id, ...toStored(input) })),
  );
}

function toStored(treatment: TreatmentInput) {
  const { code, name, branch, durationMinutes, bufferBeforeMinutes, bufferAfterMinutes, ...rest } = treatment;
  const { onlineBookable, active, eligiblePractitioners, ...details } = rest;
  return {
    values: {
      code,
      name,
      branch,
      search_text: searchText(`${code} ${name}`),
      duration_minutes: durationMinutes,
      buffer_before_minutes: bufferBeforeMinutes,
      buffer_after_minutes: bufferAfterMinutes,
      online_bookable: onlineBookable,
      active,
      details,
    },
    eligible: eligiblePractitioners,
  };
}

const searchText = (text: string) => wordsOf(text).join(' ');

function matching(q: string | undefined): Condition[] {
  return given(q && searchText(q), (part) => `strpos(r.search_text, ${part}) > 0`);
}

function toTreatment(row: queries.TreatmentRow): Treatment {
  return {
    requiredResources: [],
    vat: { rate: 0 },
    requiresReferral: false,
    ...commonOf(row),
    code: row.code,
    name: row.name,
    branch: row.branch,
    durationMinutes: row.duration_minutes,
    bufferBeforeMinutes: row.buffer_before_minutes,
    bufferAfterMinutes: row.buffer_after_minutes,
    onlineBookable: row.online_bookable,
    active: row.active,
    eligiblePractitioners: row.eligible.map(withoutNull),
  };
}
