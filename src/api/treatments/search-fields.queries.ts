import type { SearchField } from '../search.ts';
import { externalIdField, flagField, idField, instantField, textField, wordsField } from '../search-fields.ts';

/** What treatments can be searched by. */
export const TREATMENT_FIELDS = {
  id: idField('r.id'),
  updatedAt: instantField('r.updated_at'),
  name: wordsField('r.name'),
  code: textField('r.code'),
  branch: textField('r.branch'),
  active: flagField('r.active'),
  nomenclatureCode: textField(`r.details ->> 'nomenclatureCode'`),
  externalId: externalIdField,
} satisfies Record<string, SearchField>;
