import { findBookable } from '../../api/agendas/agendas.service.ts';
import type { BookableAgenda } from '../../api/agendas/bookable-agenda.ts';
import { type ImportedAppointment, importAppointments } from '../../api/appointments/import.service.ts';
import type { Interval } from '../../api/availabilities/intervals.ts';
import { merge } from '../../api/availabilities/intervals.ts';
import { planOf, planProblem } from '../../api/availabilities/plan.ts';
import { offeredSlots, type Slot } from '../../api/availabilities/slots.ts';
import { formatInstant, zoneDay } from '../../api/availabilities/zone-day.ts';
import { findPrices } from '../../api/price-lists/prices.service.ts';
import { findPlanned, type PlannedTreatment } from '../../api/treatments/treatments.service.ts';
import type { Tx } from '../../platform/database/index.ts';
import { addDays } from '../calendar.ts';
import { chance, pick, type Random, seededRandom } from '../random.ts';

const DAYS_BEFORE = 21;
const DAYS_AFTER = 21;
/** How much of its time an agenda is booked: of what is offered next, this much is taken. */
const FULLNESS = 0.45;
const MINUTE_MS = 60_000;

interface Taken {
  practitioners: Map<number, Interval[]>;
  rooms: Map<number, Interval[]>;
}

export interface OpenAgenda {
  agenda: BookableAgenda;
  offered: PlannedTreatment[];
}

/** Appointments of three weeks before and after `today`, the same for the same clinic and day. */
export async function seedCalendar(
  tx: Tx,
  tenantId: string,
  {
    today,
    patientIds,
    treatmentIds,
  }: { today: string; patientIds: readonly number[]; treatmentIds: readonly number[] },
): Promise<void> {
  const planned = await findPlanned(tx, tenantId, treatmentIds);
  const prices = await findPrices(tx, tenantId, { treatmentIds, date: today });
  const taken: Taken = { practitioners: new Map(), rooms: new Map() };
  const appointments: ImportedAppointment[] = [];
  const agendas = await agendasWith(tx, tenantId, [...planned.values()]);
  for (const [place, { agenda, offered }] of agendas.entries()) {
    // By its place: ids are others when the clinic is filled anew.
    const random = seededRandom(`${tenantId}/${place + 1}`);
    for (let days = -DAYS_BEFORE; days <= DAYS_AFTER; days += 1) {
      const { start, end } = zoneDay(agenda.timeZone, addDays(today, days));
      for (const slot of fillDay(random, agenda, offered, taken, start, end)) {
        const { treatment } = planned.get(slot.plan.wanted.treatmentIds[0]!)!;
        const { price, patientShare, payerShare, priceListId } = prices.get(treatment.id) ?? {};
        const shares = price === undefined ? {} : { price, patientShare: patientShare!, payerShare: payerShare! };
        appointments.push({
          patientId: pick(random, patientIds),
          slot,
          roomId: agenda.roomId ?? slot.rooms[0],
          origin: pick(random, ['frontdesk', 'frontdesk', 'phone', 'online'] as const),
          treatments: [
            {
              treatmentId: treatment.id,
              durationMinutes: slot.plan.duration / MINUTE_MS,
              ...shares,
              ...(priceListId !== undefined && { priceListId }),
            },
          ],
          ...stateOf(random, slot, days),
        });
      }
    }
  }
  await importAppointments(tx, tenantId, appointments);
}

/** Each agenda with the treatments that can be booked in it. */
export async function agendasWith(
  tx: Tx,
  tenantId: string,
  treatments: readonly PlannedTreatment[],
): Promise<OpenAgenda[]> {
  const byAgenda = new Map<number, OpenAgenda>();
  for (const planned of treatments) {
    const wanted = { treatmentIds: [planned.treatment.id], channel: 'frontdesk' as const };
    for (const agenda of await findBookable(tx, tenantId, wanted.treatmentIds, {})) {
      if (planProblem(agenda, [planned], wanted)) continue;
      const entry = byAgenda.get(agenda.id) ?? { agenda, offered: [] };
      entry.offered.push(planned);
      byAgenda.set(agenda.id, entry);
    }
  }
  return [...byAgenda.values()].sort((one, other) => one.agenda.id - other.agenda.id);
}

/** Goes through a day of an agenda: takes what comes next, or leaves some time. */
function fillDay(
  random: Random,
  agenda: BookableAgenda,
  offered: readonly PlannedTreatment[],
  taken: Taken,
  start: number,
  end: number,
): Slot[] {
  const slots: Slot[] = [];
  const { maxPerDay = Number.POSITIVE_INFINITY } = agenda.rules;
  for (let at = start; at < end && slots.length < maxPerDay; ) {
    const treatment = pick(random, offered);
    const wanted = { treatmentIds: [treatment.treatment.id], channel: 'frontdesk' as const };
    const plan = { ...planOf(agenda, [treatment], wanted, start), earliest: start, latest: Number.POSITIVE_INFINITY };
    const { value: slot } = offeredSlots(plan, { ...taken, starts: new Map() }, at, end).next();
    if (!slot) break;
    at = slot.end + plan.bufferAfter;
    if (!chance(random, FULLNESS)) continue;
    slots.push(slot);
    take(taken, slot);
  }
  return slots;
}

function take({ practitioners, rooms }: Taken, { plan, start, end, rooms: chosen }: Slot): void {
  const interval = { start: start - plan.bufferBefore, end: end + plan.bufferAfter };
  if (plan.agenda.practitionerId !== undefined) addTo(practitioners, plan.agenda.practitionerId, interval);
  for (const room of chosen) addTo(rooms, room, interval);
}

/** Keeps what is taken of each in order, as searches want it. */
export function addTo(taken: Map<number, Interval[]>, id: number, interval: Interval): void {
  taken.set(id, merge([...(taken.get(id) ?? []), interval]));
}

function stateOf(random: Random, { plan, start, end }: Slot, days: number) {
  const instant = (at: number) => formatInstant(plan.agenda.timeZone, at);
  if (chance(random, 0.06)) {
    const cancel = {
      reason: pick(random, ['patient_request', 'patient_sick', 'practitioner_unavailable'] as const),
      by: 'sandbox-reception',
      at: instant(start - 30 * 60 * MINUTE_MS),
      late: false,
    };
    return { status: 'cancelled' as const, cancel };
  }
  if (days >= 0) return { status: pick(random, ['booked', 'booked', 'booked', 'confirmed', 'pending'] as const) };
  if (chance(random, 0.04)) return { status: 'no_show' as const };
  return {
    status: 'completed' as const,
    arrivedAt: instant(start - 5 * MINUTE_MS),
    startedAt: instant(start),
    completedAt: instant(end),
  };
}
