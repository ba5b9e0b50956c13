import type { SearchField } from '../search.ts';
import { externalIdField, flagField, idField, instantField, wordsField } from '../search-fields.ts';

/** What rooms and machines can be searched by. */
export const ROOM_FIELDS = {
  id: idField('r.id'),
  updatedAt: instantField('r.updated_at'),
  name: wordsField('r.name'),
  active: flagField('r.active'),
  locationId: idField('r.location_id'),
  externalId: externalIdField,
} satisfies Record<string, SearchField>;
