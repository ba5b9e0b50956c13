import type { Messages } from '../../messages.ts';
import { type FieldSpec, type FormSpec, fieldsOf, namedFields, type RowsSpec, type Typed } from './form-spec.ts';

/** What is wrong with a field: a code of the refusal; what somebody else stored there meanwhile, or that it is the same. */
export type FieldProblem = { field: string } & ({ code: string } | { stored: string } | { same: true });

type Words = Messages['catalogueForm']['problems'];

/** Codes of refusals that have words; all others are said in general. */
const WORDS: Record<string, keyof Words> = {
  required: 'required',
  invalid_minLength: 'required',
  invalid_pattern: 'written',
  invalid_format: 'written',
  invalid_maxLength: 'tooLong',
  invalid_type: 'number',
  invalid_minimum: 'range',
  invalid_maximum: 'range',
  out_of_range: 'range',
  invalid_enum: 'choose',
  invalid_minItems: 'choose',
  invalid_maxItems: 'tooMany',
  before_start: 'order',
  invalid_time_zone: 'timeZone',
  invalid_phone: 'phone',
  not_found: 'gone',
  duplicate: 'twice',
  taken: 'taken',
  too_precise: 'cents',
  not_the_price: 'shares',
};

export const CODES_WITH_WORDS: readonly string[] = Object.keys(WORDS);

interface Form {
  spec: FormSpec;
  typed: Typed;
  problems?: readonly FieldProblem[];
}

/** Every problem in words, each once, with the field that it stands beside; fields come in their order. */
export function problemsOf(
  { spec, typed, problems = [] }: Form,
  { catalogueForm: words }: Messages,
): { title: string; errors: { field?: string; label?: string; message: string }[] } {
  const fields = [...namedFields(spec, typed), ...fieldsOf(spec).filter(({ kind }) => kind === 'rows')];
  const placed = problems.map((problem) => {
    const at = fields.find(({ name }) => problem.field === name || problem.field.startsWith(`${name}.`));
    return {
      at: at ? fields.indexOf(at) : fields.length,
      message: wordsOf(problem, at?.kind, words),
      ...(at && { field: at.name, label: labelOf(at, words) }),
    };
  });
  placed.sort((a, b) => a.at - b.at);
  const errors = placed.filter(
    ({ field }, index) => field === undefined || placed.findIndex((one) => one.field === field) === index,
  );
  return {
    title: problems.some((problem) => 'code' in problem) ? words.wrong : words.conflict,
    errors: errors.map(({ at: _at, ...error }) => error),
  };
}

/** What the field is called; in which row it is, too. */
function labelOf({ name, label }: FieldSpec | RowsSpec, words: Messages['catalogueForm']): string {
  const row = /^\w+\.(\d+)\./.exec(name)?.[1];
  return row === undefined ? words.labels[label] : `${words.labels[label]}, ${words.row(Number(row) + 1)}`;
}

function wordsOf(problem: FieldProblem, kind: string | undefined, words: Messages['catalogueForm']): string {
  if ('same' in problem) return words.sameElsewhere;
  if ('stored' in problem) return words.storedNow(problem.stored);
  const word = WORDS[problem.code] ?? 'other';
  if (word !== 'number') return words.problems[word];
  return words.problems[kind === 'codes' ? 'codes' : kind === 'reference' ? 'choose' : word];
}
