import { countUpcoming } from '../appointments/episode-appointments.ts';
import { found } from '../pages.ts';
import { requireVersion } from '../route.ts';
import { type EpisodeAction, nextStatus } from './episode-status.ts';
import { toEpisode, valuesOf } from './episodes.mapper.ts';
import * as queries from './episodes.queries.ts';
import { broken, requireEnd } from './episodes.rules.ts';
import type { Episode, EpisodeCancel, EpisodeFinish } from './episodes.schema.ts';
import type { EpisodeCall } from './episodes.service.ts';

/** Also takes up again what was finished. @throws ServiceError invalid_transition, version_conflict */
export function activateEpisode(call: EpisodeCall, id: number): Promise<Episode> {
  return act(call, id, 'activate', async () => ({ ends_on: null, status_reason: null }));
}

/** @throws ServiceError invalid_transition, version_conflict */
export function holdEpisode(call: EpisodeCall, id: number): Promise<Episode> {
  return act(call, id, 'hold', async () => ({ status_reason: null }));
}

/** @throws ServiceError invalid_transition, or validation_failed while appointments are to come */
export function finishEpisode(call: EpisodeCall, id: number, { end, reason, force }: EpisodeFinish): Promise<Episode> {
  return act(call, id, 'finish', async (row, upcoming) => {
    const endsOn = end ?? call.now().toPlainDate().toString();
    requireEnd(row.starts_on, endsOn, call.now());
    if (!force) await upcoming();
    return { ends_on: endsOn, status_reason: reason ?? null };
  });
}

/** @throws ServiceError invalid_transition, or validation_failed while appointments are to come */
export function cancelEpisode(call: EpisodeCall, id: number, { reason, force }: EpisodeCancel): Promise<Episode> {
  return act(call, id, 'cancel', async (_row, upcoming) => {
    if (!force) await upcoming();
    return { status_reason: reason ?? null };
  });
}

/** One step of the transition table. The row is locked, and whoever books for it holds it: nothing is booked unseen. */
function act(
  call: EpisodeCall,
  id: number,
  action: EpisodeAction,
  change: (row: queries.EpisodeRow, refuseUpcoming: () => Promise<void>) => Promise<Partial<queries.EpisodeValues>>,
): Promise<Episode> {
  const { db, tenant } = call;
  return db.transaction(async (tx) => {
    const row = found(await queries.lockEpisode(tx, tenant.id, id), 'episode');
    requireVersion(call.ifMatch, row.version);
    const status = nextStatus(action, row.status);
    const changes = await change(row, async () => {
      const count = await countUpcoming(tx, tenant.id, id, call.now().epochMilliseconds);
      if (count > 0)
        throw broken('appointments', 'upcoming', `has ${count} still to come; cancel them first, or send \`force\``);
    });
    return toEpisode(await queries.updateEpisode(tx, tenant.id, id, { ...valuesOf(row), ...changes, status }));
  });
}
