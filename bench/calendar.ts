import type pg from 'pg';
import { importAgendas } from '../src/api/agendas/agendas.service.ts';
import { importLocations } from '../src/api/locations/locations.service.ts';
import { importPractitioners } from '../src/api/practitioners/practitioners.service.ts';
import { importTreatments } from '../src/api/treatments/treatments.service.ts';
import type { Database } from '../src/platform/database/index.ts';
import { CALENDAR_TENANT, fillCalendarTenant } from './many-rows.ts';

const AGENDAS = 8;
export const DAYS = 31;
const BUSY = 2_000;

export interface Calendar {
  treatmentId: number;
  agendas: { id: number; practitionerId: number }[];
  patientIds: number[];
}

const everyDay = [1, 2, 3, 4, 5, 6, 7].map((dayOfWeek) => ({ dayOfWeek, start: '08:00', end: '20:00' }));
const common = { active: true, externalIds: [] };

/** A clinic of eight agendas that are open for twelve hours a day, and busy in the coming month. */
export async function fillCalendar(database: Database, superuser: pg.Client): Promise<Calendar> {
  await fillCalendarTenant(superuser);
  const tenant = database.forTenant({ tenantId: CALENDAR_TENANT, timeZone: 'Europe/Rome' });
  const calendar = await tenant.transaction(async (tx) => {
    const [locationId] = await importLocations(tx, CALENDAR_TENANT, [
      { name: 'Centro', timeZone: 'Europe/Rome', holidays: 'none', closures: [], ...common },
    ]);
    const practitionerIds = await importPractitioners(
      tx,
      CALENDAR_TENANT,
      Array.from({ length: AGENDAS }, (_, index) => ({
        firstName: 'Ada',
        lastName: `Neri ${index}`,
        specialties: [],
        ...common,
      })),
    );
    const [treatmentId] = await importTreatments(tx, CALENDAR_TENANT, [
      {
        code: 'V',
        name: 'Visita',
        branch: 'bench',
        durationMinutes: 30,
        bufferBeforeMinutes: 0,
        bufferAfterMinutes: 0,
        eligiblePractitioners: practitionerIds.map((id) => ({ id })),
        requiredResources: [],
        vat: { rate: 0, nature: 'N4' },
        requiresReferral: false,
        onlineBookable: true,
        ...common,
      },
    ]);
    const ids = await importAgendas(
      tx,
      CALENDAR_TENANT,
      practitionerIds.map((practitionerId, index) => ({
        name: `Agenda ${index}`,
        practitionerId,
        locationId: locationId!,
        timeZone: 'Europe/Rome',
        granularityMinutes: 15,
        onlineBookable: true,
        treatmentIds: [],
        openingHours: everyDay,
        exceptions: [],
        rules: {},
        ...common,
      })),
    );
    return {
      treatmentId: treatmentId!,
      agendas: ids.map((id, index) => ({ id, practitionerId: practitionerIds[index]! })),
    };
  });
  await superuser.query('set session_replication_role = replica');
  await superuser.query(busyTimes, [CALENDAR_TENANT, BUSY, AGENDAS]);
  await superuser.query('reset session_replication_role');
  const { rows } = await superuser.query('select id::int from patients where tenant_id = $1', [CALENDAR_TENANT]);
  return { ...calendar, patientIds: rows.map(({ id }) => id) };
}

/** About eight in each agenda on each day, of half an hour, on even hours. */
const busyTimes = `
  with times as (
    select g.id as agenda_id, g.practitioner_id, g.location_id, i,
           date_trunc('day', now()) + interval '1 day' * (1 + i / 8) + interval '7 hours' + interval '90 minutes' * (i % 8) as at
      from generate_series(0, $2::int / $3::int - 1) i, agendas g where g.tenant_id = $1
  ), booked as (
    insert into appointments (tenant_id, patient_id, agenda_id, practitioner_id, location_id, starts_at, ends_at, status, origin, details)
    select $1, (select min(id) from patients where tenant_id = $1) + i, agenda_id, practitioner_id, location_id, at,
           at + interval '30 minutes', 'booked', 'api', '{"treatments": [], "resourceIds": []}' from times
    returning id, agenda_id, practitioner_id, starts_at, ends_at
  )
  insert into occupancies (tenant_id, appointment_id, kind, resource_id, agenda_id, starts_at, blocked_from, blocked_to)
  select $1, id, 'practitioner', practitioner_id, agenda_id, starts_at, starts_at, ends_at from booked`;

const HALF_HOURS = 18;
const HALF_HOUR_MS = 1_800_000;

/** The `index`-th free time behind the busy month: an agenda and an instant; none is given twice. */
export function freeTime({ agendas }: Calendar, index: number): { agendaId: number; start: string } {
  const slot = Math.floor(index / agendas.length);
  const day = new Date(Date.now() + (DAYS + 9 + Math.floor(slot / HALF_HOURS)) * 86_400_000).toISOString().slice(0, 10);
  const start = Date.parse(`${day}T09:00:00Z`) + (slot % HALF_HOURS) * HALF_HOUR_MS;
  return { agendaId: agendas[index % agendas.length]!.id, start: new Date(start).toISOString() };
}
