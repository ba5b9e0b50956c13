import { ServiceError } from '../../platform/errors.ts';
import { getAgenda } from '../agendas/agendas.service.ts';
import { epochOf } from '../availabilities/zone-day.ts';
import type { AppointmentSeriesInput } from './appointment-requests.schema.ts';
import { toAppointment } from './appointments.mapper.ts';
import { newSeriesId } from './appointments.queries.ts';
import type { AppointmentSeries } from './appointments.schema.ts';
import { place, valuesFor } from './appointments.service.ts';
import { reserve, SlotTaken } from './occupy.ts';
import { type AppointmentCall, broken, type Placement, preparePlacement } from './placement.ts';
import { occurrences, toInstant, toWallClock } from './recurrence.ts';
import { requireSuitable } from './suitability.ts';

type Skipped = AppointmentSeries['skipped'][number];

/**
 * Books the same at every repetition, on the clock of the agenda: all or nothing, or without the dates that cannot be had.
 * @throws ServiceError slot_taken with a detail for each date, validation_failed, nonexistent_local_time, ambiguous_local_time
 */
export function bookSeries(call: AppointmentCall, input: AppointmentSeriesInput): Promise<AppointmentSeries> {
  const { tenant } = call;
  return call.db.transaction(async (tx) => {
    const within = { ...call, db: tx };
    const skipped: Skipped[] = [];
    const dates = await prepareDates(within, input, skipped);
    const [first] = dates;
    if (!first) throw taken(skipped);
    await requireSuitable(within, input.patientId, first.placement);
    await reserve(
      tx,
      tenant.id,
      dates.map(({ placement }) => placement),
    );
    const seriesId = await newSeriesId(tx);
    const items = [];
    for (const { date, placement } of dates) {
      const values = { ...(await valuesFor(within, input, placement, 'booked')), series_id: seriesId };
      try {
        items.push(toAppointment(await tx.savepoint((inner) => place(inner, tenant.id, placement, values))));
      } catch (error) {
        skipped.push({ date, code: skipCode(error) });
      }
    }
    if (items.length === 0 || (skipped.length > 0 && !input.skipTaken)) throw taken(skipped);
    return { seriesId, items, skipped: skipped.sort((one, other) => (one.date < other.date ? -1 : 1)) };
  });
}

/** Every date that keeps the rules; with `skipTaken` the others are noted, else the first of them is refused. */
async function prepareDates(
  call: AppointmentCall,
  { recurrence, skipTaken = false, ...input }: AppointmentSeriesInput,
  skipped: Skipped[],
): Promise<{ date: string; placement: Placement }[]> {
  const { timeZone } = await getAgenda(call, input.agendaId).catch((error) => {
    if (error instanceof ServiceError && error.code === 'not_found')
      throw broken('agendaId', 'not_found', 'does not exist');
    throw error;
  });
  const length = input.end === undefined ? undefined : epochOf(input.end) - epochOf(input.start);
  const dates: { date: string; placement: Placement }[] = [];
  for (const clock of occurrences(toWallClock(input.start, timeZone), recurrence)) {
    const date = clock.toString({ smallestUnit: 'minute' });
    try {
      const start = toInstant(clock, timeZone);
      const end = length === undefined ? {} : { end: new Date(Date.parse(start) + length).toISOString() };
      dates.push({ date, placement: await preparePlacement(call, { ...input, start, ...end }) });
    } catch (error) {
      if (!skipTaken) throw error;
      skipped.push({ date, code: skipCode(error) });
    }
  }
  return dates;
}

/** Why a date is left out; what is no matter of that date is thrown on. */
function skipCode(error: unknown): string {
  if (error instanceof SlotTaken) return 'slot_taken';
  if (!(error instanceof ServiceError) || error.status !== 422) throw error;
  const [detail] = error.details;
  if (detail && !['start', 'patientId'].includes(detail.field)) throw error;
  return detail?.code ?? error.code;
}

function taken(skipped: readonly Skipped[]): ServiceError {
  const details = skipped.map(({ date, code }) => ({ field: 'recurrence', code, message: date }));
  return new ServiceError('slot_taken', 'Some dates of the series cannot be booked.', { details });
}
