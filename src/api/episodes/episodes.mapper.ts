import { withoutNull } from '../pages.ts';
import type { EpisodeRow, EpisodeValues } from './episodes.queries.ts';
import type { Episode, EpisodeInput } from './episodes.schema.ts';

/** A row as the API answers it. Absent values are left out. */
export function toEpisode(row: EpisodeRow): Episode {
  return withoutNull({
    diagnoses: [],
    externalIds: [],
    ...row.details,
    id: row.id,
    version: row.version,
    patientId: row.patient_id,
    title: row.title,
    status: row.status,
    statusHistory: row.status_history,
    start: row.starts_on,
    end: row.ends_on,
    responsiblePractitionerId: row.responsible_practitioner_id,
    usedSessions: row.used_sessions,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }) as Episode;
}

/** The values of a row that stay as they are, to be changed in part. */
export function valuesOf(row: EpisodeRow): EpisodeValues {
  const { patient_id, title, status, status_reason, starts_on, ends_on, responsible_practitioner_id, details } = row;
  return { patient_id, title, status, status_reason, starts_on, ends_on, responsible_practitioner_id, details };
}

/** What a caller's input decides; the status is decided by actions. */
export function describedBy(input: EpisodeInput): Omit<EpisodeValues, 'status' | 'status_reason'> {
  const { diagnoses, referral, payerCode, authorisedSessions, notes, externalIds } = input;
  const members = { diagnoses, referral, payerCode, authorisedSessions, notes, externalIds };
  return {
    patient_id: input.patientId,
    title: input.title.trim(),
    starts_on: input.start,
    ends_on: input.end ?? null,
    responsible_practitioner_id: input.responsiblePractitionerId ?? null,
    details: Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)),
  };
}
