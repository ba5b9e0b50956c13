import type { BookableAgenda } from '../agendas/bookable-agenda.ts';
import type { PlannedTreatment } from '../treatments/treatments.service.ts';
import type { Wanted } from './open-hours.ts';
import type { Requirement } from './resources.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Where an agenda has no horizon of its own: ten years. */
const UTMOST_HORIZON_DAYS = 3650;

/** Some treatments, one after the other, in one agenda: how long they take, and what they need. Times in milliseconds. */
export interface Plan {
  agenda: BookableAgenda;
  wanted: Wanted;
  duration: number;
  bufferBefore: number;
  bufferAfter: number;
  /** Rooms and machines, of the agenda's own location alone. */
  requirements: Requirement[];
  /** The first and the last instant at which it may start, by notice and horizon. */
  earliest: number;
  latest: number;
}

export type PlanProblem =
  | 'agenda_inactive'
  | 'not_offered'
  | 'treatment_inactive'
  | 'not_online_bookable'
  | 'resources_missing';

/** Why this can never be booked here, or undefined. */
export function planProblem(
  agenda: BookableAgenda,
  treatments: readonly PlannedTreatment[],
  { channel }: Wanted,
): PlanProblem | undefined {
  if (!agenda.offersTreatments) return 'not_offered';
  if (!agenda.usable) return 'agenda_inactive';
  if (treatments.some(({ treatment }) => !treatment.active)) return 'treatment_inactive';
  const online = agenda.onlineBookable && treatments.every(({ treatment }) => treatment.onlineBookable);
  if (channel === 'online' && !online) return 'not_online_bookable';
  const lacking = requirementsOf(agenda, treatments).some(({ anyOfIds, count }) => anyOfIds.length < count);
  return lacking ? 'resources_missing' : undefined;
}

/** @param now milliseconds since the epoch */
export function planOf(
  agenda: BookableAgenda,
  treatments: readonly PlannedTreatment[],
  wanted: Wanted,
  now: number,
): Plan {
  const minutes = treatments.map(({ treatment }) => durationOf(treatment, agenda.practitionerId));
  const { minNoticeMinutes = 0, maxHorizonDays } = agenda.rules;
  return {
    agenda,
    wanted,
    duration: minutes.reduce((sum, one) => sum + one, 0) * MINUTE_MS,
    bufferBefore: (treatments[0]?.treatment.bufferBeforeMinutes ?? 0) * MINUTE_MS,
    bufferAfter: (treatments.at(-1)?.treatment.bufferAfterMinutes ?? 0) * MINUTE_MS,
    requirements: requirementsOf(agenda, treatments),
    earliest: now + minNoticeMinutes * MINUTE_MS,
    latest: now + (maxHorizonDays ?? UTMOST_HORIZON_DAYS) * DAY_MS,
  };
}

function durationOf(
  { durationMinutes, eligiblePractitioners }: PlannedTreatment['treatment'],
  practitionerId: number | undefined,
): number {
  return eligiblePractitioners.find(({ id }) => id === practitionerId)?.durationMinutes ?? durationMinutes;
}

/**
 * What the treatments need at the agenda's location. The agenda's own room serves where it fits; it is taken up, too,
 * unless a person works in it and the treatment is given in some other room.
 */
function requirementsOf(agenda: BookableAgenda, treatments: readonly PlannedTreatment[]): Requirement[] {
  const { roomId, practitionerId, locationId } = agenda;
  const needed = treatments.flatMap(({ treatment, places }) =>
    treatment.requiredResources.map(({ kind, anyOfIds, count }) => ({
      kind,
      count,
      anyOfIds: anyOfIds.filter((id) => places.get(id)?.active && places.get(id)?.locationId === locationId),
    })),
  );
  const requirements = withoutRepetition(needed);
  if (roomId === undefined) return requirements;
  const own = requirements.find(({ anyOfIds, count }) => count === 1 && anyOfIds.includes(roomId));
  if (own) own.anyOfIds = [roomId];
  else if (practitionerId === undefined || !needed.some(({ kind }) => kind === 'room'))
    requirements.push({ anyOfIds: [roomId], count: 1 });
  return requirements;
}

/** Two treatments in a row that need the same keep it: it is not needed twice. */
function withoutRepetition(needed: readonly Requirement[]): Requirement[] {
  const byMembers = new Map<string, Requirement>();
  for (const { anyOfIds, count } of needed) {
    const key = anyOfIds.join();
    byMembers.set(key, { anyOfIds, count: Math.max(count, byMembers.get(key)?.count ?? 0) });
  }
  return [...byMembers.values()];
}
