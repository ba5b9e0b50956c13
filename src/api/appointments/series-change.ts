import type { Tx } from '../../platform/database/index.ts';
import { getAgenda } from '../agendas/agendas.service.ts';
import { deleteOccupancy } from '../availabilities/occupancies.ts';
import type { AppointmentCancel } from './appointment-requests.schema.ts';
import { valuesOf } from './appointments.mapper.ts';
import * as queries from './appointments.queries.ts';
import type { Appointment } from './appointments.schema.ts';
import { move } from './change.service.ts';
import { type AppointmentCall, broken } from './placement.ts';
import { toInstant, toWallClock } from './recurrence.ts';
import { TRANSITIONS } from './status.ts';
import { wishOf } from './wish.ts';

type Row = queries.AppointmentRow;

/**
 * Cancels, of the series of `row`, those that follow it or all, leaving out what can no longer be cancelled.
 * @returns the cancellation of `row` itself, which the caller stores
 */
export async function cancelSeries(
  call: AppointmentCall,
  tx: Tx,
  row: Row,
  { reason, note }: Pick<AppointmentCancel, 'reason' | 'note'>,
  scope: NonNullable<AppointmentCancel['scope']>,
): Promise<NonNullable<Appointment['cancel']>> {
  const cancellationOf = cancellations({ ...call, db: tx }, { reason, note });
  for (const other of await othersOf(call, tx, row, scope, 'cancel')) {
    const details = { ...other.details, cancel: await cancellationOf(other) };
    await deleteOccupancy(tx, call.tenant.id, other.id);
    await queries.updateAppointment(tx, call.tenant.id, other.id, { ...valuesOf(other), details, status: 'cancelled' });
  }
  return cancellationOf(row);
}

/**
 * Moves `row` and what follows it in its series by the same time of the clock.
 * @param call within the transaction
 * @throws SlotTaken, or ServiceError as a move does
 */
export async function moveFollowing(
  call: AppointmentCall,
  tx: Tx,
  row: Row,
  to: { start: string; end?: string; agendaId: number },
): Promise<Row> {
  if (row.series_id === null) throw broken('following', 'no_series', 'needs an appointment of a series');
  const { timeZone } = await getAgenda(call, row.agenda_id);
  const shift = toWallClock(row.starts_at, timeZone).until(toWallClock(to.start, timeZone), { largestUnit: 'days' });
  const others = await othersOf(call, tx, row, 'following', 'reschedule');
  // All leave their places first: they may move into each other's.
  for (const { id } of [row, ...others]) await deleteOccupancy(tx, call.tenant.id, id);
  const moved = await move(call, tx, row, wishOf(row, to));
  for (const other of others) {
    const start = toInstant(toWallClock(other.starts_at, timeZone).add(shift), timeZone);
    await move(call, tx, other, wishOf(other, { start, agendaId: to.agendaId }));
  }
  return moved;
}

async function othersOf(
  { tenant }: AppointmentCall,
  tx: Tx,
  row: Row,
  scope: 'this' | 'following' | 'all',
  action: 'cancel' | 'reschedule',
): Promise<Row[]> {
  if (scope === 'this') return [];
  if (row.series_id === null) throw broken('scope', 'no_series', 'needs an appointment of a series');
  const series = await queries.lockSeriesOf(tx, tenant.id, row.id);
  return series.filter(
    (other) =>
      other.id !== row.id &&
      TRANSITIONS[action][other.status] !== undefined &&
      (scope === 'all' || Date.parse(other.starts_at) > Date.parse(row.starts_at)),
  );
}

function cancellations(
  call: AppointmentCall,
  { reason, note }: Pick<AppointmentCancel, 'reason' | 'note'>,
): (row: Row) => Promise<NonNullable<Appointment['cancel']>> {
  const now = call.now();
  return async (row) => {
    const { rules } = await getAgenda(call, row.agenda_id);
    const latest = Date.parse(row.starts_at) - (rules.cancellationNoticeHours ?? 0) * 3_600_000;
    return {
      reason,
      ...(note !== undefined && { note }),
      by: call.access.userId,
      at: now.toString({ timeZoneName: 'never', fractionalSecondDigits: 3 }),
      late: now.epochMilliseconds > latest,
    };
  };
}
