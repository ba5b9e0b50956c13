import {
  type Condition,
  containing,
  given,
  insertMany,
  listStatements,
  ordersBy,
  type Queryable,
  statement,
  updateMany,
} from '../../platform/database/index.ts';

export interface AgendaRow {
  id: number;
  version: number;
  name: string;
  practitioner_id: number | null;
  location_id: number;
  room_id: number | null;
  room_kind: 'room' | 'machine' | null;
  time_zone: string;
  granularity_minutes: number;
  online_bookable: boolean;
  active: boolean;
  treatment_ids: number[];
  details: Record<string, unknown>;
  created_at: string;
  updated_at: string;
}

export const COLUMNS = `r.id, r.version, r.name, r.practitioner_id, r.location_id, r.room_id,
  (select kind from rooms where tenant_id = r.tenant_id and id = r.room_id) as room_kind, r.time_zone,
  r.granularity_minutes, r.online_bookable, r.active, r.treatment_ids, r.details, r.created_at, r.updated_at`;

export const agendaList = listStatements<AgendaRow>({
  name: 'agendas',
  table: 'agendas',
  columns: COLUMNS,
  orders: ordersBy({ name: 'r.name', updatedAt: 'r.updated_at' }),
});

/** Agendas in which a treatment can be booked: the practitioner gives it, or the agenda names it. */
export const offers = (treatment: string) => `(cardinality(r.treatment_ids) = 0 or ${treatment} = any (r.treatment_ids))
  and case when r.practitioner_id is null then cardinality(r.treatment_ids) > 0
           else exists (select from treatment_practitioners t where t.tenant_id = $1 and t.treatment_id = ${treatment}
                           and t.practitioner_id = r.practitioner_id) end`;

export function offering(treatmentId: number | undefined): Condition[] {
  return given(treatmentId, (id) => offers(`${id}::bigint`));
}

export const named = (text: string): Condition[] => containing('r.name', text);

const get = statement<AgendaRow>(
  'agendas_get',
  `select ${COLUMNS} from agendas r where r.tenant_id = $1 and r.id = $2`,
);

export async function getAgenda(db: Queryable, tenantId: string, id: number): Promise<AgendaRow | undefined> {
  return (await db.query(get, [tenantId, id]))[0];
}

/** What can be booked in an agenda at all, with the location that it stands in. */
export interface BookableRow extends Pick<AgendaRow, 'id' | 'practitioner_id' | 'location_id' | 'room_id'> {
  time_zone: string;
  granularity_minutes: number;
  online_bookable: boolean;
  usable: boolean;
  offers: boolean;
  details: Record<string, unknown>;
  location_details: Record<string, unknown>;
}

const bookable = statement<BookableRow>(
  'agendas_bookable',
  `select r.id, r.practitioner_id, r.location_id, r.room_id, r.time_zone, r.granularity_minutes, r.online_bookable,
          r.active and l.active and coalesce(p.active, true) and coalesce(o.active, true) as usable,
          (select bool_and(${offers('wanted.id')}) from unnest($2::bigint[]) as wanted (id)) as offers,
          r.details, l.details as location_details
     from agendas r
     join locations l on l.tenant_id = $1 and l.id = r.location_id
     left join practitioners p on p.tenant_id = $1 and p.id = r.practitioner_id
     left join rooms o on o.tenant_id = $1 and o.id = r.room_id
    where r.tenant_id = $1 and ($3::bigint is null or r.id = $3) and ($4::bigint is null or r.practitioner_id = $4)
      and ($5::bigint is null or r.location_id = $5)
    order by r.id`,
);

export interface BookableFilter {
  agendaId?: number | undefined;
  practitionerId?: number | undefined;
  locationId?: number | undefined;
}

export function findBookable(
  db: Queryable,
  tenantId: string,
  treatmentIds: readonly number[],
  { agendaId, practitionerId, locationId }: BookableFilter,
): Promise<BookableRow[]> {
  return db.query(bookable, [tenantId, treatmentIds, agendaId, practitionerId, locationId]);
}

type AgendaValues = Omit<AgendaRow, 'id' | 'version' | 'room_kind' | 'created_at' | 'updated_at'>;

export const insertAgendas = insertMany<AgendaValues>('agendas', [
  'name',
  'practitioner_id',
  'location_id',
  'room_id',
  'time_zone',
  'granularity_minutes',
  'online_bookable',
  'active',
  'treatment_ids',
  'details',
]);
export const updateAgendas = updateMany<AgendaValues>('agendas', [
  'name',
  'practitioner_id',
  'location_id',
  'room_id',
  'time_zone',
  'granularity_minutes',
  'online_bookable',
  'active',
  'treatment_ids',
  'details',
]);
