import { type Queryable, statement, type Tx } from '../../platform/database/index.ts';

const upcoming = statement<{ count: number }>(
  'appointments_upcoming_of_episode',
  `select count(*) as count from appointments
    where tenant_id = $1 and episode_id = $2 and deleted_at is null and starts_at > to_timestamp($3::float8 / 1000)
      and status in ('held', 'pending', 'booked', 'confirmed')`,
);

export async function readUpcoming(db: Queryable, tenantId: string, episodeId: number, now: number): Promise<number> {
  return (await db.query(upcoming, [tenantId, episodeId, now]))[0]!.count;
}

const link = statement<unknown>(
  'appointments_link_episodes',
  `update appointments a set episode_id = l.episode_id, version = version + 1, updated_at = clock_timestamp()
     from jsonb_to_recordset($2::jsonb) as l (id bigint, episode_id bigint)
    where a.tenant_id = $1 and a.id = l.id`,
);

export async function linkAll(tx: Tx, tenantId: string, links: { id: number; episode_id: number }[]): Promise<void> {
  await tx.query(link, [tenantId, JSON.stringify(links)]);
}

/** An appointment and its episode move one after the other. */
const deferEpisodes = statement<unknown>(
  'appointments_defer_episodes',
  'set constraints appointments_episode deferred',
);
const move = statement<unknown>(
  'appointments_move_patient',
  `update appointments set patient_id = $3, version = version + 1, updated_at = clock_timestamp()
    where tenant_id = $1 and patient_id = $2`,
);

export async function moveAppointments(tx: Tx, tenantId: string, fromId: number, intoId: number): Promise<void> {
  await tx.query(deferEpisodes);
  await tx.query(move, [tenantId, fromId, intoId]);
}
