import type { SearchField } from '../search.ts';
import { externalIdField, idField, instantField, textField } from '../search-fields.ts';

/** One of the treatments that it is for. */
const treatment: SearchField = (comparison, parameter) => {
  if (comparison.op !== 'in') throw new Error(`treatments are not looked at with ${comparison.op}`);
  return `exists (select from jsonb_array_elements(r.details -> 'treatments') t
                   where (t ->> 'treatmentId')::bigint = any (${parameter(comparison.values)}::bigint[]))`;
};

/** One of the rooms and machines that it takes up. */
const resource: SearchField = (comparison, parameter) => {
  if (comparison.op !== 'in') throw new Error(`rooms are not looked at with ${comparison.op}`);
  return `exists (select from jsonb_array_elements_text(r.details -> 'resourceIds') o
                   where o::bigint = any (${parameter(comparison.values)}::bigint[]))`;
};

/** What appointments can be searched by. */
export const APPOINTMENT_FIELDS = {
  id: idField('r.id'),
  updatedAt: instantField('r.updated_at'),
  start: instantField('r.starts_at'),
  patientId: idField('r.patient_id'),
  practitionerId: idField('r.practitioner_id'),
  locationId: idField('r.location_id'),
  roomId: resource,
  agendaId: idField('r.agenda_id'),
  episodeId: idField('r.episode_id'),
  status: textField('r.status'),
  treatmentId: treatment,
  cancelReason: textField(`r.details -> 'cancel' ->> 'reason'`),
  externalId: externalIdField,
} satisfies Record<string, SearchField>;
