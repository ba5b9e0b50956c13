import type { TenantDatabase, Tx } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { loadBusy, resourcesOf } from '../availabilities/busy.ts';
import { insertOccupancy, lockResources } from '../availabilities/occupancies.ts';
import { checkStart, mergeSlots, offeredSlots, type Slot } from '../availabilities/slots.ts';
import { formatInstant } from '../availabilities/zone-day.ts';
import { type AppointmentRow, countOnDay, expireHolds } from './appointments.queries.ts';
import { broken, type Placement } from './placement.ts';

const DAY_MS = 86_400_000;
const MOST_ALTERNATIVES = 3;

/** Somebody else has the time. Caught by `orAlternatives`, which makes an answer of it. */
export class SlotTaken extends Error {
  readonly placement: Placement;
  readonly appointmentId: number | undefined;

  constructor(placement: Placement, appointmentId: number | undefined) {
    super('the slot is taken');
    this.placement = placement;
    this.appointmentId = appointmentId;
  }
}

/** Waits until nobody else is deciding about the same people and rooms, and frees what expired. */
export async function reserve(tx: Tx, tenantId: string, placements: readonly Placement[]): Promise<void> {
  await lockResources(tx, tenantId, resourcesOf(placements.map(({ plan }) => plan)));
  await expireHolds(tx, tenantId);
}

/**
 * Finds rooms for a placement whose resources are reserved.
 * @param appointmentId one that moves, and is not in its own way
 * @throws SlotTaken, or ServiceError validation_failed when the day has too many
 */
export async function findPlace(
  tx: Tx,
  tenantId: string,
  placement: Placement,
  { appointmentId, patientId }: { appointmentId?: number; patientId: number | null | undefined },
): Promise<Slot> {
  const { plan, windows, day, start } = placement;
  const { agenda } = plan;
  const busy = await loadBusy(tx, tenantId, [plan], { from: start, to: start + plan.duration }, appointmentId);
  const verdict = checkStart(plan, windows, day, busy, start);
  if (verdict === 'day_full') throw broken('start', verdict);
  if (typeof verdict === 'string') throw new SlotTaken(placement, appointmentId);
  const { maxPerPatientPerDay } = agenda.rules;
  if (maxPerPatientPerDay !== undefined && typeof patientId === 'number') {
    const who = { patientId, agendaId: agenda.id };
    if ((await countOnDay(tx, tenantId, who, day, appointmentId)) >= maxPerPatientPerDay)
      throw broken('patientId', 'patient_day_full', 'has as many appointments on that day as this agenda allows');
  }
  return verdict;
}

/** @throws SlotTaken when the database knows better than the search before it */
export async function occupy(
  tx: Tx,
  tenantId: string,
  row: AppointmentRow,
  placement: Placement,
  slot: Slot,
): Promise<void> {
  const { plan } = placement;
  const { practitionerId } = plan.agenda;
  const taken = await insertOccupancy(tx, tenantId, {
    appointmentId: row.id,
    agendaId: row.agenda_id,
    resources: { practitioners: practitionerId === undefined ? [] : [practitionerId], rooms: slot.rooms },
    start: slot.start,
    from: slot.start - plan.bufferBefore,
    to: slot.end + plan.bufferAfter,
    expiresAt: row.status === 'held' ? row.hold_expires_at : null,
  });
  if (!taken) throw new SlotTaken(placement, row.id);
}

/**
 * Runs a change; when somebody else has the time it answers with free ones nearby. They are looked up after the change
 * was undone, or beside it within the transaction of an Idempotency-Key, so nobody waits for them.
 * @throws ServiceError slot_taken with up to three alternatives
 */
export async function orAlternatives<Result>(
  { db, tenant }: { db: TenantDatabase; tenant: { id: string } },
  change: () => Promise<Result>,
): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof SlotTaken)) throw error;
    const alternatives = await findAlternatives(db, tenant.id, error);
    throw slotTaken(alternatives);
  }
}

function slotTaken(alternatives: readonly object[]): ServiceError {
  return new ServiceError('slot_taken', 'Somebody else has this time.', { extra: { alternatives } });
}

/** The free starts nearest to the one that was wanted, a week back and two ahead, in order. */
async function findAlternatives(db: TenantDatabase, tenantId: string, { placement, appointmentId }: SlotTaken) {
  const { plan, start } = placement;
  const range = { from: start - 7 * DAY_MS, to: start + 14 * DAY_MS };
  const busy = await loadBusy(db, tenantId, [plan], range, appointmentId);
  return mergeSlots([offeredSlots(plan, busy, range.from, range.to)])
    .toArray()
    .sort((one, other) => Math.abs(one.start - start) - Math.abs(other.start - start))
    .slice(0, MOST_ALTERNATIVES)
    .sort((one, other) => one.start - other.start)
    .map((slot) => ({
      start: formatInstant(plan.agenda.timeZone, slot.start),
      end: formatInstant(plan.agenda.timeZone, slot.end),
      agendaId: plan.agenda.id,
    }));
}
