import type { ErrorDetail } from '../../platform/errors.ts';
import { ServiceError } from '../../platform/errors.ts';
import type { BookableAgenda } from '../agendas/bookable-agenda.ts';
import { loadCatalogue } from '../availabilities/availabilities.service.ts';
import type { Interval } from '../availabilities/intervals.ts';
import { openDay, openWindows } from '../availabilities/open-hours.ts';
import { type Plan, planOf, planProblem } from '../availabilities/plan.ts';
import { checkStart, daysAround, isOnGrid, type Refusal } from '../availabilities/slots.ts';
import { epochOf, localDate, type ZoneDay, zoneDay } from '../availabilities/zone-day.ts';
import type { Call } from '../route.ts';
import type { PlannedTreatment } from '../treatments/treatments.service.ts';
import type { AppointmentInput } from './appointment-requests.schema.ts';

export type AppointmentCall = Pick<Call, 'access' | 'tenant' | 'db' | 'ifMatch' | 'now' | 'accept'>;

export type Wish = Pick<AppointmentInput, 'agendaId' | 'treatments' | 'start' | 'end' | 'origin' | 'resourceIds'>;

/** A wish that keeps every rule, as far as that can be told without looking at what is taken. Times in milliseconds. */
export interface Placement {
  plan: Plan;
  treatments: readonly PlannedTreatment[];
  day: ZoneDay;
  windows: Interval[];
  start: number;
}

const MINUTE_MS = 60_000;
const LONGEST_MS = 24 * 60 * MINUTE_MS;
const NOTHING_TAKEN = { practitioners: new Map(), rooms: new Map(), starts: new Map() };

const TEXT: Record<string, string> = {
  outside_hours: 'does not lie within working hours, with the time that is kept free around it',
  too_soon: 'is too soon, or past',
  beyond_horizon: 'lies further ahead than can be booked',
  day_full: 'lies on a day that has as many appointments as it may have',
  not_offered: 'is not offered in this agenda',
  agenda_inactive: 'cannot be booked',
  treatment_inactive: 'is not given any more',
  not_online_bookable: 'cannot be booked online',
  resources_missing: 'needs rooms or machines that this location does not have',
};

/** @throws ServiceError validation_failed naming what breaks a rule */
export async function preparePlacement(call: AppointmentCall, wish: Wish): Promise<Placement> {
  const { agenda, treatments, day } = await catalogueOf(call, wish);
  const channel = wish.origin === 'online' ? ('online' as const) : ('frontdesk' as const);
  const wanted = { treatmentIds: wish.treatments.map(({ treatmentId }) => treatmentId), channel };
  const problem = planProblem(agenda, treatments, wanted);
  if (problem) throw broken(problem === 'agenda_inactive' ? 'agendaId' : 'treatments', problem);
  const start = wholeMinute('start', wish.start);
  const plan = planOf(agenda, treatments, wanted, call.now().epochMilliseconds);
  if (wish.end !== undefined) plan.duration = lengthOf(start, wholeMinute('end', wish.end));
  else if (plan.duration > LONGEST_MS) throw broken('treatments', 'too_long', 'must take 24 hours at most');
  prefer(plan, wish.resourceIds ?? []);
  if (start < plan.earliest) throw broken('start', 'too_soon');
  if (start > plan.latest) throw broken('start', 'beyond_horizon');
  const days = daysAround(agenda.timeZone, start, start + plan.duration);
  const placement = { plan, treatments, day, windows: openWindows(agenda, days, wanted), start };
  const verdict = checkStart(plan, placement.windows, placement.day, NOTHING_TAKEN, start);
  if (typeof verdict === 'string') throw broken('start', verdict);
  const offered = openDay(agenda, placement.day, wanted).windows;
  if (channel === 'online' && !isOnGrid(offered, agenda.granularityMinutes, start))
    throw broken('start', 'not_on_grid', 'is not one of the starts that are offered');
  return placement;
}

/** @throws ServiceError validation_failed for an agenda or a treatment that does not exist */
export async function catalogueOf(
  { db, tenant }: AppointmentCall,
  { agendaId, treatments: choices, start }: Wish,
): Promise<{ agenda: BookableAgenda; treatments: PlannedTreatment[]; day: ZoneDay }> {
  const ids = choices.map(({ treatmentId }) => treatmentId);
  const { treatments, agendas } = await loadCatalogue(db, tenant.id, ids, { agendaId }).catch((error) => {
    if (error instanceof ServiceError && error.code === 'not_found')
      throw broken('treatments', 'not_found', 'names a treatment that does not exist');
    throw error;
  });
  const agenda = agendas[0];
  if (!agenda) throw broken('agendaId', 'not_found', 'does not exist');
  const { timeZone } = agenda;
  return { agenda, treatments, day: zoneDay(timeZone, localDate(timeZone, wholeMinute('start', start))) };
}

/** Milliseconds since the epoch. */
function wholeMinute(field: string, instant: string): number {
  const at = epochOf(instant);
  if (at % MINUTE_MS !== 0) throw broken(field, 'not_a_minute', 'must be a whole minute');
  return at;
}

function lengthOf(start: number, end: number): number {
  if (end <= start) throw broken('end', 'before_start', 'must lie after start');
  if (end - start > LONGEST_MS) throw broken('end', 'too_long', 'must lie within 24 hours of start');
  return end - start;
}

/** Those that are preferred come first among those that will do. */
function prefer(plan: Plan, preferred: readonly number[]): void {
  for (const requirement of plan.requirements) {
    const first = requirement.anyOfIds.filter((id) => preferred.includes(id));
    requirement.anyOfIds = [...first, ...requirement.anyOfIds.filter((id) => !preferred.includes(id))];
  }
}

/** A rule that is broken: 422. */
export function broken(
  field: string,
  code: Refusal | (string & {}),
  message = TEXT[code] ?? 'breaks a rule',
): ServiceError {
  const details: ErrorDetail[] = [{ field, code, message }];
  return new ServiceError('validation_failed', `The appointment breaks a rule: ${field} ${message}.`, { details });
}
