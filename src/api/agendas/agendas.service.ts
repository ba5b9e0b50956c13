import { given, type Queryable, type Tx } from '../../platform/database/index.ts';
import { catalogueReading } from '../catalogue/catalogue-part.ts';
import { mayReadAgendas } from '../catalogue-access.ts';
import type { Changed } from '../changed.ts';
import { expansionOf } from '../expansion.ts';
import { exportOf } from '../export-pages.ts';
import { found, readPage } from '../pages.ts';
import type { Call } from '../route.ts';
import { searchOf } from '../search.ts';
import { versionsOf } from '../versions/versions.ts';
import { toAgenda, toBookable, toValues } from './agendas.mapper.ts';
import * as queries from './agendas.queries.ts';
import type { Agenda, AgendaInput, AgendaListQuery } from './agendas.schema.ts';
import type { BookableAgenda } from './bookable-agenda.ts';
import { AGENDA_FIELDS } from './search-fields.queries.ts';

type AgendaCall = Pick<Call, 'tenant' | 'db'>;

export async function getAgenda({ db, tenant }: AgendaCall, id: number): Promise<Agenda> {
  return toAgenda(found(await queries.getAgenda(db, tenant.id, id), 'agenda'));
}

export const agendaExpansion = expansionOf({
  resource: 'agendas',
  access: mayReadAgendas,
  list: queries.agendaList,
  toItem: toAgenda,
});

export const agendaSearch = searchOf({ list: queries.agendaList, fields: AGENDA_FIELDS, toItem: toAgenda });

export const agendaVersions = versionsOf({ resource: 'agendas', columns: queries.COLUMNS, toItem: toAgenda });

export const agendaExport = exportOf(queries.agendaList, toAgenda);

export const agendaReading = catalogueReading(queries.agendaList, toAgenda, ({ q, active }) => [
  ...queries.named(q),
  ...given(active, (value) => `r.active = ${value}::boolean`),
]);

export function listAgendas({ db, tenant }: AgendaCall, query: AgendaListQuery) {
  const filter = [
    ...given(query.practitionerId, (id) => `r.practitioner_id = ${id}::bigint`),
    ...given(query.locationId, (id) => `r.location_id = ${id}::bigint`),
    ...queries.offering(query.treatmentId),
    ...given(query.active, (active) => `r.active = ${active}::boolean`),
  ];
  return readPage(db, tenant.id, queries.agendaList, query, filter, toAgenda);
}

/** Agendas as bookings see them, in order of their id; each says whether it offers all of the treatments. */
export async function findBookable(
  db: Queryable,
  tenantId: string,
  treatmentIds: readonly number[],
  filter: queries.BookableFilter,
): Promise<BookableAgenda[]> {
  return (await queries.findBookable(db, tenantId, treatmentIds, filter)).map(toBookable);
}

/** Stores agendas as given, for seeding and imports. @returns their ids in order */
export function importAgendas(tx: Tx, tenantId: string, agendas: AgendaInput[]): Promise<number[]> {
  return queries.insertAgendas(tx, tenantId, agendas.map(toValues));
}

/** Replaces agendas as given, for imports. What is booked stays. */
export function changeAgendas(tx: Tx, tenantId: string, agendas: Changed<AgendaInput>[]): Promise<void> {
  return queries.updateAgendas(
    tx,
    tenantId,
    agendas.map(({ id, input }) => ({ id, ...toValues(input) })),
  );
}
