import { readConfig } from '../config.ts';
import { migrateInstallation } from '../installation.ts';
import type { Command } from './command.ts';

export const migrateCommand: Command = {
  usage: `Usage: corsia migrate

Connects with DATABASE_MIGRATION_URL (by default DATABASE_URL), as the owner of the schema.`,
  async run() {
    const applied = await migrateInstallation(readConfig(process.env, { serving: false }));
    console.log(applied === 0 ? 'The schema is up to date.' : `Migrations applied: ${applied}.`);
  },
};
