import type { Queryable } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { requirePolicy } from '../access/access.ts';
import { findBookable } from '../agendas/agendas.service.ts';
import type { BookableAgenda } from '../agendas/bookable-agenda.ts';
import { mayReadTreatments } from '../catalogue-access.ts';
import { invalid } from '../names.ts';
import { findPrices } from '../price-lists/prices.service.ts';
import type { Call } from '../route.ts';
import { findPlanned, type PlannedTreatment } from '../treatments/treatments.service.ts';
import type { Availability, AvailabilityQuery, AvailabilityReason } from './availabilities.schema.ts';
import { loadBusy } from './busy.ts';
import { explainDays } from './explain.ts';
import type { Wanted } from './open-hours.ts';
import { type Plan, planOf, planProblem } from './plan.ts';
import { type Busy, mergeSlots, offeredSlots, type Slot } from './slots.ts';
import { parseBound } from './time-range.ts';
import { formatInstant, localDate } from './zone-day.ts';

type AvailabilityCall = Pick<Call, 'access' | 'tenant' | 'db' | 'now'>;

const DAY_MS = 86_400_000;
const MOST_DAYS = 31;
const USUAL_DAYS = 7;
/** How far `nextAvailable` is looked for, in ranges of the longest allowed. */
const MOST_RANGES_AHEAD = 4;

export async function findAvailabilities(call: AvailabilityCall, query: AvailabilityQuery) {
  const { db, tenant, access } = call;
  if (query.priceListId !== undefined) requirePolicy(access, mayReadTreatments);
  const now = call.now().epochMilliseconds;
  const range = rangeOf(query, tenant.timeZone, now);
  const wanted: Wanted = { treatmentIds: [query.treatmentId], channel: query.channel ?? 'frontdesk' };
  const { treatments, agendas } = await loadCatalogue(db, tenant.id, wanted.treatmentIds, query);
  const usable = agendas.filter((agenda) => !planProblem(agenda, treatments, wanted));
  const plans = usable.map((agenda) => planOf(agenda, treatments, wanted, now));
  const busy = await loadBusy(db, tenant.id, plans, range, query.excludeAppointmentId);

  const { offset, limit } = query;
  const found = slotsOf(plans, busy, range)
    .drop(offset)
    .take(limit + 1)
    .toArray();
  const prices = await pricesOf(call, query, plans, found);
  const items = found.slice(0, limit).map((slot) => toAvailability(slot, query.treatmentId, prices));
  const empty = items.length === 0 && offset === 0;
  const next = empty
    ? await nextAvailable(call, plans, Math.max(range.to, now), query.excludeAppointmentId)
    : undefined;
  return {
    items,
    offset,
    limit,
    hasMore: found.length > limit,
    timeZone: tenant.timeZone,
    ...(next !== undefined && { nextAvailable: next }),
    ...(query.explain && {
      reasons: reasonsOf(agendas, treatments, wanted, plans, busy, range, query.agendaId !== undefined),
    }),
  };
}

/** @throws ServiceError not_found when one of the treatments does not exist */
export async function loadCatalogue(
  db: Queryable,
  tenantId: string,
  treatmentIds: readonly number[],
  filter: { agendaId?: number; practitionerId?: number; locationId?: number },
): Promise<{ treatments: PlannedTreatment[]; agendas: BookableAgenda[] }> {
  const [planned, agendas] = await Promise.all([
    findPlanned(db, tenantId, treatmentIds),
    findBookable(db, tenantId, treatmentIds, filter),
  ]);
  const treatments = treatmentIds.map((id) => {
    const treatment = planned.get(id);
    if (!treatment) throw new ServiceError('not_found', 'There is no such treatment.');
    return treatment;
  });
  return { treatments, agendas };
}

/** The slots of all plans in one order. */
function slotsOf(plans: readonly Plan[], busy: Busy, { from, to }: { from: number; to: number }): IteratorObject<Slot> {
  return mergeSlots(plans.map((plan) => offeredSlots(plan, busy, from, to)));
}

