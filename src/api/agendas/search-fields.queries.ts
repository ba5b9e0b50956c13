import type { SearchField } from '../search.ts';
import { externalIdField, flagField, idField, instantField, wordsField } from '../search-fields.ts';
import { offers } from './agendas.queries.ts';

/** The treatments that can be booked in an agenda. */
const offering: SearchField = (comparison, parameter) => {
  if (comparison.op === 'missing')
    return `not exists (select from treatments wanted where wanted.tenant_id = $1 and ${offers('wanted.id')})`;
  if (comparison.op !== 'in') throw new Error(`treatments are not looked at with ${comparison.op}`);
  return `exists (select from unnest(${parameter(comparison.values)}::bigint[]) as wanted (id) where ${offers('wanted.id')})`;
};

/** What agendas can be searched by. */
export const AGENDA_FIELDS = {
  id: idField('r.id'),
  updatedAt: instantField('r.updated_at'),
  name: wordsField('r.name'),
  active: flagField('r.active'),
  practitionerId: idField('r.practitioner_id'),
  locationId: idField('r.location_id'),
  roomId: idField('r.room_id'),
  treatmentId: offering,
  externalId: externalIdField,
} satisfies Record<string, SearchField>;
