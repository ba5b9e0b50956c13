import { epochOf } from '../availabilities/zone-day.ts';
import type { AppointmentRow } from './appointments.queries.ts';

/** The appointment as it is, at another time. The length stays unless the agenda or the end are told. */
export function wishOf(row: AppointmentRow, to: { start: string; end?: string; agendaId: number }) {
  const length = Date.parse(row.ends_at) - Date.parse(row.starts_at);
  const sameAgenda = to.agendaId === row.agenda_id;
  const kept = new Date(epochOf(to.start) + length).toISOString();
  return {
    ...row.details,
    treatments: row.details.treatments.map(({ treatmentId }) => ({ treatmentId })),
    agendaId: to.agendaId,
    ...(row.episode_id !== null && { episodeId: row.episode_id }),
    start: to.start,
    ...(to.end !== undefined ? { end: to.end } : sameAgenda && { end: kept }),
  };
}
