import type { Tx } from '../../platform/database/index.ts';
import { insertOccupancy, lockResources, readBusy } from '../availabilities/occupancies.ts';
import { openWindows } from '../availabilities/open-hours.ts';
import { planOf } from '../availabilities/plan.ts';
import { daysAround } from '../availabilities/slots.ts';
import { type AppointmentRow, expireHolds } from './appointments.queries.ts';
import { SlotTaken } from './occupy.ts';
import { type AppointmentCall, catalogueOf, type Placement } from './placement.ts';

const MINUTE_MS = 60_000;

/**
 * Gives an appointment that had given up its time the same time back, with the same people and rooms. It was within the
 * rules when it was booked, so only what is taken counts.
 * @throws SlotTaken
 */
export async function putBack(call: AppointmentCall, tx: Tx, row: AppointmentRow): Promise<void> {
  const { tenant } = call;
  const start = Date.parse(row.starts_at);
  const from = start - row.buffer_before_minutes * MINUTE_MS;
  const to = Date.parse(row.ends_at) + row.buffer_after_minutes * MINUTE_MS;
  const practitioners = row.practitioner_id === null ? [] : [row.practitioner_id];
  const resources = { practitioners, rooms: row.details.resourceIds };
  await lockResources(tx, tenant.id, resources);
  await expireHolds(tx, tenant.id);
  const taken = (await readBusy(tx, tenant.id, resources, { from, to }, row.id)).length > 0;
  const occupancy = { appointmentId: row.id, agendaId: row.agenda_id, resources, start, from, to, expiresAt: null };
  if (taken || !(await insertOccupancy(tx, tenant.id, occupancy)))
    throw new SlotTaken(await placementOf({ ...call, db: tx }, row), row.id);
}

/** Where it stands, to look for free times nearby. */
async function placementOf(call: AppointmentCall, row: AppointmentRow): Promise<Placement> {
  const { treatments: choices } = row.details;
  const wish = { agendaId: row.agenda_id, treatments: choices, start: row.starts_at };
  const { agenda, treatments, day } = await catalogueOf(call, wish);
  const wanted = { treatmentIds: choices.map(({ treatmentId }) => treatmentId), channel: 'frontdesk' as const };
  const plan = planOf(agenda, treatments, wanted, call.now().epochMilliseconds);
  const start = Date.parse(row.starts_at);
  const windows = openWindows(agenda, daysAround(agenda.timeZone, start, start), wanted);
  return { plan, treatments, day, windows, start };
}
