import type { Language } from '../../../platform/i18n.ts';
import type { Options } from '../../pages/clinic/catalogue/catalogue-form.ts';
import {
  countOf,
  type FieldSpec,
  type FormSpec,
  fieldsOf,
  namedFields,
  type Typed,
} from '../../pages/clinic/catalogue/form-spec.ts';
import { decimalIn } from '../../pages/clinic/catalogue/listing.ts';
import type { FieldProblem } from '../../pages/clinic/catalogue/problems.ts';
import { messages } from '../../pages/messages.ts';

/**
 * Where something else is stored by now than what was typed, in words. A row cannot be told from another, so that rows are
 * told as a whole.
 */
export function differences(
  language: Language,
  spec: FormSpec,
  typed: Typed,
  stored: Typed,
  options: Options,
): FieldProblem[] {
  const { choices, weekdays } = messages[language].catalogueForm;

  function wordsFor({ kind, options: source }: FieldSpec, value: string): string {
    if (kind === 'yes') return '✓';
    if (kind === 'decimal') return decimalIn(language, value);
    if (kind === 'days') return weekdays[value as unknown as keyof typeof weekdays] ?? value;
    if (source === undefined) return value;
    const fixed: Record<string, string> | undefined = choices[source as keyof typeof choices];
    return fixed?.[value] ?? options[source]?.find((option) => option.value === value)?.words ?? value;
  }

  const told = (of: Typed, field: FieldSpec) =>
    (of.get(field.name) ?? [])
      .filter((value) => value !== '')
      .map((value) => wordsFor(field, value))
      .join(', ');

  const problems = fieldsOf(spec).flatMap((field): FieldProblem[] => {
    if (field.kind !== 'rows') {
      const now = told(stored, field);
      return now === told(typed, field) ? [] : [{ field: field.name, stored: now }];
    }
    const rows = (of: Typed) =>
      namedFields([{ fields: [field] }], of)
        .map((column) => told(of, column))
        .filter(Boolean)
        .join(' ');
    const count = countOf(field.name);
    const same = rows(stored) === rows(typed) && stored.get(count)?.[0] === typed.get(count)?.[0];
    return same ? [] : [{ field: field.name, stored: rows(stored) }];
  });
  // Somebody else changed another part of it, or stored the very same: the page still has to say why it came back.
  return problems.length > 0 ? problems : [{ field: '', same: true }];
}
