import type { Tx } from '../../platform/database/index.ts';
import { isInstant } from '../../platform/http/formats.ts';
import { deleteOccupancy } from '../availabilities/occupancies.ts';
import { epochOf } from '../availabilities/zone-day.ts';
import { mergePatch } from '../merge-patch.ts';
import { found } from '../pages.ts';
import { requireVersion } from '../route.ts';
import { agreePrices, isKept } from './agreed-prices.ts';
import { AppointmentInput, READ_ONLY } from './appointment-requests.schema.ts';
import { describedOf, toAppointment, valuesOf } from './appointments.mapper.ts';
import * as queries from './appointments.queries.ts';
import type { Appointment } from './appointments.schema.ts';
import { timesOf } from './appointments.service.ts';
import { requireEpisode } from './episode-link.ts';
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
    return call.accept(AppointmentInput, mergePatch({ ...whole, ...endAfter(current, changes) }, changes));
  });
}

/** Where only the start is told the length stays; other treatments and another agenda decide it anew. */
function endAfter({ start, end }: Appointment, changes: Record<string, unknown>): { end?: string | undefined } {
  if ('end' in changes) return {};
  if ('treatments' in changes || 'agendaId' in changes) return { end: undefined };
  if (typeof changes.start !== 'string' || !isInstant(changes.start)) return {};
  return { end: new Date(epochOf(changes.start) + epochOf(end) - epochOf(start)).toISOString() };
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
      const { resourceIds, cancel } = row.details;
      const treatments = await repriced(within, row, input);
      const details = { treatments, resourceIds, ...describedOf(input), ...(cancel && { cancel }) };
      const origin = input.origin ?? row.origin;
      const link = { patient_id: input.patientId, episode_id: input.episodeId ?? null };
      await requireEpisode(tx, tenant.id, link, row);
      const values = { ...valuesOf(row), ...link, origin, details };
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
  input: Wish &
    Partial<Pick<AppointmentInput, 'patientId' | 'episodeId' | 'notes' | 'patientInstructions' | 'externalIds'>>,
): Promise<queries.AppointmentRow> {
  const { tenant } = call;
  const status = nextStatus('reschedule', row.status);
  const patientId = input.patientId ?? row.patient_id!;
  const placement = await preparePlacement(call, { ...input, origin: input.origin ?? row.origin });
  await requireSuitable(call, patientId, placement);
  const treatments = await agreePrices(
    call,
    { ...placement, agenda: placement.plan.agenda },
    input.treatments,
    patientId,
    row.details.treatments,
  );
  await reserve(tx, tenant.id, [placement]);
  await deleteOccupancy(tx, tenant.id, row.id);
  const slot = await findPlace(tx, tenant.id, placement, { appointmentId: row.id, patientId });
  const { cancel } = row.details;
  const details = { treatments, resourceIds: slot.rooms, ...describedOf(input), ...(cancel && { cancel }) };
  const origin = input.origin ?? row.origin;
  const link = { patient_id: patientId, episode_id: input.episodeId ?? null };
  await requireEpisode(tx, tenant.id, link, row);
  const values = { ...valuesOf(row), ...timesOf(placement), ...link, status, origin, details };
  const moved = await queries.updateAppointment(tx, tenant.id, row.id, values);
  await occupy(tx, tenant.id, moved, placement, slot);
  return moved;
}

/** The treatments with the prices that are asked for now; the time is not touched by that. */
async function repriced(
  call: AppointmentCall,
  { details: { treatments } }: queries.AppointmentRow,
  input: AppointmentInput,
): Promise<queries.AppointmentRow['details']['treatments']> {
  if (input.treatments.every((choice, index) => isKept(treatments[index]!, choice))) return treatments;
  return agreePrices(call, await catalogueOf(call, input), input.treatments, input.patientId, treatments);
}

function isMoved(before: Appointment, input: AppointmentInput): boolean {
  const ids = (treatments: readonly { treatmentId: number }[]) =>
    treatments.map(({ treatmentId }) => treatmentId).join();
  const rooms = (list: readonly number[]) => [...list].sort((a, b) => a - b).join();
  return (
    epochOf(input.start) !== epochOf(before.start) ||
    (input.end !== undefined && epochOf(input.end) !== epochOf(before.end)) ||
    input.agendaId !== before.agendaId ||
    (input.resourceIds !== undefined && rooms(input.resourceIds) !== rooms(before.resourceIds)) ||
    ids(input.treatments) !== ids(before.treatments)
  );
}
