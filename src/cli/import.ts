import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { importables } from '../import/importables.ts';
import { readFileRows } from '../import/read-file.ts';
import { type ImportSummary, runImport } from '../import/run-import.ts';
import { openInstallation } from '../installation.ts';
import { type Command, UsageError } from './command.ts';
import { openProgress } from './progress.ts';
import { openRejections } from './rejections.ts';

/** Rows were rejected. */
const REJECTED = 3;

const width = Math.max(...importables.map(({ name }) => name.length));
const known = importables.map(({ name, identity }) => `  ${name.padEnd(width)}  known by ${identity}`).join('\n');

export const importCommand: Command = {
  usage: `Usage: corsia import <resource> <file> --tenant <clinic> [options]

Reads CSV, JSON (one list) or NDJSON (an object a line), as the name of the file ends. Members have the names that the API
has; columns of a CSV file name them with dots, such as residence.zip or openingHours.0.start. What is there already is
changed, so that a file can be imported again; what a row leaves out stays. All rows are imported, or none.

Resources, each after what it refers to:
${known}

Others are referred to by id, or by external id: location, practitioner, room, priceList in the place of locationId and
so on; treatments by their code: treatment, treatments. An external id is written \`system|value\`, or \`value\` with --system.

Options:
  --tenant <clinic>        the clinic's id
  --system <system>        of the external ids in a column externalId that have none
  --columns <names>        header=member for columns of other names, header= for those to leave out, with commas between
  --dates dmy              dates are DD/MM/YYYY; YYYY-MM-DD always is one
  --delimiter <character>  of a CSV file; found in its first line otherwise
  --encoding <name>        of the file, such as windows-1252; UTF-8 otherwise
  --skip-rejected          import the other rows when some are rejected
  --dry-run                check everything and import nothing
  --report <file>          where to write rejected rows, one JSON object a line; on the standard output otherwise
  --json                   print the outcome as JSON

Ends with 0 when every row was imported, 1 when something else went wrong, 2 for wrong use, 3 when rows were rejected.

Examples:
  corsia import patients pazienti.csv --tenant sandbox-clinic --system gestionale --dates dmy --dry-run
  corsia import patients pazienti.csv --tenant sandbox-clinic --system gestionale --dates dmy \\
    --columns "Codice=externalId,Cognome=lastName,Nome=firstName,Nato il=birthDate,Note="
  corsia import treatments treatments.ndjson --tenant sandbox-clinic --skip-rejected --report rejected.ndjson`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        tenant: { type: 'string' },
        system: { type: 'string' },
        columns: { type: 'string' },
        dates: { type: 'string' },
        delimiter: { type: 'string' },
        encoding: { type: 'string', default: 'utf-8' },
        'skip-rejected': { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        report: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [resource, file, ...more] = positionals;
    const importable = importables.find(({ name }) => name === resource);
    if (!importable) throw new UsageError(resource ? `"${resource}" cannot be imported.` : 'A resource is needed.');
    if (!file || more.length > 0) throw new UsageError('One file is needed.');
    const { tenant, delimiter, dates, json, report } = values;
    if (!tenant) throw new UsageError('--tenant is needed.');
    if (dates !== undefined && dates !== 'dmy' && dates !== 'iso') throw new UsageError('--dates is dmy or iso.');
    if (delimiter !== undefined && [...delimiter].length !== 1) throw new UsageError('--delimiter is one character.');
    const rows = readFileRows(file, importable, {
      encoding: values.encoding,
      delimiter,
      dayFirst: dates === 'dmy',
      columns: readColumns(values.columns),
    });
    const rejections = await openRejections({ file: report, json });
    const progress = openProgress();
    const installation = await openInstallation(readConfig(process.env, { serving: false }), 'attach', () => {});
    try {
      const summary = await runImport(installation.database, importable, rows, {
        tenantId: tenant,
        system: values.system,
        dryRun: values['dry-run'],
        skipRejected: values['skip-rejected'],
        onRejected: rejections.add,
        onProgress: (read) => progress.show(`rows of ${importable.name}`, read),
      });
      progress.end();
      console.log(json ? JSON.stringify({ ...summary, ...rejections.listed() }) : wordsFor(summary, values['dry-run']));
      if (summary.rejected > 0) process.exitCode = REJECTED;
    } finally {
      progress.end();
      await rejections.close();
      await installation.close();
    }
  },
};

function readColumns(text: string | undefined): ReadonlyMap<string, string> {
  const pairs = (text?.split(',') ?? []).map((pair) => {
    const at = pair.lastIndexOf('=');
    if (at < 1) throw new UsageError('--columns has pairs such as Cognome=lastName, with commas between.');
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const;
  });
  return new Map(pairs);
}

function wordsFor({ read, created, updated, unchanged, rejected, stored }: ImportSummary, dryRun: boolean): string {
  const counts = `${read} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected.`;
  if (stored) return counts;
  return dryRun ? `${counts} Nothing was stored (--dry-run).` : `${counts} Nothing was imported.`;
}
