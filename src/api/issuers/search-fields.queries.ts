import type { SearchField } from '../search.ts';
import { flagField, idField, instantField, textField, wordsField } from '../search-fields.ts';

/** What issuers can be searched by. */
export const ISSUER_FIELDS = {
  id: idField('r.id'),
  updatedAt: instantField('r.updated_at'),
  name: wordsField('r.name'),
  active: flagField('r.active'),
  vatNumber: textField('r.vat_number'),
} satisfies Record<string, SearchField>;
