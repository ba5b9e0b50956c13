import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { migrateInstallation, openAsOwner, openFileStore } from '../installation.ts';
import { restore } from './backup/restore.ts';
import { type Command, UsageError } from './command.ts';
import { openProgress } from './progress.ts';

export const restoreCommand: Command = {
  usage: `Usage: corsia restore <file> [--json]

Fills an empty installation from a backup of the same version, whole or not at all: the database that the settings name, and
the file store. Set the ENCRYPTION_KEY of the installation that was copied (a sandbox: its secrets.json in the data folder),
and start servers afterwards.

Whoever polls goes on where they stood, if that was before the copy; a cursor from after it gets 410, and its owner reads
anew. Ids that were given after the copy are not given again.

Options:
  --json   print the outcome as JSON

Ends with 0 when everything is there, 1 when nothing was restored, 2 for wrong use.

Examples:
  corsia restore corsia-2026-11-21.tar.gz
  CORSIA_DATA_DIR=./rehearsal corsia restore corsia-2026-11-21.tar.gz --json`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    const [file, ...more] = positionals;
    if (!file || more.length > 0) throw new UsageError('One file is needed.');
    const config = readConfig();
    await migrateInstallation(config);
    const { url, sealer, close } = await openAsOwner(config);
    const progress = openProgress();
    try {
      const summary = await restore({ url, sealer, files: openFileStore(config) }, resolve(file), progress.show);
      progress.end();
      if (values.json) return console.log(JSON.stringify(summary));
      const { copiedAt, tables, files } = summary;
      console.log(`${tables} tables and ${files.toLocaleString('en')} files are as they were on ${copiedAt}.`);
    } finally {
      progress.end();
      await close();
    }
  },
};
