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
type Scope = NonNullable<AppointmentCancel['scope']>;
type SeriesChange = NonNullable<Appointment['seriesChange']>;

/**
 * Cancels, of the series of `row`, those that follow it or all, leaving out what began already or can no longer be cancelled.
 * @returns the cancellation of `row` itself, which the caller stores, and what became of the others
 */
export async function cancelSeries(
  call: AppointmentCall,
  tx: Tx,
  row: Row,
  { reason, note }: Pick<AppointmentCancel, 'reason' | 'note'>,
  scope: Scope,
): Promise<{ cancel: NonNullable<Appointment['cancel']>; seriesChange?: SeriesChange }> {
  const cancellationOf = cancellations({ ...call, db: tx }, { reason, note });
  const { others, seriesChange } = await othersOf(call, tx, row, scope, 'cancel');
  for (const other of others) {
    const details = { ...other.details, cancel: await cancellationOf(other) };
    await deleteOccupancy(tx, call.tenant.id, other.id);
    await queries.updateAppointment(tx, call.tenant.id, other.id, { ...valuesOf(other), details, status: 'cancelled' });
  }
  return { cancel: await cancellationOf(row), ...(seriesChange && { seriesChange }) };
}

/**
 * Moves `row` and, of its series, what follows it or all that is to come by the same time of the clock.
 * @param call within the transaction
 * @throws SlotTaken, or ServiceError as a move does
 */
export async function moveSeries(
  call: AppointmentCall,
  tx: Tx,
  row: Row,
  to: { start: string; end?: string; agendaId: number },
  scope: Exclude<Scope, 'this'>,
): Promise<{ moved: Row; seriesChange: SeriesChange }> {
  const { others, seriesChange } = await othersOf(call, tx, row, scope, 'reschedule');
  const { timeZone } = await getAgenda(call, row.agenda_id);
  const shift = toWallClock(row.starts_at, timeZone).until(toWallClock(to.start, timeZone), { largestUnit: 'days' });
  // All leave their places first: they may move into each other's.
  for (const { id } of [row, ...others]) await deleteOccupancy(tx, call.tenant.id, id);
  const moved = await move(call, tx, row, wishOf(row, to));
  for (const other of others) {
    const start = toInstant(toWallClock(other.starts_at, timeZone).add(shift), timeZone);
    await move(call, tx, other, wishOf(other, { start, agendaId: to.agendaId }));
  }
  return { moved, seriesChange: seriesChange! };
}

/** The others that an action is to change, and those that it leaves: what began already, or is in a status of no return. */
async function othersOf(
  call: AppointmentCall,
  tx: Tx,
  row: Row,
  scope: Scope,
  action: 'cancel' | 'reschedule',
): Promise<{ others: Row[]; seriesChange?: SeriesChange }> {
  if (scope === 'this') return { others: [] };
  if (row.series_id === null) throw broken('scope', 'no_series', 'needs an appointment of a series');
  const now = call.now().epochMilliseconds;
  const begins = ({ starts_at }: Row) => Date.parse(starts_at);
  const meant = (await queries.lockSeriesOf(tx, call.tenant.id, row.id))
    .filter((other) => other.id !== row.id && (scope === 'all' || begins(other) > begins(row)))
    .sort((one, other) => begins(one) - begins(other));
  const stays = (other: Row) =>
    TRANSITIONS[action][other.status] === undefined ? 'status' : begins(other) <= now ? 'past' : undefined;
  const others = meant.filter((other) => stays(other) === undefined);
  const unchanged = meant.flatMap((other) => {
    const reason = stays(other);
    return reason ? [{ id: other.id, start: other.starts_at, status: other.status, reason } as const] : [];
  });
  return { others, seriesChange: { changedIds: others.map(({ id }) => id), unchanged } };
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
