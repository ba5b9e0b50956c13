import { type Html, html } from '../../../../platform/html.ts';
import { submitButton } from '../../components/button.ts';
import { picksField, selectField, tickBox } from '../../components/choice.ts';
import { errorSummary } from '../../components/error-summary.ts';
import { dateField, digitsField, textField } from '../../components/field.ts';
import { type FormTarget, form } from '../../components/form.ts';
import { textArea } from '../../components/text-area.ts';
import type { PageContext } from '../../layout.ts';
import { type Messages, messages } from '../../messages.ts';
import {
  columnsOf,
  countOf,
  type FieldSpec,
  type FormSpec,
  type OptionSource,
  type RowsSpec,
  rowsIn,
  type Typed,
} from './form-spec.ts';
import { decimalIn } from './listing.ts';
import { type FieldProblem, problemsOf } from './problems.ts';

/** Something to choose; what is not active any more can only stay chosen. */
export interface Option {
  value: string;
  words: string;
  active: boolean;
}
export type Options = Partial<Record<OptionSource, readonly Option[]>>;

export type CatalogueForm = FormTarget & {
  context: PageContext;
  spec: FormSpec;
  typed: Typed;
  /** Of the object that is changed; none of a new one. */
  version?: number | undefined;
  options: Options;
  problems?: readonly FieldProblem[];
  submit: string;
};

/** The summary of what is wrong, to stand above the form; and the form. */
export function catalogueForm(page: CatalogueForm): { summary: Html | false; form: Html } {
  const { context, spec, typed, version, submit } = page;
  const text = messages[context.language];
  const { catalogueForm: words } = text;
  const { errors, title } = problemsOf(page, text);
  const errorOf = (name: string) => errors.find(({ field }) => field === name)?.message;
  const show = (field: FieldSpec) => oneField(page, text, field, errorOf(field.name));
  return {
    summary:
      errors.length > 0 &&
      errorSummary({
        title,
        errors: errors.map(({ label, message, ...error }) => ({
          ...error,
          message: label === undefined ? message : `${label}: ${message}`,
        })),
        autofocus: true,
      }),
    form: form(
      context,
      page,
      html`
<button type="submit" name="do" value="save" class="visually-hidden" tabindex="-1" aria-hidden="true"></button>
${spec.map(
  ({ heading, fields }) => html`
${heading && html`<h2>${words.headings[heading]}</h2>`}
${fields.map((field) => (field.kind === 'rows' ? rowsField(text, typed, field, show, errorOf(field.name)) : show(field)))}`,
)}
<div class="actions">${submitButton({ label: submit, kind: 'primary', name: 'do', value: 'save' })}</div>
${version !== undefined && html`<input type="hidden" name="version" value="${version}">`}`,
    ),
  };
}

function rowsField(
  { catalogueForm: words }: Messages,
  typed: Typed,
  rows: RowsSpec,
  show: (field: FieldSpec) => Html,
  error: string | undefined,
): Html {
  const { name, label, hint } = rows;
  const count = rowsIn(typed, name);
  return html`
<fieldset class="entries" id="${name}" tabindex="-1">
<legend>${words.labels[label]}</legend>
${hint && html`<p class="hint">${words.hints[hint]}</p>`}
${error && html`<p class="field-error">${error}</p>`}
<input type="hidden" name="${countOf(name)}" value="${count}">
${Array.from(
  { length: count },
  (_, row) => html`
<div class="entry" role="group" aria-label="${words.row(row + 1)}">
${columnsOf(rows, row).map(show)}
${submitButton({ label: html`${words.remove}<span class="visually-hidden"> ${words.row(row + 1)}</span>`, kind: 'quiet', name: 'do', value: `remove:${name}.${row}` })}
</div>`,
)}
${submitButton({ label: words.add, kind: 'secondary', name: 'do', value: `add:${name}` })}
</fieldset>`;
}

function oneField(page: CatalogueForm, text: Messages, field: FieldSpec, error: string | undefined): Html {
  const { name, kind, optional, hint } = field;
  const { catalogueForm: words } = text;
  const values = page.typed.get(name) ?? [];
  const value = values[0] ?? '';
  const common = {
    name,
    label: optional ? words.optional(words.labels[field.label]) : words.labels[field.label],
    autocomplete: 'off',
    value,
    ...(optional && { optional }),
    ...(hint && { hint: words.hints[hint] }),
    ...(error && { error }),
  };
  switch (kind) {
    case 'yes':
      return tickBox({ ...common, label: words.labels[field.label], value: 'yes', checked: value === 'yes' });
    case 'choice':
    case 'reference':
      return selectField({ ...common, options: choicesOf(page, text, field, values) });
    case 'several':
      return picksField({ ...common, values, options: optionsOf(page, text, field, values) });
    case 'days':
      return picksField({ ...common, values, options: Object.entries(words.weekdays) });
    case 'long':
      return textArea(common);
    case 'day':
      return dateField(common);
    case 'whole':
    case 'time':
      return digitsField(common, 'numeric');
    case 'decimal':
      return digitsField({ ...common, value: decimalIn(page.context.language, value) }, 'decimal');
    case 'letters':
      return digitsField(common, 'text');
    default:
      return textField(common);
  }
}

/** What can be chosen, after nothing when that may be. */
function choicesOf(page: CatalogueForm, text: Messages, field: FieldSpec, values: readonly string[]) {
  const options = optionsOf(page, text, field, values);
  const { catalogueForm: words } = text;
  if (field.optional) return [['', words.nothing] as const, ...options];
  return field.kind === 'reference' ? [['', words.choose] as const, ...options] : options;
}

function optionsOf(
  { options }: CatalogueForm,
  { catalogueForm: words }: Messages,
  { options: source }: FieldSpec,
  values: readonly string[],
): (readonly [string, string])[] {
  if (source === undefined) return [];
  if (source in words.choices) return Object.entries(words.choices[source as keyof typeof words.choices]);
  return (options[source] ?? [])
    .filter(({ active, value }) => active || values.includes(value))
    .map((option) => [option.value, option.active ? option.words : words.inactive(option.words)] as const);
}
