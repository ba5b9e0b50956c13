import type { Tx } from '../../platform/database/index.ts';
import { given } from '../../platform/database/index.ts';
import { deleteOccupancy } from '../availabilities/occupancies.ts';
import { parseBound } from '../availabilities/time-range.ts';
import { formatInstant } from '../availabilities/zone-day.ts';
import { expansionOf } from '../expansion.ts';
import { exportOf } from '../export-pages.ts';
import { isInvoiced } from '../invoices/invoiced.ts';
import { namesIn } from '../names.ts';
import { found, readPage } from '../pages.ts';
import { type Call, requireVersion } from '../route.ts';
import { searchOf } from '../search.ts';
import { versionsOf } from '../versions/versions.ts';
import { agreePrices } from './agreed-prices.ts';
import type { AppointmentHold, AppointmentInput } from './appointment-requests.schema.ts';
import { describedOf, toAppointment, toHistory } from './appointments.mapper.ts';
import * as queries from './appointments.queries.ts';
import type { Appointment, AppointmentHistory, AppointmentListQuery } from './appointments.schema.ts';
import { requireEpisode } from './episode-link.ts';
import { readHistory } from './history.queries.ts';
import { findPlace, occupy, orAlternatives, reserve } from './occupy.ts';
import { type AppointmentCall, broken, type Placement, preparePlacement } from './placement.ts';
import { APPOINTMENT_FIELDS } from './search-fields.queries.ts';
import { mayRead } from './shown.ts';
import { type AppointmentStatus, invalidTransition, STATUSES } from './status.ts';
import { requireSuitable } from './suitability.ts';

const DEFAULT_TTL_SECONDS = 300;

export async function getAppointment({ db, tenant }: Pick<Call, 'db' | 'tenant'>, id: number): Promise<Appointment> {
  return toAppointment(found(await queries.getAppointment(db, tenant.id, id), 'appointment'));
}

export const appointmentExpansion = expansionOf({
  resource: 'appointments',
  access: mayRead,
  list: queries.appointmentList,
  filter: [queries.living],
  toItem: toAppointment,
});

export const appointmentSearch = searchOf({
  list: queries.appointmentList,
  fields: APPOINTMENT_FIELDS,
  filter: [queries.living],
  toItem: toAppointment,
});

export const appointmentVersions = versionsOf({
  resource: 'appointments',
  columns: queries.COLUMNS,
  toItem: toAppointment,
});

export const appointmentExport = exportOf(queries.appointmentList, toAppointment, () => [queries.living]);

export async function listAppointments({ db, tenant }: Pick<Call, 'db' | 'tenant'>, query: AppointmentListQuery) {
  const bound = (side: 'from' | 'to') => query[side] && parseBound(side, query[side], tenant.timeZone, side);
  const column = (name: string, id: number | undefined) => given(id, (value) => `r.${name} = ${value}::bigint`);
  const filter = [
    queries.living,
    ...queries.startingWithin(bound('from') as number | undefined, bound('to') as number | undefined),
    ...column('patient_id', query.patientId),
    ...column('practitioner_id', query.practitionerId),
    ...column('agenda_id', query.agendaId),
    ...column('room_id', query.roomId),
    ...column('series_id', query.seriesId),
    ...column('episode_id', query.episodeId),
    ...queries.havingStatus(namesIn('status', query.status, STATUSES)),
  ];
  return readPage(db, tenant.id, queries.appointmentList, query, filter, toAppointment);
}

/** What happened to an appointment. @throws ServiceError not_found */
export async function getHistory(call: Pick<Call, 'db' | 'tenant'>, id: number): Promise<AppointmentHistory> {
  await getAppointment(call, id);
  return toHistory(await readHistory(call.db, call.tenant.id, id));
}

