import type { Tx } from '../../platform/database/index.ts';
import { linkAll, readUpcoming } from './episode-appointments.queries.ts';

/** How many appointments of an episode are still to come. @param now milliseconds since the epoch */
export function countUpcoming(tx: Tx, tenantId: string, episodeId: number, now: number): Promise<number> {
  return readUpcoming(tx, tenantId, episodeId, now);
}

/** Makes appointments part of episodes of their patients, as given, for seeding. */
export function linkToEpisodes(
  tx: Tx,
  tenantId: string,
  links: readonly { appointmentId: number; episodeId: number }[],
): Promise<void> {
  return linkAll(
    tx,
    tenantId,
    links.map(({ appointmentId, episodeId }) => ({ id: appointmentId, episode_id: episodeId })),
  );
}
