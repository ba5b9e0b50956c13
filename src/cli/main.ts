import packageJson from '../../package.json' with { type: 'json' };
import { type Command, UsageError } from './command.ts';

interface Entry {
  /** Words that name it, such as `sandbox token`. */
  name: string;
  summary: string;
  /** A command is loaded when it is run, so that help and small commands do not wait for the whole program. */
  load(): Promise<Command>;
}

export const commands: readonly Entry[] = [
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
    name: 'app list',
    summary: 'List the applications that were registered',
    load: async () => (await import('./app-list.ts')).appListCommand,
  },
  {
    name: 'app approve',
    summary: 'Approve a registration, and print its first secret',
    load: async () => (await import('./app-decide.ts')).appApproveCommand,
  },
  {
    name: 'app reject',
    summary: 'Reject a registration',
    load: async () => (await import('./app-decide.ts')).appRejectCommand,
  },
  {
    name: 'app suspend',
    summary: 'Stop an approved application for a while',
    load: async () => (await import('./app-move.ts')).appSuspendCommand,
  },
  {
    name: 'app reinstate',
    summary: 'Let a suspended application work again',
    load: async () => (await import('./app-move.ts')).appReinstateCommand,
  },
  {
    name: 'app revoke',
    summary: 'End an application for good',
    load: async () => (await import('./app-move.ts')).appRevokeCommand,
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
    name: 'login',
    summary: 'Sign in, to call the API from the command line',
    load: async () => (await import('./login.ts')).loginCommand,
  },
  {
    name: 'logout',
    summary: 'End that sign-in',
    load: async () => (await import('./logout.ts')).logoutCommand,
  },
  {
    name: 'api',
    summary: 'Call the API as whoever signed in',
    load: async () => (await import('./api.ts')).apiCommand,
  },
  {
    name: 'applications lifetimes',
    summary: 'Show or set how long the tokens of one application live',
    load: async () => (await import('./applications-lifetimes.ts')).applicationsLifetimesCommand,
  },
  {
    name: 'export',
    summary: 'Copy everything of a clinic into files',
    load: async () => (await import('./export.ts')).exportCommand,
  },
  {
    name: 'backup',
    summary: 'Copy the whole installation into one file',
    load: async () => (await import('./backup.ts')).backupCommand,
  },
  {
    name: 'restore',
    summary: 'Fill an empty installation from a backup',
    load: async () => (await import('./restore.ts')).restoreCommand,
  },
  {
    name: 'keys rotate',
    summary: 'Let the next signing keys take over, and publish their successors',
    load: async () => (await import('./keys-rotate.ts')).keysRotateCommand,
  },
];

/**
 * The `corsia` command. Ends with 0 when done, with 1 and a sentence for what the operator can mend, with 2 and the usage for
 * wrong use. Commands may have codes of their own beyond these.
 */
export async function runCommand(args: string[]): Promise<void> {
  const entry = commands.find(({ name }) => name === args.slice(0, name.split(' ').length).join(' '));
  if (!entry) return runWithoutCommand(args);
  const rest = args.slice(entry.name.split(' ').length);
  const command = await entry.load();
  if (rest.includes('--help') || rest.includes('-h')) return console.log(`${entry.summary}.\n\n${command.usage}`);
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

function runWithoutCommand(args: string[]): void {
  const words = args.filter((word) => !word.startsWith('-'));
  const flags = args.filter((word) => word.startsWith('-'));
  const asksForHelp = flags.every((flag) => flag === '--help' || flag === '-h');
  const group = commands.filter(({ name }) => words.length > 0 && name.startsWith(`${words.join(' ')} `));
  if (words.length === 0 && asksForHelp) console.log(overview(commands));
  else if (group.length > 0 && asksForHelp && flags.length > 0) console.log(overview(group));
  else if (args.join() === '--version') console.log(packageJson.version);
  else {
    console.error(`corsia has no command "${args.join(' ')}".\n\n${overview(group.length > 0 ? group : commands)}`);
    process.exitCode = 2;
  }
}

function overview(entries: readonly Entry[]): string {
  const width = Math.max(...entries.map(({ name }) => name.length));
  const lines = entries.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: corsia <command> [options]

${lines.join('\n')}

\`corsia <command> --help\` tells its options, and with what it ends: 0 when done, 1 when it failed, 2 for wrong use.
Every setting is an environment variable; see .env.example.`;
}
