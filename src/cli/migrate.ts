import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { migrateInstallation } from '../installation.ts';
import type { Command } from './command.ts';

export const migrateCommand: Command = {
  usage: `Usage: corsia migrate [--json]

Connects with DATABASE_MIGRATION_URL (by default DATABASE_URL), as the owner of the schema. Migrations go forward only, each in
a transaction; running servers of the version before go on.

Options:
  --json   print the outcome as JSON

Ends with 0 when the schema is up to date, 1 when it is not, 2 for wrong use.

Examples:
  corsia migrate
  corsia migrate --json`,
  async run(args) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
    const applied = await migrateInstallation(readConfig(process.env, { serving: false }));
    if (values.json) return console.log(JSON.stringify({ applied }));
    console.log(applied === 0 ? 'The schema is up to date.' : `Migrations applied: ${applied}.`);
  },
};
