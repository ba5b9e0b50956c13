import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { problem } from '../api/catalogue/catalogue-input.ts';
import type { ErrorDetail } from '../platform/errors.ts';
import { readCsv } from './csv.ts';
import { FileError } from './file-error.ts';
import type { Importable, Row } from './importable.ts';

export interface FileOptions {
  encoding: string;
  /** Found in the first line when undefined. */
  delimiter: string | undefined;
  dayFirst: boolean;
  /** Members by the header of their column; an empty one leaves a column out. */
  columns: ReadonlyMap<string, string>;
}

/** A row of a file with the line that it begins on, or what is wrong with it. */
export interface FileRow {
  line: number;
  row?: Row;
  problems?: readonly ErrorDetail[];
}

const FORMATS = ['.csv', '.json', '.ndjson', '.jsonl'];
/** A list in one piece is in memory whole, several times over. */
const MOST_JSON_CHARACTERS = 50_000_000;

/**
 * The rows of a file, read as they are needed: CSV, JSON (one list), or NDJSON (an object a line), as its name ends.
 * @throws FileError for a file that is none of these
 */
export function readFileRows(path: string, importable: Importable, options: FileOptions): AsyncIterable<FileRow> {
  const format = extname(path).toLowerCase();
  if (!FORMATS.includes(format)) throw new FileError(`A file to import ends with one of ${FORMATS.join(', ')}.`);
  const text = decoded(path, options.encoding);
  if (format === '.csv') return readCsv(text, importable, options);
  return format === '.json' ? readJson(text) : readLines(text);
}

/** The text of a file, without byte order mark. */
async function* decoded(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = newDecoder(encoding);
  const failed = (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw new FileError(`The file is not ${decoder.encoding}; name its encoding, such as --encoding windows-1252.`);
    throw error.syscall ? new FileError(`The file cannot be read: ${error.message}.`) : error;
  };
  try {
    for await (const chunk of createReadStream(path)) yield decoder.decode(chunk as Buffer, { stream: true });
    yield decoder.decode();
  } catch (error) {
    failed(error as NodeJS.ErrnoException);
  }
}

function newDecoder(encoding: string) {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new FileError(`There is no encoding "${encoding}"; such as utf-8 or windows-1252.`);
  }
}

async function* readJson(text: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let whole = '';
  for await (const chunk of text) {
    whole += chunk;
    if (whole.length > MOST_JSON_CHARACTERS)
      throw new FileError('A list of JSON may have 50 MB; write one object a line into a file that ends with .ndjson.');
  }
  const list = parse(whole);
  if (!Array.isArray(list)) throw new FileError('A JSON file has one list of objects.');
  for (const [index, value] of list.entries()) yield toFileRow(index + 1, value);
}

async function* readLines(text: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let rest = '';
  let line = 0;
  const one = (content: string): FileRow[] => {
    line += 1;
    if (content.trim() === '') return [];
    try {
      return [toFileRow(line, JSON.parse(content))];
    } catch {
      return [{ line, problems: [problem('', 'invalid_json', 'is no JSON')] }];
    }
  };
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const content of lines) yield* one(content);
  }
  yield* one(rest);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FileError(`The file is no JSON: ${(error as Error).message}.`);
  }
}

function toFileRow(line: number, value: unknown): FileRow {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { line, row: value as Row };
  return { line, problems: [problem('', 'invalid_type', 'must be object')] };
}
