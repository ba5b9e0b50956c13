import { type Queryable, statement } from '../../platform/database/index.ts';

/** Which appointments an object of the catalogue is part of. */
const PART_OF = {
  practitioners: 'a.practitioner_id = $2',
  agendas: 'a.agenda_id = $2',
  locations: 'a.location_id = $2',
  rooms: `exists (select from occupancies o where o.tenant_id = $1 and o.appointment_id = a.id and o.kind = 'room'
                     and o.resource_id = $2)`,
  treatments: `a.details @> jsonb_build_object('treatments', jsonb_build_array(jsonb_build_object('treatmentId', $2::bigint)))`,
};
export type BookedPart = keyof typeof PART_OF;

const counts = Object.fromEntries(
  Object.entries(PART_OF).map(([part, condition]) => [
    part,
    statement<{ count: number }>(
      `appointments_upcoming_of_${part}`,
      `select count(*) as count from appointments a
        where a.tenant_id = $1 and ${condition} and a.deleted_at is null and a.starts_at > to_timestamp($3::float8 / 1000)
          and a.status in ('held', 'pending', 'booked', 'confirmed')`,
    ),
  ]),
) as Record<BookedPart, ReturnType<typeof statement<{ count: number }>>>;

export async function readUpcomingOf(
  db: Queryable,
  tenantId: string,
  part: BookedPart,
  id: number,
  now: number,
): Promise<number> {
  return (await db.query(counts[part], [tenantId, id, now]))[0]!.count;
}
