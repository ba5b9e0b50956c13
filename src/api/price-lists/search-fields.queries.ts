import type { SearchField } from '../search.ts';
import { flagField, idField, instantField, periodField, textField, wordsField } from '../search-fields.ts';

/** What the payers of price lists can be searched by. */
export const PAYER_FIELDS = {
  id: idField('r.id'),
  updatedAt: instantField('r.updated_at'),
  name: wordsField(`r.details -> 'payer' ->> 'name'`),
  active: flagField('r.active'),
  payerCode: textField('r.payer_code'),
} satisfies Record<string, SearchField>;

/** What prices can be searched by. */
export const PRICE_FIELDS = {
  id: idField('r.id'),
  updatedAt: instantField('r.updated_at'),
  priceListId: idField('r.price_list_id'),
  treatmentId: idField('r.treatment_id'),
  practitionerId: idField('r.practitioner_id'),
  validity: periodField(`coalesce(r.valid_from, '-infinity'::date)`, 'r.valid_to'),
} satisfies Record<string, SearchField>;
