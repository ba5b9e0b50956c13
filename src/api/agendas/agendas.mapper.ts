import { commonOf } from '../pages.ts';
import type { AgendaRow, BookableRow, insertAgendas } from './agendas.queries.ts';
import type { Agenda, AgendaInput } from './agendas.schema.ts';
import type { BookableAgenda } from './bookable-agenda.ts';

export function toAgenda(row: AgendaRow): Agenda {
  return {
    openingHours: [],
    exceptions: [],
    rules: {},
    ...commonOf(row),
    name: row.name,
    resourceKind: row.practitioner_id === null ? row.room_kind! : 'practitioner',
    locationId: row.location_id,
    timeZone: row.time_zone,
    granularityMinutes: row.granularity_minutes,
    onlineBookable: row.online_bookable,
    active: row.active,
    treatmentIds: row.treatment_ids,
    ...(row.practitioner_id !== null && { practitionerId: row.practitioner_id }),
    ...(row.room_id !== null && { roomId: row.room_id }),
  };
}

export function toValues(agenda: AgendaInput): Parameters<typeof insertAgendas>[2][number] {
  const { name, practitionerId, locationId, roomId, timeZone, granularityMinutes, ...rest } = agenda;
  const { onlineBookable, active, treatmentIds, ...details } = rest;
  return {
    name,
    practitioner_id: practitionerId ?? null,
    location_id: locationId,
    room_id: roomId ?? null,
    time_zone: timeZone,
    granularity_minutes: granularityMinutes,
    online_bookable: onlineBookable,
    active,
    treatment_ids: treatmentIds,
    details,
  };
}

export function toBookable(row: BookableRow): BookableAgenda {
  const { openingHours = [], exceptions = [], rules = {} } = row.details as Partial<Agenda>;
  const location = row.location_details as Partial<BookableAgenda['location']>;
  return {
    id: row.id,
    practitionerId: row.practitioner_id ?? undefined,
    locationId: row.location_id,
    roomId: row.room_id ?? undefined,
    timeZone: row.time_zone,
    granularityMinutes: row.granularity_minutes,
    onlineBookable: row.online_bookable,
    usable: row.usable,
    offersTreatments: row.offers,
    openingHours,
    exceptions,
    rules,
    location: {
      openingHours: location.openingHours,
      holidays: location.holidays ?? 'none',
      closures: location.closures ?? [],
    },
  };
}
