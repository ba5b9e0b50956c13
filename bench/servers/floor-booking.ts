import { findBookable } from '../../src/api/agendas/agendas.service.ts';
import { expireHolds, insertAppointment } from '../../src/api/appointments/appointments.queries.ts';
import { insertOccupancy, lockResources, readBusy } from '../../src/api/availabilities/occupancies.ts';
import { getPatient } from '../../src/api/patients/patients.queries.ts';
import { findPlanned } from '../../src/api/treatments/treatments.service.ts';
import type { Database } from '../../src/platform/database/index.ts';

const HALF_HOUR_MS = 1_800_000;
const DAY_MS = 86_400_000;
const actor = {
  userId: 'bench',
  clientId: 'bench',
  requestId: 'bench',
  address: '127.0.0.1',
  action: 'appointments.create',
};

interface Wish {
  agendaId: number;
  patientId: number;
  start: string;
  treatments: { treatmentId: number; price: number }[];
}

/** The statements of a booking, in the round trips and the transaction that they have in the product; no rule is looked at. */
export async function book(
  database: Database,
  tenantId: string,
  { agendaId, patientId, start, treatments }: Wish,
): Promise<{ status: number; body?: string }> {
  const db = database.forTenant({ tenantId, timeZone: 'Europe/Rome', actor });
  const ids = treatments.map(({ treatmentId }) => treatmentId);
  const [, [agenda]] = await Promise.all([
    findPlanned(db, tenantId, ids),
    findBookable(db, tenantId, ids, { agendaId }),
  ]);
  await getPatient(db, tenantId, patientId);
  const { practitionerId, locationId } = agenda!;
  const resources = { practitioners: [practitionerId!], rooms: [] };
  const [from, to] = [Date.parse(start), Date.parse(start) + HALF_HOUR_MS];
  const row = await db.transaction(async (tx) => {
    await lockResources(tx, tenantId, resources);
    await expireHolds(tx, tenantId);
    await readBusy(tx, tenantId, resources, { from: from - DAY_MS, to: to + DAY_MS });
    const booked = await insertAppointment(tx, tenantId, {
      patient_id: patientId,
      agenda_id: agendaId,
      practitioner_id: practitionerId!,
      location_id: locationId,
      starts_at: start,
      ends_at: new Date(to).toISOString(),
      buffer_before_minutes: 0,
      buffer_after_minutes: 0,
      status: 'booked',
      origin: 'api',
      series_id: null,
      episode_id: null,
      hold_expires_at: null,
      arrived_at: null,
      started_at: null,
      completed_at: null,
      details: { treatments: [], resourceIds: [] },
    });
    await insertOccupancy(tx, tenantId, {
      appointmentId: booked.id,
      agendaId,
      resources,
      start: from,
      from,
      to,
      expiresAt: null,
    });
    return booked;
  });
  return { status: 201, body: JSON.stringify(row) };
}
