import { type FileHandle, open } from 'node:fs/promises';
import { FileError } from '../import/file-error.ts';
import type { ErrorDetail } from '../platform/errors.ts';

interface Rejection extends ErrorDetail {
  line: number;
}

/** How many are in the outcome that is printed as JSON; a report has them all. */
const MOST_LISTED = 1000;

/** Tells of rejected rows: in a file, in the outcome that is printed as JSON, or else on the standard output. */
export async function openRejections({ file, json }: { file: string | undefined; json: boolean }) {
  const report = file === undefined ? undefined : await openReport(file);
  const listed: Rejection[] = [];
  return {
    async add(line: number, problems: readonly ErrorDetail[]): Promise<void> {
      const rejections = problems.map(({ field, code, message }) => ({ line, field, code, message }));
      if (report) await report.write(rejections.map((one) => `${JSON.stringify(one)}\n`).join(''));
      if (json) listed.push(...rejections.slice(0, MOST_LISTED - listed.length));
      else if (!report) for (const one of rejections) console.log(wordsFor(one));
    },
    listed: () => ({ rejections: listed }),
    close: async () => report?.close(),
  };
}

async function openReport(path: string): Promise<FileHandle> {
  return open(path, 'w').catch((error) => {
    throw new FileError(`The report cannot be written: ${error.message}.`);
  });
}

function wordsFor({ line, field, code, message }: Rejection): string {
  return `line ${line}: ${field ? `${field} ` : ''}${message} (${code})`;
}
