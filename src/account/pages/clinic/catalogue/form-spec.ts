import type { Messages } from '../../messages.ts';

type Words = Messages['catalogueForm'];

/**
 * How a field is typed: `letters` are written large, `list` is words with commas between, `codes` are those of treatments,
 * `reference` and `several` choose objects by their numbers.
 */
type FieldKind =
  | 'text'
  | 'letters'
  | 'long'
  | 'whole'
  | 'decimal'
  | 'day'
  | 'time'
  | 'list'
  | 'yes'
  | 'choice'
  | 'reference'
  | 'several'
  | 'days'
  | 'codes';

/** What can be chosen: words of the messages, or what the clinic has. */
export type OptionSource =
  | keyof Words['choices']
  | 'practitioners'
  | 'locations'
  | 'rooms'
  | 'treatments'
  | 'treatmentCodes'
  | 'accounts';

export interface FieldSpec {
  /** Where it stands in the object, such as `vat.rate`; in a row, where it stands in that. */
  name: string;
  kind: FieldKind;
  label: keyof Words['labels'];
  hint?: keyof Words['hints'];
  optional?: true;
  options?: OptionSource;
  /** What a new object begins with. */
  initial?: string;
}

/** A list of things in the object, each a row of fields; rows are added and removed with buttons. */
export interface RowsSpec {
  name: string;
  kind: 'rows';
  label: keyof Words['labels'];
  hint?: keyof Words['hints'];
  columns: readonly FieldSpec[];
  /** Without rows the object has no such member, which means something else than an empty one. */
  absentWhenEmpty?: true;
}

export interface SectionSpec {
  heading?: keyof Words['headings'];
  fields: readonly (FieldSpec | RowsSpec)[];
}

export type FormSpec = readonly SectionSpec[];

/** What stands in the fields, by their names; of a row `openingHours.0.start`. */
export type Typed = ReadonlyMap<string, readonly string[]>;

/** Under this name stands how many rows there are. */
export const countOf = (rows: string): string => `count:${rows}`;
export const rowsIn = (typed: Typed, rows: string): number => Number(typed.get(countOf(rows))?.[0] ?? 0);

export const fieldsOf = (spec: FormSpec): readonly (FieldSpec | RowsSpec)[] => spec.flatMap(({ fields }) => fields);

/** The fields as they are named in the form, those of each row with its number. */
export function namedFields(spec: FormSpec, typed: Typed): FieldSpec[] {
  return fieldsOf(spec).flatMap((field) =>
    field.kind === 'rows'
      ? Array.from({ length: rowsIn(typed, field.name) }, (_, row) => columnsOf(field, row)).flat()
      : [field],
  );
}

export const columnsOf = ({ name, columns }: RowsSpec, row: number): FieldSpec[] =>
  columns.map((column) => ({ ...column, name: `${name}.${row}.${column.name}` }));
