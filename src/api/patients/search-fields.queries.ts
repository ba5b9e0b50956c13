import type { Comparison, SearchField } from '../search.ts';
import { dateField, idField, instantField, textField, wordsField } from '../search-fields.ts';
import { prefixEnd, type SearchKind, wordsOf } from './patients.search.ts';

type Parameter = (value: unknown) => string;

const keyed = (kind: SearchKind, range: string) =>
  `r.id in (select patient_id from patient_search_keys where tenant_id = $1 and kind = '${kind}' and ${range})`;

/** Whoever has a word in the name that begins with each of these. */
function havingWords(text: string, parameter: Parameter): string {
  const words = wordsOf(text);
  if (words.length === 0) return 'false';
  const ranges = words.map((word) =>
    keyed('name', `key >= ${parameter(word)} and key < ${parameter(prefixEnd(word))}`),
  );
  return ranges.join(' and ');
}

/** A part of the name. The keys, which are of the whole name, find few to look at. */
function nameField(column: string): SearchField {
  const plain = wordsField(column);
  return (comparison, parameter) => {
    const { op } = comparison;
    if (op !== 'starts' && op !== 'exact') return plain(comparison, parameter);
    const words = havingWords(comparison.text, parameter);
    if (op === 'exact') return `(${words} and ${plain(comparison, parameter)})`;
    // Most names have no accents: they are known without being folded, which costs ten times as much.
    const plainly = `starts_with(lower(${column}), lower(${parameter(comparison.text)}))`;
    return `(${words} and (${plainly} or ${plain(comparison, parameter)}))`;
  };
}

/** Words anywhere in the name, in any order. */
const anyName: SearchField = (comparison, parameter) =>
  comparison.op === 'starts'
    ? havingWords(comparison.text, parameter)
    : wordsField(`r.first_name || ' ' || r.last_name`)(comparison, parameter);

/** What only the search keys hold. */
function keyField(kind: SearchKind): SearchField {
  return (comparison: Comparison, parameter) => {
    if (comparison.op === 'missing') return `not ${keyed(kind, 'patient_id = r.id')}`;
    if (comparison.op !== 'in') throw new Error(`keys are not looked at with ${comparison.op}`);
    return keyed(kind, `key = any (${parameter(comparison.values)}::text[])`);
  };
}

/** What patients can be searched by. */
export const PATIENT_FIELDS = {
  id: idField('r.id'),
  updatedAt: instantField('r.updated_at'),
  family: nameField('r.last_name'),
  given: nameField('r.first_name'),
  name: anyName,
  birthDate: dateField('r.birth_date'),
  sex: textField('r.sex'),
  fiscalCode: textField('r.fiscal_code'),
  fiscalCodeType: textField('r.fiscal_code_type'),
  externalId: keyField('external'),
  phone: keyField('phone'),
  email: keyField('email'),
  archivedAt: instantField('r.archived_at'),
  deceasedAt: instantField('r.deceased_at'),
  mergedIntoId: idField('r.merged_into_id'),
} satisfies Record<string, SearchField>;
