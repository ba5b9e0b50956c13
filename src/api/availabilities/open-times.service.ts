import { findBookable } from '../agendas/agendas.service.ts';
import type { BookableAgenda } from '../agendas/bookable-agenda.ts';
import type { Call } from '../route.ts';
import { loadCatalogue } from './availabilities.service.ts';
import { loadBusy } from './busy.ts';
import type { Wanted } from './open-hours.ts';
import { type Plan, planOf, planProblem } from './plan.ts';
import { mergeSlots, offeredSlots } from './slots.ts';
import { formatInstant } from './zone-day.ts';

/** A time that nobody has taken. Without a treatment it is one step of the agenda's grid. */
export interface OpenTime {
  agendaId: number;
  treatmentId: number | undefined;
  /** Milliseconds since the epoch. */
  at: number;
  start: string;
  end: string;
}

export interface OpenTimesQuery {
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
  agendaIds: readonly number[] | undefined;
  treatmentIds: readonly number[];
  limit: number;
}

const MINUTE_MS = 60_000;

/** The free times of agendas in order of their start, computed at the moment of asking. */
export async function findOpenTimes(
  { db, tenant, now }: Pick<Call, 'db' | 'tenant' | 'now'>,
  { from, to, agendaIds, treatmentIds, limit }: OpenTimesQuery,
): Promise<OpenTime[]> {
  const at = now().epochMilliseconds;
  const wanted = (agenda: BookableAgenda) => agendaIds?.includes(agenda.id) ?? true;
  const plans =
    treatmentIds.length === 0
      ? (await findBookable(db, tenant.id, [], {}))
          .filter((agenda) => agenda.usable && wanted(agenda))
          .map((agenda) => openPlan(agenda, at))
      : (await Promise.all(treatmentIds.map((id) => treatmentPlans(id)))).flat();
  const range = { from: Math.max(from, at), to: Math.max(to, at) };
  const busy = await loadBusy(db, tenant.id, plans, range, undefined);
  const slots = mergeSlots(plans.map((plan) => offeredSlots(plan, busy, range.from, range.to)));
  return slots
    .take(limit)
    .map(({ plan: { agenda, wanted: of }, start, end }) => ({
      agendaId: agenda.id,
      treatmentId: of.treatmentIds[0],
      at: start,
      start: formatInstant(agenda.timeZone, start),
      end: formatInstant(agenda.timeZone, end),
    }))
    .toArray();

  async function treatmentPlans(id: number): Promise<Plan[]> {
    const asked: Wanted = { treatmentIds: [id], channel: 'frontdesk' };
    const { treatments, agendas } = await loadCatalogue(db, tenant.id, [id], {});
    return agendas
      .filter((agenda) => wanted(agenda) && !planProblem(agenda, treatments, asked))
      .map((agenda) => planOf(agenda, treatments, asked, at));
  }
}

/** One step of the grid, for whatever it may be booked. */
function openPlan(agenda: BookableAgenda, now: number): Plan {
  const plan = planOf(agenda, [], { treatmentIds: [], channel: 'frontdesk' }, now);
  return { ...plan, duration: agenda.granularityMinutes * MINUTE_MS };
}