/** @throws ServiceError slot_taken, validation_failed */
export async function createAppointment(call: AppointmentCall, input: AppointmentInput): Promise<Appointment> {
  const { status = 'booked' } = input;
  if (status !== 'booked' && status !== 'pending')
    throw broken('status', 'not_initial', 'must be `booked` or `pending` for a new appointment');
  return book(call, input, status);
}

/** Keeps a time for a moment. @throws ServiceError slot_taken, validation_failed */
export function holdAppointment(call: AppointmentCall, input: AppointmentHold): Promise<Appointment> {
  return book(call, input, 'held', input.ttlSeconds ?? DEFAULT_TTL_SECONDS);
}

async function book(
  call: AppointmentCall,
  input: AppointmentHold,
  status: AppointmentStatus,
  ttlSeconds?: number,
): Promise<Appointment> {
  const placement = await preparePlacement(call, input);
  if (input.patientId !== undefined) await requireSuitable(call, input.patientId, placement);
  const values = await valuesFor(call, input, placement, status);
  const row = await orAlternatives(call, () =>
    call.db.transaction(async (tx) => {
      await reserve(tx, call.tenant.id, [placement]);
      return place(tx, call.tenant.id, placement, values, ttlSeconds);
    }),
  );
  return toAppointment(row);
}

/** What is kept of a new appointment, but for its rooms. */
export async function valuesFor(
  call: AppointmentCall,
  input: AppointmentHold,
  placement: Placement,
  status: AppointmentStatus,
): Promise<queries.AppointmentValues> {
  const treatments = await agreePrices(
    call,
    { ...placement, agenda: placement.plan.agenda },
    input.treatments,
    input.patientId,
  );
  return {
    ...timesOf(placement),
    patient_id: input.patientId ?? null,
    status,
    origin: input.origin ?? 'api',
    series_id: null,
    episode_id: input.episodeId ?? null,
    hold_expires_at: null,
    arrived_at: null,
    started_at: null,
    completed_at: null,
    details: { treatments, resourceIds: [], ...describedOf(input) },
  };
}

/** The columns that a placement decides. */
export function timesOf({ plan, start }: Placement) {
  const { agenda, duration, bufferBefore, bufferAfter } = plan;
  return {
    agenda_id: agenda.id,
    practitioner_id: agenda.practitionerId ?? null,
    location_id: agenda.locationId,
    starts_at: formatInstant(agenda.timeZone, start),
    ends_at: formatInstant(agenda.timeZone, start + duration),
    buffer_before_minutes: bufferBefore / 60_000,
    buffer_after_minutes: bufferAfter / 60_000,
  };
}

/** Stores a new appointment in a time that is reserved. @throws SlotTaken, or ServiceError for an episode that will not do */
export async function place(
  tx: Tx,
  tenantId: string,
  placement: Placement,
  values: queries.AppointmentValues,
  ttlSeconds?: number,
): Promise<queries.AppointmentRow> {
  await requireEpisode(tx, tenantId, values);
  const slot = await findPlace(tx, tenantId, placement, { patientId: values.patient_id });
  const details = { ...values.details, resourceIds: slot.rooms };
  const row = await queries.insertAppointment(tx, tenantId, { ...values, details }, ttlSeconds);
  await occupy(tx, tenantId, row, placement, slot);
  return row;
}

/** Takes an appointment back that should never have been. @throws ServiceError invalid_transition once the patient arrived */
export async function deleteAppointment(call: AppointmentCall, id: number): Promise<void> {
  const { db, tenant } = call;
  await db.transaction(async (tx) => {
    const row = found(await queries.lockAppointment(tx, tenant.id, id), 'appointment');
    requireVersion(call.ifMatch, row.version);
    const isLate = ['arrived', 'in_progress', 'completed'].includes(row.status);
    if (isLate || (await isInvoiced(tx, tenant.id, id))) throw invalidTransition(row.status, 'entered_in_error');
    await deleteOccupancy(tx, tenant.id, id);
    await queries.deleteAppointment(tx, tenant.id, id);
  });
}
