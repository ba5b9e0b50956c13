import type { Tx } from '../../platform/database/index.ts';
import { requirePolicy } from '../access/access.ts';
import { deleteOccupancy, keepOccupancy } from '../availabilities/occupancies.ts';
import { isInvoiced } from '../invoices/invoiced.ts';
import { found } from '../pages.ts';
import { requireVersion } from '../route.ts';
import type { AppointmentCancel, AppointmentReschedule } from './appointment-requests.schema.ts';
import { toAppointment, valuesOf } from './appointments.mapper.ts';
import * as queries from './appointments.queries.ts';
import type { Appointment } from './appointments.schema.ts';
import { move } from './change.service.ts';
import { orAlternatives } from './occupy.ts';
import { type AppointmentCall, broken } from './placement.ts';
import { putBack } from './reopen.ts';
import { cancelSeries, moveSeries } from './series-change.ts';
import { type AppointmentAction, invalidTransition, nextStatus, occupies } from './status.ts';
import { wishOf } from './wish.ts';

type Values = Partial<queries.AppointmentValues>;
type LockedRow = NonNullable<Awaited<ReturnType<typeof queries.lockAppointment>>>;

/** A hold becomes booked, what awaits confirmation becomes booked, what is booked becomes confirmed. */
export function confirmAppointment(call: AppointmentCall, id: number): Promise<Appointment> {
  return act(call, id, 'confirm', async (tx, row) => {
    if (row.overdue) throw invalidTransition('expired', 'booked');
    if (row.patient_id === null) throw broken('patientId', 'required', 'must be known before a hold is confirmed');
    if (row.status !== 'held') return {};
    await keepOccupancy(tx, call.tenant.id, id);
    return { hold_expires_at: null };
  });
}

export function arriveAppointment(call: AppointmentCall, id: number): Promise<Appointment> {
  return act(call, id, 'arrive', async () => ({ arrived_at: call.now().toInstant().toString() }));
}

export function startAppointment(call: AppointmentCall, id: number): Promise<Appointment> {
  return act(call, id, 'start', async () => ({ started_at: call.now().toInstant().toString() }));
}

export function completeAppointment(call: AppointmentCall, id: number): Promise<Appointment> {
  return act(call, id, 'complete', async () => ({ completed_at: call.now().toInstant().toString() }));
}

export function noShowAppointment(call: AppointmentCall, id: number): Promise<Appointment> {
  return act(call, id, 'no_show', async () => ({}));
}

/**
 * Takes the last step back. What was cancelled or a no-show gets its time back only if it is free; what is completed is
 * reopened only by who may delete appointments.
 * @throws ServiceError slot_taken, invalid_transition, insufficient_permission
 */
export function reopenAppointment(call: AppointmentCall, id: number): Promise<Appointment> {
  return orAlternatives(call, () =>
    act(call, id, 'reopen', async (tx, row) => {
      if (row.status === 'completed')
        requirePolicy(call.access, { scope: 'giponext.agenda', permission: 'appointments.delete' });
      if (row.status === 'completed' && (await isInvoiced(tx, call.tenant.id, row.id)))
        throw invalidTransition('completed', 'in_progress');
      if (!occupies(row.status)) await putBack(call, tx, row);
      const { cancel: _, ...details } = row.details;
      return row.status === 'completed' ? { completed_at: null } : { arrived_at: null, details };
    }),
  );
}

/** @throws ServiceError invalid_transition, validation_failed without a note for `other` */
export async function cancelAppointment(
  call: AppointmentCall,
  id: number,
  { reason, note, scope = 'this' }: AppointmentCancel,
): Promise<Appointment> {
  if (reason === 'other' && note === undefined) throw broken('note', 'required', 'must say why with `other`');
  const { db, tenant } = call;
  return db.transaction(async (tx) => {
    if (scope !== 'this') await queries.lockSeriesOf(tx, tenant.id, id);
    let others: Pick<Appointment, 'seriesChange'> = {};
    const appointment = await act({ ...call, db: tx }, id, 'cancel', async (_, row) => {
      const { cancel, ...change } = await cancelSeries(call, tx, row, { reason, note }, scope);
      others = change;
      return { details: { ...row.details, cancel } };
    });
    return { ...appointment, ...others };
  });
}

/**
 * Moves an appointment in one step: it keeps its id, and its history tells.
 * @throws ServiceError slot_taken, invalid_transition, validation_failed
 */
export function rescheduleAppointment(
  call: AppointmentCall,
  id: number,
  { start, end, agendaId, following = false, scope = following ? 'following' : 'this' }: AppointmentReschedule,
): Promise<Appointment> {
  return orAlternatives(call, () =>
    call.db.transaction(async (tx) => {
      if (scope !== 'this') await queries.lockSeriesOf(tx, call.tenant.id, id);
      const row = found(await queries.lockAppointment(tx, call.tenant.id, id), 'appointment');
      requireVersion(call.ifMatch, row.version);
      nextStatus('reschedule', row.status);
      const to = { start, ...(end !== undefined && { end }), agendaId: agendaId ?? row.agenda_id };
      const within = { ...call, db: tx };
      if (scope !== 'this') {
        const { moved, seriesChange } = await moveSeries(within, tx, row, to, scope);
        return { ...toAppointment(moved), seriesChange };
      }
      return toAppointment(await move(within, tx, row, wishOf(row, to)));
    }),
  );
}

/** One step of the transition table, with the row locked. */
function act(
  call: AppointmentCall,
  id: number,
  action: AppointmentAction,
  change: (tx: Tx, row: LockedRow) => Promise<Values>,
): Promise<Appointment> {
  const { db, tenant } = call;
  return db.transaction(async (tx) => {
    const row = found(await queries.lockAppointment(tx, tenant.id, id), 'appointment');
    requireVersion(call.ifMatch, row.version);
    const status = nextStatus(action, row.status);
    const changes = await change(tx, row);
    if (!occupies(status)) await deleteOccupancy(tx, tenant.id, id);
    return toAppointment(await queries.updateAppointment(tx, tenant.id, id, { ...valuesOf(row), ...changes, status }));
  });
}
