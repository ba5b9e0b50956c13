import type { SubmitCall } from '../../console/page-route.ts';
import {
  columnsOf,
  countOf,
  type FieldSpec,
  type FormSpec,
  fieldsOf,
  namedFields,
  type RowsSpec,
  rowsIn,
  type Typed,
} from '../../pages/clinic/catalogue/form-spec.ts';

const MOST_ROWS = 200;

type Members = Record<string, unknown>;
/** Ids of treatments by their codes. */
type Codes = ReadonlyMap<string, number>;

const memberAt = (holder: Members, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Members | undefined)?.[name], holder);

/** What an object is, as it stands in the fields. */
export function typedOf(spec: FormSpec, item: Members, codes: Codes): Typed {
  const typed = new Map<string, readonly string[]>();
  for (const field of fieldsOf(spec)) {
    if (field.kind !== 'rows') {
      typed.set(field.name, textsOf(field, memberAt(item, field.name), codes));
      continue;
    }
    const rows = rowsOf(field, (item[field.name] ?? []) as Members[]);
    typed.set(countOf(field.name), [String(rows.length)]);
    rows.forEach((row, index) => {
      columnsOf(field, index).forEach(({ name }, column) => {
        const { name: member, kind } = field.columns[column]!;
        typed.set(name, textsOf({ kind }, row[member], codes));
      });
    });
  }
  return typed;
}

/** What a new object begins with. */
export const initiallyTyped = (spec: FormSpec): Typed =>
  new Map(fieldsOf(spec).map((field) => [field.name, 'initial' in field && field.initial ? [field.initial] : []]));

/** Things that differ by the day of the week alone are one row with several days. */
function rowsOf({ columns }: RowsSpec, members: readonly Members[]): Members[] {
  const days = columns.find(({ kind }) => kind === 'days')?.name;
  if (days === undefined) return [...members];
  const rows = new Map<string, { rest: Members; on: unknown[] }>();
  for (const { [days]: day, ...rest } of members) {
    const key = JSON.stringify(columns.map(({ name }) => rest[name]));
    rows.set(key, { rest, on: [...(rows.get(key)?.on ?? []), day] });
  }
  return [...rows.values()].map(({ rest, on }) => ({ ...rest, [days]: on }));
}

function textsOf({ kind }: Pick<FieldSpec, 'kind'>, value: unknown, codes: Codes): string[] {
  if (kind === 'yes') return value === true ? ['yes'] : [];
  if (value === undefined) return [];
  if (kind === 'codes') {
    const byId = new Map([...codes].map(([code, id]) => [id, code]));
    return [(value as number[]).map((id) => byId.get(id) ?? String(id)).join(', ')];
  }
  if (kind === 'list') return [(value as string[]).join(', ')];
  return [value].flat().map(String);
}

/** What was typed into the fields of a form that came back. */
export function readTyped(spec: FormSpec, { field, values }: Pick<SubmitCall, 'field' | 'values'>): Typed {
  const typed = new Map<string, readonly string[]>();
  for (const { kind, name } of fieldsOf(spec)) {
    if (kind !== 'rows') continue;
    const count = Number(field(countOf(name)));
    typed.set(countOf(name), [String(Number.isInteger(count) ? Math.min(Math.max(count, 0), MOST_ROWS) : 0)]);
  }
  for (const { name } of namedFields(spec, typed)) typed.set(name, values(name));
  return typed;
}

/** What a button of the form does to its rows: `add:openingHours` or `remove:openingHours.2`. */
export function rowsChanged(spec: FormSpec, typed: Typed, act: string): Typed | undefined {
  const [what, rows = '', row] = act.split(/[:.]/);
  const found = fieldsOf(spec).find((field): field is RowsSpec => field.kind === 'rows' && field.name === rows);
  if (!found) return undefined;
  if (what === 'add') {
    const count = Math.min(rowsIn(typed, rows) + 1, MOST_ROWS);
    return new Map(typed).set(countOf(rows), [String(count)]);
  }
  return what === 'remove' ? keepingRows(found, typed, (index) => String(index) !== row) : undefined;
}

const isEmpty = (texts: readonly string[] | undefined): boolean => (texts ?? []).every((text) => text === '');

/** Rows into which nobody typed anything are not meant. */
export function withoutEmptyRows(spec: FormSpec, typed: Typed): Typed {
  let left = typed;
  for (const rows of fieldsOf(spec)) {
    if (rows.kind !== 'rows') continue;
    const before = left;
    left = keepingRows(rows, before, (index) =>
      columnsOf(rows, index).some(({ name, kind }) => kind !== 'choice' && !isEmpty(before.get(name))),
    );
  }
  return left;
}

