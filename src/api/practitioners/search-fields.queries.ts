import type { SearchField } from '../search.ts';
import { externalIdField, flagField, idField, instantField, textField, wordsField } from '../search-fields.ts';

/** What practitioners can be searched by. */
export const PRACTITIONER_FIELDS = {
  id: idField('r.id'),
  updatedAt: instantField('r.updated_at'),
  family: wordsField('r.last_name'),
  given: wordsField('r.first_name'),
  name: wordsField(`r.first_name || ' ' || r.last_name`),
  active: flagField('r.active'),
  registerNumber: textField(`r.details ->> 'registerNumber'`),
  externalId: externalIdField,
} satisfies Record<string, SearchField>;
