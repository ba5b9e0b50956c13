import type { SearchField } from '../search.ts';
import { externalIdField, flagField, idField, instantField, wordsField } from '../search-fields.ts';

/** What locations can be searched by. */
export const LOCATION_FIELDS = {
  id: idField('r.id'),
  updatedAt: instantField('r.updated_at'),
  name: wordsField('r.name'),
  active: flagField('r.active'),
  city: wordsField(`r.details -> 'address' ->> 'municipality'`),
  externalId: externalIdField,
} satisfies Record<string, SearchField>;
