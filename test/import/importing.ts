import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importables } from '../../src/import/importables.ts';
import { readFileRows } from '../../src/import/read-file.ts';
import { type ImportSummary, runImport } from '../../src/import/run-import.ts';
import { type CheckedCall, checkedCalls } from '../contract/checked-calls.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { runSql } from '../medical-reports/sql.ts';

export const CLINIC = '/v2/tenants/sandbox-clinic';

// biome-ignore lint/suspicious/noExplicitAny: the shape of every answer is held against the published document
export type Body = any;

export interface ImportOptions {
  /** Name of the file, whose ending tells the format. */
  file?: string;
  system?: string;
  dayFirst?: boolean;
  delimiter?: string;
  encoding?: string;
  columns?: Record<string, string>;
  dryRun?: boolean;
  skipRejected?: boolean;
}

interface Imported extends ImportSummary {
  /** Such as `3 birthDate out_of_range`. */
  rejections: string[];
}

export interface ImportClinic {
  platform: Platform;
  call: CheckedCall<Body>;
  folder: string;
  /** Imports a file with this content; objects are written as NDJSON. */
  importing(resource: string, content: string | Buffer | readonly object[], options?: ImportOptions): Promise<Imported>;
  /** The items of a list. */
  list(path: string): Promise<Body[]>;
  sql(text: string, values?: unknown[]): Promise<Body[]>;
  close(): Promise<void>;
}

export async function startImportClinic(): Promise<ImportClinic> {
  const platform = await startPlatform();
  const call = await checkedCalls<Body>(platform);
  const folder = await mkdtemp(join(tmpdir(), 'corsia-import-'));
  return {
    platform,
    call,
    folder,
    async importing(resource, content, options = {}) {
      const isText = typeof content === 'string' || Buffer.isBuffer(content);
      const { file = isText ? 'file.csv' : 'file.ndjson', system, dryRun = false, skipRejected = false } = options;
      const path = join(folder, file);
      await writeFile(path, isText ? content : content.map((one) => `${JSON.stringify(one)}\n`).join(''));
      const importable = importables.find(({ name }) => name === resource)!;
      const rejections: string[] = [];
      const rows = readFileRows(path, importable, {
        encoding: options.encoding ?? 'utf-8',
        delimiter: options.delimiter,
        dayFirst: options.dayFirst ?? false,
        columns: new Map(Object.entries(options.columns ?? {})),
      });
      const summary = await runImport(platform.database, importable, rows, {
        tenantId: 'sandbox-clinic',
        system,
        dryRun,
        skipRejected,
        onRejected: async (line, problems) => {
          for (const { field, code } of problems) rejections.push(`${line} ${field} ${code}`);
        },
        onProgress: () => {},
      });
      return { ...summary, rejections };
    },
    async list(path) {
      const answer = await call('GET', `${CLINIC}${path}`);
      if (answer.status !== 200) throw new Error(answer.text);
      return answer.body.items;
    },
    sql: (text, values) => runSql(platform.superuserUrl, text, values),
    async close() {
      await platform.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A row that everything is right with. */
export const person = (number: number, fields: object = {}) => ({
  externalIds: [{ system: 'urn:test', value: `p-${number}` }],
  firstName: 'Anna',
  lastName: `Importata ${number}`,
  ...fields,
});
