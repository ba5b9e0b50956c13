import { parseArgs } from 'node:util';
import { type Command, UsageError } from './command.ts';

interface Entry {
  /** Words that name it, such as `sandbox token`. */
  name: string;
  summary: string;
  /** A command is loaded when it is run, so that help and small commands do not wait for the whole program. */
  load(): Promise<Command>;
}

const commands: readonly Entry[] = [
  {
    name: 'serve',
    summary: 'Run the account origin, the API origin, or both',
    load: async () => (await import('./serve.ts')).serveCommand,
  },
  {
    name: 'migrate',
    summary: 'Bring the database schema up to date',
    load: async () => (await import('./migrate.ts')).migrateCommand,
  },
  {
    name: 'doctor',
    summary: 'Check the installation, and say what to fix',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  {
    name: 'admin create',
    summary: 'Make an administrator, such as the first one',
    load: async () => (await import('./admin-create.ts')).adminCreateCommand,
  },
  {
    name: 'tenant create',
    summary: 'Make a clinic and invite its manager',
    load: async () => (await import('./tenant-create.ts')).tenantCreateCommand,
  },
  {
    name: 'import',
    summary: 'Import patients or the catalogue of a clinic from CSV or JSON',
    load: async () => (await import('./import.ts')).importCommand,
  },
  {
    name: 'sandbox token',
    summary: 'Print an access token for tools, scripts and CI (sandbox only)',
    load: async () => (await import('./sandbox-token.ts')).sandboxTokenCommand,
  },
  {
    name: 'sandbox reset',
    summary: 'Put a sandbox clinic back to what it began with',
    load: async () => (await import('./sandbox-reset.ts')).sandboxResetCommand,
  },
  {
    name: 'applications lifetimes',
    summary: 'Show or set how long the tokens of one application live',
    load: async () => (await import('./applications-lifetimes.ts')).applicationsLifetimesCommand,
  },
  {
    name: 'keys rotate',
    summary: 'Let the next signing keys take over, and publish their successors',
    load: async () => (await import('./keys-rotate.ts')).keysRotateCommand,
  },
];

/** The `corsia` command. Expected failures print one sentence and end with 1, wrong use with 2. */
export async function runCommand(args: string[]): Promise<void> {
  const entry = commands.find(({ name }) => name === args.slice(0, name.split(' ').length).join(' '));
  if (!entry) {
    const asked = parseArgs({ args, strict: false, allowPositionals: true });
    if (asked.positionals.length === 0) return console.log(overview());
    console.error(`corsia has no command "${asked.positionals.join(' ')}".\n\n${overview()}`);
    process.exitCode = 2;
    return;
  }
  const rest = args.slice(entry.name.split(' ').length);
  const command = await entry.load();
  if (rest.includes('--help')) return console.log(`${entry.summary}\n\n${command.usage}`);
  try {
    await command.run(rest);
  } catch (error) {
    if (error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) {
      console.error(`${(error as Error).message}\n\n${command.usage}`);
      process.exitCode = 2;
      return;
    }
    const { isExpected } = await import('./expected-errors.ts');
    if (!isExpected(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: corsia <command>\n\n${lines.join('\n')}\n\nEvery setting is an environment variable; see .env.example.`;
}
