import { parseArgs } from 'node:util';
import { type Config, ConfigError, readConfig } from '../config.ts';
import type { Command } from './command.ts';
import { checkDatabase } from './doctor/database-checks.ts';
import { type Finding, ill, well } from './doctor/finding.ts';
import { checkServices } from './doctor/service-checks.ts';

export const doctorCommand: Command = {
  usage: `Usage: corsia doctor [--json]

Looks at the configuration, the database with its schema and clock, signing keys, TLS, the mail server, Redis and the file
store, and says what to do about what is wrong. It sends no mail and changes no schema; into the file store it writes a file
that it removes again.

Ends with 0 when all is well, 1 when something is not, 2 for wrong use.

Examples:
  corsia doctor
  corsia doctor --json`,
  async run(args) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
    const findings = await examine();
    const ok = findings.every((finding) => finding.ok);
    console.log(values.json ? JSON.stringify({ ok, findings }) : findings.map(lineOf).join('\n'));
    if (!ok) process.exitCode = 1;
  },
};

async function examine(): Promise<Finding[]> {
  let config: Config;
  try {
    config = readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [ill('configuration', error.message, 'Change the setting; .env.example explains each.')];
  }
  const [database, services] = await Promise.all([checkDatabase(config), checkServices(config)]);
  return [well('configuration', `${config.mode} mode`), ...database, ...services];
}

function lineOf({ check, ok, found, fix }: Finding): string {
  const line = `${ok ? '✓' : '✗'} ${check.padEnd(13)}  ${found}`;
  return fix ? `${line}\n  ${' '.repeat(13)}  ${fix}` : line;
}
