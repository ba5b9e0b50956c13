import { parseArgs } from 'node:util';
import { ConfigError } from '../config.ts';
import { DatabaseSetupError } from '../platform/database/index.ts';
import { EmbeddedPostgresError } from '../platform/embedded-postgres/index.ts';
import { ServiceError } from '../platform/errors.ts';
import { applicationsLifetimesCommand } from './applications-lifetimes.ts';
import { type Command, UsageError } from './command.ts';
import { keysRotateCommand } from './keys-rotate.ts';
import { migrateCommand } from './migrate.ts';
import { sandboxTokenCommand } from './sandbox-token.ts';
import { serveCommand } from './serve.ts';

const EXPECTED = [ConfigError, DatabaseSetupError, EmbeddedPostgresError, ServiceError];

const commands: readonly Command[] = [
  serveCommand,
  migrateCommand,
  sandboxTokenCommand,
  applicationsLifetimesCommand,
  keysRotateCommand,
];

/** The `corsia` command. Expected failures print one sentence and end with 1, wrong use with 2. */
export async function runCommand(args: string[]): Promise<void> {
  const command = commands.find(({ name }) => name === args.slice(0, name.split(' ').length).join(' '));
  if (!command) {
    const asked = parseArgs({ args, strict: false, allowPositionals: true });
    if (asked.positionals.length === 0) return console.log(overview());
    console.error(`corsia has no command "${asked.positionals.join(' ')}".\n\n${overview()}`);
    process.exitCode = 2;
    return;
  }
  const rest = args.slice(command.name.split(' ').length);
  if (rest.includes('--help')) return console.log(`${command.summary}\n\n${command.usage}`);
  try {
    await command.run(rest);
  } catch (error) {
    if (error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) {
      console.error(`${(error as Error).message}\n\n${command.usage}`);
      process.exitCode = 2;
      return;
    }
    if (!isExpected(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function isExpected(error: unknown): error is Error {
  return EXPECTED.some((kind) => error instanceof kind);
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: corsia <command>\n\n${lines.join('\n')}\n\nEvery setting is an environment variable; see .env.example.`;
}
