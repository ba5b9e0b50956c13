import { namedSchemas } from '../api/schema.ts';

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
}

/** How the text of a cell is to be understood. */
export interface CellOptions {
  /** Dates are `DD/MM/YYYY`, beside `YYYY-MM-DD`. */
  dayFirst: boolean;
}

/** The text of a cell is not what its column needs. */
export class CellError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A column of a file: where its values go, and how they are read. */
export interface Column {
  path: readonly string[];
  read(text: string): unknown;
}

/**
 * The column of a member, such as `residence.zip` or `externalIds.0.value`.
 * @returns undefined when there is no such member, or none that fits in a cell
 */
export function columnOf(members: object, name: string, options: CellOptions): Column | undefined {
  const path = name.split('.');
  let schema = resolve(members as Schema);
  for (const part of path) {
    const next = schema.items ? (/^\d{1,3}$/.test(part) ? schema.items : undefined) : schema.properties?.[part];
    if (!next || (schema.properties && !Object.hasOwn(schema.properties, part))) return undefined;
    schema = resolve(next);
  }
  if (schema.properties || (schema.items && resolve(schema.items).properties)) return undefined;
  return { path, read: (text) => read(schema, text, options) };
}

/** Puts a value where a path leads to, making objects and lists on its way. */
export function put(target: Record<string, unknown>, [name, ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[name!] = value;
    return;
  }
  target[name!] ??= /^\d+$/.test(rest[0]!) ? [] : {};
  put(target[name!] as Record<string, unknown>, rest, value);
}

function resolve(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  return resolve((namedSchemas() as { $id?: string }[]).find(({ $id }) => `${$id}#` === schema.$ref) as Schema);
}

function read(schema: Schema, text: string, options: CellOptions): unknown {
  const { type, format, items } = schema;
  if (items)
    return text.split(',').flatMap((one) => (one.trim() === '' ? [] : [read(resolve(items), one.trim(), options)]));
  if (type === 'integer') return readInteger(text);
  if (type === 'number') return readNumber(text);
  if (type === 'boolean') return readBoolean(text);
  return format === 'date' ? readDate(text, options) : text;
}

function readInteger(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new CellError('invalid_number', `"${text}" is no whole number`);
  return Number(text);
}

/** Either sign separates decimals; what could separate thousands as well is refused. */
function readNumber(text: string): number {
  const compact = text.replace(/^€\s*|\s*€$/g, '').replaceAll(/[\s\u00a0']/g, '');
  const plain = /^-?\d+$/.test(compact)
    ? compact
    : /^-?\d{1,3}([.,]\d{3})+$/.test(compact) && !/^-?\d+[.,]\d+[.,]/.test(compact)
      ? undefined
      : /^-?(\d+|\d{1,3}(\.\d{3})+),\d+$/.test(compact)
        ? compact.replaceAll('.', '').replace(',', '.')
        : /^-?(\d+|\d{1,3}(,\d{3})+)\.\d+$/.test(compact)
          ? compact.replaceAll(',', '')
          : Number.NaN;
  if (plain === undefined)
    throw new CellError(
      'ambiguous_number',
      `"${text}" may be thousands or decimals; write it without a separator, or with two decimals`,
    );
  const number = Number(plain);
  if (Number.isNaN(number)) throw new CellError('invalid_number', `"${text}" is no number`);
  return number;
}

const YES = ['true', '1', 'yes', 'y', 'si', 'sì', 's', 'vero'];
const NO = ['false', '0', 'no', 'n', 'falso'];

function readBoolean(text: string): boolean {
  const word = text.toLowerCase();
  if (YES.includes(word)) return true;
  if (NO.includes(word)) return false;
  throw new CellError('invalid_boolean', `"${text}" is neither yes nor no`);
}

function readDate(text: string, { dayFirst }: CellOptions): string {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  if (year === undefined) return text;
  if (!dayFirst)
    throw new CellError(
      'ambiguous_date',
      `"${text}" may begin with the day or the month; write YYYY-MM-DD, or use --dates dmy`,
    );
  return `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
}
