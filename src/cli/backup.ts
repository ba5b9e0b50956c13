import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { openAsOwner, openFileStore } from '../installation.ts';
import { backUp } from './backup/back-up.ts';
import { type Command, UsageError } from './command.ts';
import { openProgress } from './progress.ts';

export const backupCommand: Command = {
  usage: `Usage: corsia backup <file> [--json]

Copies the whole installation into one file: every row of the database as of one moment, and the files of reports. Servers
may run. The file is a .tar.gz with a SHA256SUMS; it appears when it is whole, and its owner alone can read it.

It holds clinical data: keep it encrypted, and elsewhere. ENCRYPTION_KEY and COOKIE_KEYS (a sandbox: secrets.json in its data
folder) are not in it; keep them apart, as nothing that is sealed can be opened without the first. The command connects with
DATABASE_MIGRATION_URL, as the owner of the schema.

Options:
  --json   print the outcome as JSON

Ends with 0 when the backup is whole, 1 when something went wrong, 2 for wrong use.

Examples:
  corsia backup corsia-2026-11-21.tar.gz
  tar xzf corsia-2026-11-21.tar.gz -O SHA256SUMS | head`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    const [file, ...more] = positionals;
    if (!file || more.length > 0) throw new UsageError('One file is needed.');
    const config = readConfig();
    const { url, sealer, close } = await openAsOwner(config);
    const progress = openProgress();
    try {
      const path = resolve(file);
      const summary = await backUp({ url, sealer, files: openFileStore(config) }, path, progress.show);
      progress.end();
      if (values.json) return console.log(JSON.stringify({ file: path, ...summary }));
      const { tables, rows, files, gone } = summary;
      console.log(`${rows.toLocaleString('en')} rows of ${tables} tables and ${files.toLocaleString('en')} files.`);
      if (gone > 0) console.log(`${gone} files were deleted meanwhile, and are not in it.`);
      console.log('The keys of the installation are not in it: keep ENCRYPTION_KEY and COOKIE_KEYS apart.');
    } finally {
      progress.end();
      await close();
    }
  },
};
