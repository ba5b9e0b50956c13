import type { Tx } from '../../platform/database/index.ts';
import { deleteOccupancy } from '../availabilities/occupancies.ts';
import { epochOf } from '../availabilities/zone-day.ts';
import { mergePatch } from '../merge-patch.ts';
import { found } from '../pages.ts';
import { requireVersion } from '../route.ts';
import { agreePrices } from './agreed-prices.ts';
import { AppointmentInput, READ_ONLY } from './appointment-requests.schema.ts';
import { describedOf, toAppointment, valuesOf } from './appointments.mapper.ts';
import * as queries from './appointments.queries.ts';
import type { Appointment } from './appointments.schema.ts';
import { timesOf } from './appointments.service.ts';
import { findPlace, occupy, orAlternatives, reserve } from './occupy.ts';
import { type AppointmentCall, broken, catalogueOf, preparePlacement, type Wish } from './placement.ts';
import { nextStatus } from './status.ts';
import { requireSuitable } from './suitability.ts';

/** Replaces the whole: what is left out is removed. @throws ServiceError slot_taken, version_conflict, validation_failed */
export function replaceAppointment(call: AppointmentCall, id: number, input: AppointmentInput): Promise<Appointment> {
  return change(call, id, () => input);
}

/** Applies a JSON Merge Patch (RFC 7396) to what is stored, and accepts the whole as if it had been sent. */
export function patchAppointment(
  call: AppointmentCall,
  id: number,
  patch: Record<string, unknown>,
): Promise<Appointment> {
  return change(call, id, (current) => {
    const changes = Object.fromEntries(Object.entries(patch).filter(([name]) => !READ_ONLY.includes(name as never)));
    const { version: _, ...whole } = current;
    // Where only the start is told, the length stays.
    const { end: __, ...open } = whole;
    const moved = 'start' in changes || 'treatments' in changes || 'agendaId' in changes;
    const base = moved && !('end' in changes) ? open : whole;
    return call.accept(AppointmentInput, mergePatch(base, changes));
  });
}

async function change(
  call: AppointmentCall,
  id: number,
  inputFor: (current: Appointment) => AppointmentInput,
): Promise<Appointment> {
  const { tenant } = call;
  return orAlternatives(call, () =>
    call.db.transaction(async (tx) => {
      const row = found(await queries.lockAppointment(tx, tenant.id, id), 'appointment');
      const before = toAppointment(row);
      const input = inputFor(before);
      requireVersion(call.ifMatch, row.version, input.version);
      const within = { ...call, db: tx };
      if (input.status !== undefined && input.status !== row.status)
        throw broken('status', 'not_by_action', 'changes by actions such as `/cancel` alone');
      if (isMoved(before, input)) return toAppointment(await move(within, tx, row, input));
      if (input.patientId !== before.patientId) await requirePatientChange(within, row, input);
      const { treatments, resourceIds, cancel } = row.details;
      const details = { treatments, resourceIds, ...describedOf(input), ...(cancel && { cancel }) };
      const origin = input.origin ?? row.origin;
      const values = { ...valuesOf(row), patient_id: input.patientId, origin, details };
      return toAppointment(await queries.updateAppointment(tx, tenant.id, id, values));
    }),
  );
}

async function requirePatientChange(
  call: AppointmentCall,
  { status }: queries.AppointmentRow,
  input: AppointmentInput,
): Promise<void> {
  if (!['held', 'pending', 'booked', 'confirmed'].includes(status))
    throw broken('patientId', 'not_changeable', `cannot change once the appointment is ${status}`);
  await requireSuitable(call, input.patientId, await catalogueOf(call, input));
}

/**
 * Moves an appointment whose row is locked to another time, agenda, treatment or room, through the same checks as a new
 * one; it is not in its own way.
 * @throws SlotTaken, or ServiceError invalid_transition or validation_failed
 */
export async function move(
  call: AppointmentCall,
  tx: Tx,
  row: queries.AppointmentRow,
  input: Wish & Partial<Pick<AppointmentInput, 'patientId' | 'notes' | 'patientInstructions' | 'externalIds'>>,
): Promise<queries.AppointmentRow> {
  const { tenant } = call;
  const status = nextStatus('reschedule', row.status);
  const patientId = input.patientId ?? row.patient_id!;
  const placement = await preparePlacement(call, { ...input, origin: input.origin ?? row.origin });
  await requireSuitable(call, patientId, placement);
  const treatments = await agreePrices(call, placement, input.treatments, patientId, row.details.treatments);
  await reserve(tx, tenant.id, [placement]);
  await deleteOccupancy(tx, tenant.id, row.id);
  const slot = await findPlace(tx, tenant.id, placement, { appointmentId: row.id, patientId });
  const { cancel } = row.details;
  const details = { treatments, resourceIds: slot.rooms, ...describedOf(input), ...(cancel && { cancel }) };
  const origin = input.origin ?? row.origin;
  const values = { ...valuesOf(row), ...timesOf(placement), patient_id: patientId, status, origin, details };
  const moved = await queries.updateAppointment(tx, tenant.id, row.id, values);
  await occupy(tx, tenant.id, moved, placement, slot);
  return moved;
}

function isMoved(before: Appointment, input: AppointmentInput): boolean {
  const ids = (treatments: AppointmentInput['treatments']) =>
    treatments.map(({ treatmentId, price, priceListId }) => [treatmentId, price, priceListId].join()).join(';');
  const asked = input.treatments.map((choice, index) => ({
    treatmentId: choice.treatmentId,
    price: choice.price ?? before.treatments[index]?.price,
    priceListId: choice.priceListId ?? before.treatments[index]?.priceListId,
  }));
  const rooms = (list: readonly number[]) => [...list].sort((a, b) => a - b).join();
  return (
    epochOf(input.start) !== epochOf(before.start) ||
    (input.end !== undefined && epochOf(input.end) !== epochOf(before.end)) ||
    input.agendaId !== before.agendaId ||
    (input.resourceIds !== undefined && rooms(input.resourceIds) !== rooms(before.resourceIds)) ||
    ids(asked) !== ids(before.treatments)
  );
}