function keepingRows(rows: RowsSpec, typed: Typed, keep: (index: number) => boolean): Typed {
  const count = rowsIn(typed, rows.name);
  const kept = Array.from({ length: count }, (_, index) => index).filter(keep);
  const left = new Map([...typed].filter(([name]) => !name.startsWith(`${rows.name}.`)));
  kept.forEach((from, to) => {
    const names = columnsOf(rows, to);
    columnsOf(rows, from).forEach(({ name }, column) => {
      left.set(names[column]!.name, typed.get(name) ?? []);
    });
  });
  return left.set(countOf(rows.name), [String(kept.length)]);
}

export interface ReadForm {
  /** A patch of the object (RFC 7396): what is empty is null. */
  members: Members;
  /** Where the field stands in the form that a refusal names in the object. */
  fieldAt(path: string): string;
}

/** What the fields say, as the catalogue takes it; what cannot be understood stays text, for the catalogue to refuse. */
export function readForm(spec: FormSpec, typed: Typed, codes: Codes): ReadForm {
  const members: Members = {};
  const rowOf = new Map<string, number>();
  for (const field of fieldsOf(spec)) {
    if (field.kind !== 'rows') {
      put(members, field.name, readValue(field, typed.get(field.name) ?? [], codes) ?? null);
      continue;
    }
    const list = thingsIn(field, typed, codes);
    for (const [index, { row }] of list.entries()) rowOf.set(`${field.name}.${index}`, row);
    members[field.name] = list.length === 0 && field.absentWhenEmpty ? null : list.map(({ thing }) => thing);
  }
  for (const [name, value] of Object.entries(members)) if (isEmptied(value)) members[name] = null;
  return {
    members,
    fieldAt: (path) => path.replace(/^(\w+)\.(\d+)/, (at, name) => (rowOf.has(at) ? `${name}.${rowOf.get(at)}` : at)),
  };
}

/** A row is a thing, or one for each of its days; those of one day stand together, as they were read. */
function thingsIn(rows: RowsSpec, typed: Typed, codes: Codes): { thing: Members; row: number }[] {
  const days = rows.columns.find(({ kind }) => kind === 'days')?.name;
  const things = Array.from({ length: rowsIn(typed, rows.name) }, (_, row) => {
    const names = columnsOf(rows, row);
    const thing: Members = {};
    rows.columns.forEach((column, index) => {
      const texts = typed.get(names[index]!.name) ?? [];
      if (!isEmpty(texts)) thing[column.name] = readValue(column, texts, codes);
    });
    const on = days === undefined ? undefined : (thing[days] as unknown[] | undefined);
    return on ? on.map((day) => ({ thing: { ...thing, [days!]: day }, row })) : [{ thing, row }];
  }).flat();
  return days === undefined ? things : things.sort((a, b) => Number(a.thing[days]) - Number(b.thing[days]));
}

function put(members: Members, path: string, value: unknown): void {
  const [name, inner] = path.split('.') as [string, string | undefined];
  if (inner === undefined) members[name] = value;
  else members[name] = { ...(members[name] as Members | undefined), [inner]: value };
}

/** An object within the object of which nothing is left. */
const isEmptied = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((inner) => inner === null);

const wholeNumber = (text: string): number | string => (/^\d{1,15}$/.test(text) ? Number(text) : text);

function readValue({ kind }: FieldSpec, texts: readonly string[], codes: Codes): unknown {
  const text = texts[0] ?? '';
  if (kind === 'yes') return text === 'yes';
  if (kind === 'several' || kind === 'days') return texts.map(wholeNumber);
  if (kind === 'list') return wordsIn(text);
  if (kind === 'codes') return wordsIn(text).map((code) => codes.get(code) ?? code);
  if (text === '') return undefined;
  if (kind === 'whole' || kind === 'reference') return wholeNumber(text);
  if (kind === 'decimal') return /^\d{1,12}([.,]\d{1,6})?$/.test(text) ? Number(text.replace(',', '.')) : text;
  if (kind === 'time') return clockOf(text);
  return kind === 'letters' ? text.toUpperCase() : text;
}

const wordsIn = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** `9`, `9:30`, `9.30` and `0930` are times, too. */
function clockOf(text: string): string {
  const [, hour, minute = '00'] = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(text) ?? [];
  return hour === undefined ? text : `${hour.padStart(2, '0')}:${minute}`;
}
