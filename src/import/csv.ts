import { pipeline, Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { problem } from '../api/catalogue/catalogue-input.ts';
import type { ErrorDetail } from '../platform/errors.ts';
import { CellError, type Column, columnOf, put } from './cells.ts';
import { FileError } from './file-error.ts';
import type { Importable, Row } from './importable.ts';
import type { FileOptions, FileRow } from './read-file.ts';

const DELIMITERS = [';', ',', '\t', '|'];
const MOST_HEADER_CHARACTERS = 100_000;

/**
 * Rows of a CSV file (RFC 4180) whose first line names members, such as `firstName` or `residence.zip`. Empty cells say
 * nothing. Lines may end as they like, and semicolons, tabs or bars may stand in the place of commas.
 * @throws FileError for columns that are no members, and for quotes that do not match
 */
export async function* readCsv(
  text: AsyncGenerator<string>,
  importable: Importable,
  options: FileOptions,
): AsyncGenerator<FileRow> {
  const { beginning, rest } = await readBeginning(text);
  const delimiter = options.delimiter ?? delimiterOf(beginning);
  const source = Readable.from(rest, { objectMode: false });
  const parser = parse({ delimiter, info: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  // A failure of either ends the other; it is thrown below.
  pipeline(source, parser, () => {});
  let columns: (Column | undefined)[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      if (!columns) {
        columns = columnsOf(record, importable, options);
        continue;
      }
      const line = info.lines - record.join('').split('\n').length + 1;
      if (record.every((cell) => cell === '')) continue;
      yield record.length === columns.length
        ? toFileRow(line, record, columns)
        : { line, problems: [problem('', 'column_count', `has ${record.length} cells, not ${columns.length}`)] };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new FileError(`The file is no CSV: ${error.message}.`);
    throw error;
  }
  if (!columns) throw new FileError('The file is empty: its first line names the columns.');
}

/** Reads until the first line is there. */
async function readBeginning(
  text: AsyncGenerator<string>,
): Promise<{ beginning: string; rest: AsyncIterable<string> }> {
  let beginning = '';
  while (!/[\r\n]/.test(beginning) && beginning.length < MOST_HEADER_CHARACTERS) {
    const { value, done } = await text.next();
    if (done) break;
    beginning += value;
  }
  async function* all() {
    yield beginning;
    yield* text;
  }
  return { beginning, rest: all() };
}

/** What separates the names of the first line, outside of quotes. */
function delimiterOf(beginning: string): string {
  const [line = ''] = beginning.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/);
  const count = (one: string) => line.split(one).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

function columnsOf(
  header: readonly string[],
  { name: resource, members }: Importable,
  { columns: renamed, dayFirst }: FileOptions,
): (Column | undefined)[] {
  const unused = [...renamed.keys()].find((name) => !header.includes(name));
  if (unused !== undefined) throw new FileError(`The file has no column "${unused}".`);
  const used = new Set<string>();
  return header.map((title) => {
    const name = renamed.get(title) ?? title;
    if (name === '') return undefined;
    const column = columnOf(members, name, { dayFirst });
    if (!column)
      throw new FileError(
        `"${name}" is no member of ${resource} that a column can have; use --columns "${title}=<member>", or "${title}=" to leave it out.`,
      );
    if (used.has(name)) throw new FileError(`Two columns are for "${name}".`);
    used.add(name);
    return column;
  });
}

function toFileRow(line: number, record: readonly string[], columns: readonly (Column | undefined)[]): FileRow {
  const row: Row = {};
  const problems: ErrorDetail[] = [];
  for (const [index, column] of columns.entries()) {
    const cell = record[index]!;
    if (!column || cell === '') continue;
    try {
      put(row, column.path, column.read(cell));
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      problems.push(problem(column.path.join('.'), error.code, error.message));
    }
  }
  return problems.length > 0 ? { line, problems } : { line, row };
}
