import type { Comparison, SearchField, SearchOptions } from '../search.ts';
import { dateField, idField, instantField, textField, wordsField } from '../search-fields.ts';
import { nameKeyOf, prefixEnd, type SearchKind, wordsOf } from './patients.search.ts';

const MOST_WORDS = 20;

type Parameter = (value: unknown) => string;

/**
 * Those who have such a key.
 * @param apart so that the keys are looked up by themselves: PostgreSQL cannot know where their patients stand in a list, and else may
 *   go through it in its order and look at all keys of each patient
 */
function keyed(kind: SearchKind, range: string, { apart = false } = {}): string {
  const id = apart ? 'patient_id + 0' : 'patient_id';
  return `r.id in (select ${id} from patient_search_keys where tenant_id = $1 and kind = '${kind}' and ${range})`;
}

/** None of a text with more words than any name has: each is a condition of its own. */
function fewWordsOf(text: string): string[] {
  const words = [...new Set(wordsOf(text))];
  return words.length > MOST_WORDS ? [] : words;
}

/** Whoever has a word in the name that begins with each of these. */
function havingWords(text: string, parameter: Parameter, { sorted }: SearchOptions): string {
  const words = fewWordsOf(text);
  if (words.length === 0) return 'false';
  return words.map((word) => keyed('name', beginning(word, parameter), { apart: sorted })).join(' and ');
}

const beginning = (text: string, parameter: Parameter) =>
  `key >= ${parameter(text)} and key < ${parameter(prefixEnd(text))}`;
const holding = (text: string, parameter: Parameter) => `strpos(key, ${parameter(text)}) > 0`;

/** A part of the name, which has a key of its own: no patient is read to find one. */
function nameField(kind: 'family' | 'given', column: string): SearchField {
  return (comparison, parameter, { sorted }) => {
    if (comparison.op !== 'starts' && comparison.op !== 'contains' && comparison.op !== 'exact')
      return wordsField(column)(comparison, parameter, { sorted });
    const { op, text } = comparison;
    const key = nameKeyOf(text);
    if (key === '') return 'false';
    if (op === 'contains') return keyed(kind, holding(key, parameter), { apart: true });
    if (op === 'starts') return keyed(kind, beginning(key, parameter), { apart: sorted });
    return `(${keyed(kind, `key = ${parameter(key)}`, { apart: sorted })} and ${column} = ${parameter(text)})`;
  };
}

/** Words anywhere in the name, in any order. */
const anyName: SearchField = (comparison, parameter, options) => {
  if (comparison.op === 'starts') return havingWords(comparison.text, parameter, options);
  const whole = () => wordsField(`r.first_name || ' ' || r.last_name`)(comparison, parameter, options);
  if (comparison.op === 'exact') return `(${havingWords(comparison.text, parameter, options)} and ${whole()})`;
  if (comparison.op !== 'contains') return whole();
  const words = fewWordsOf(comparison.text);
  const keys = words.map((word) => keyed('name', holding(word, parameter), { apart: true }));
  if (keys.length < 2) return keys[0] ?? 'false';
  return `(${[...keys, whole()].join(' and ')})`;
};

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
  family: nameField('family', 'r.last_name'),
  given: nameField('given', 'r.first_name'),
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