function rangeOf({ from, to }: AvailabilityQuery, timeZone: string, now: number): { from: number; to: number } {
  const start = from === undefined ? now : parseBound('from', from, timeZone, 'from');
  const end = to === undefined ? Math.max(start, now) + USUAL_DAYS * DAY_MS : parseBound('to', to, timeZone, 'to');
  if (start > end) throw invalid('to', 'before_start', 'lies before from');
  // An hour more: days on which the clock goes back are longer.
  if (end - start > MOST_DAYS * DAY_MS + 3_600_000) {
    throw new ServiceError('range_too_long', `The range must not be longer than ${MOST_DAYS} days.`, {
      details: [{ field: 'to', code: 'range_too_long', message: `lies more than ${MOST_DAYS} days after from` }],
    });
  }
  return { from: Math.max(start, now), to: Math.max(end, now) };
}

async function nextAvailable(
  { db, tenant }: AvailabilityCall,
  plans: readonly Plan[],
  after: number,
  except: number | undefined,
): Promise<string | undefined> {
  const latest = Math.max(...plans.map((plan) => plan.latest));
  for (let ahead = 0; ahead < MOST_RANGES_AHEAD && plans.length > 0; ahead += 1) {
    const from = after + ahead * MOST_DAYS * DAY_MS;
    if (from > latest) return undefined;
    const range = { from, to: from + MOST_DAYS * DAY_MS };
    const busy = await loadBusy(db, tenant.id, plans, range, except);
    const first = slotsOf(plans, busy, range).next();
    if (!first.done) return formatInstant(first.value.plan.agenda.timeZone, first.value.start);
  }
  return undefined;
}

/** The price of each practitioner's slots by the list that was asked for, from the day of the first slot. */
async function pricesOf(
  { db, tenant }: AvailabilityCall,
  { priceListId, treatmentId }: AvailabilityQuery,
  plans: readonly Plan[],
  slots: readonly Slot[],
): Promise<ReadonlyMap<number | undefined, number>> {
  const first = slots[0];
  if (priceListId === undefined || !first) return new Map();
  const date = localDate(first.plan.agenda.timeZone, first.start);
  const people = [...new Set(plans.map(({ agenda }) => agenda.practitionerId))];
  const prices = await Promise.all(
    people.map(async (practitionerId) => {
      const question = { treatmentIds: [treatmentId], practitionerId, priceListId, date };
      return [practitionerId, (await findPrices(db, tenant.id, question)).get(treatmentId)?.price] as const;
    }),
  );
  return new Map(prices.filter((entry): entry is [number | undefined, number] => entry[1] !== undefined));
}

function toAvailability(
  { plan, start, end, rooms }: Slot,
  treatmentId: number,
  prices: ReadonlyMap<number | undefined, number>,
): Availability {
  const { id, practitionerId, locationId, timeZone } = plan.agenda;
  const price = prices.get(practitionerId);
  return {
    start: formatInstant(timeZone, start),
    end: formatInstant(timeZone, end),
    agendaId: id,
    ...(practitionerId !== undefined && { practitionerId }),
    locationId,
    resourceIds: rooms,
    treatmentId,
    ...(price !== undefined && { price }),
  };
}

function reasonsOf(
  agendas: readonly BookableAgenda[],
  treatments: readonly PlannedTreatment[],
  wanted: Wanted,
  plans: readonly Plan[],
  busy: Busy,
  { from, to }: { from: number; to: number },
  named: boolean,
): AvailabilityReason[] {
  return agendas.flatMap((agenda): AvailabilityReason[] => {
    const problem = planProblem(agenda, treatments, wanted);
    // Of all agendas most do not offer a treatment: that is told of the one that was asked for.
    if (problem === 'not_offered' && !named) return [];
    if (problem) return [{ agendaId: agenda.id, code: problem }];
    const plan = plans.find((one) => one.agenda.id === agenda.id)!;
    return explainDays(plan, busy, from, to).map(({ date, reason }) => ({ agendaId: agenda.id, date, code: reason }));
  });
}
