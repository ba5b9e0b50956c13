import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../config.ts';
import { type Origin, startServer } from '../main.ts';
import { sandboxFor } from '../sandbox/index.ts';
import { type Command, UsageError } from './command.ts';
import { renderTable } from './table.ts';

export const serveCommand: Command = {
  usage: `Usage: corsia serve [account|api]

Runs both origins, or one of them, until it is told to stop; what is under way is answered first. Every setting is an
environment variable. Brings the schema up to date before, if there is something to do.

Ends with 0 when it was told to stop, 1 when it cannot serve, 2 for wrong use.

Examples:
  corsia serve          both origins in one process
  corsia serve api      the API alone, to scale it apart`,
  async run(args) {
    const { positionals } = parseArgs({ args, allowPositionals: true });
    const config = readConfig();
    const interactive = process.stderr.isTTY;
    const progress = (message: string) =>
      interactive ? process.stderr.write(`\r\x1b[K${message}…`) : process.stderr.write(`${message}…\n`);
    const server = await startServer(config, originsFrom(positionals), progress);
    if (interactive) process.stderr.write('\r\x1b[K');
    console.log(
      config.mode === 'sandbox' ? welcome(config) : `Corsia serves ${config.accountUrl} and ${config.apiUrl}.`,
    );
    await stopOnSignal(server.close);
  },
};

function originsFrom(positionals: string[]): readonly Origin[] {
  const [only, ...others] = positionals;
  if (only === undefined) return ['account', 'api'];
  if ((only === 'account' || only === 'api') && others.length === 0) return [only];
  throw new UsageError(`There is no origin "${positionals.join(' ')}".`);
}

/** Ctrl-C reaches a program twice when its launcher passes it on, too. */
const SAME_SIGNAL_WITHIN = 1000;

/** The first signal closes gracefully, a later one ends at once. */
async function stopOnSignal(close: () => Promise<void>): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  await new Promise<void>((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve());
  });
  const first = performance.now();
  for (const signal of signals) {
    process.on(signal, () => {
      if (performance.now() - first > SAME_SIGNAL_WITHIN) process.exit(1);
    });
  }
  await close();
  process.exit();
}

/** Commands and examples look for the sandbox where it usually is, unless they are told. */
function elsewhere({ accountUrl, apiUrl }: Config): [string, string][] {
  const usual = readConfig({});
  if (accountUrl === usual.accountUrl && apiUrl === usual.apiUrl) return [];
  return [['In other terminals', `export ISSUER=${accountUrl} ACCOUNT_URL=${accountUrl} API_URL=${apiUrl}`]];
}

function welcome(config: Config): string {
  const { shown } = sandboxFor(config);
  return renderTable([
    {
      title: 'Corsia sandbox is running',
      rows: [
        ['Account origin', config.accountUrl],
        ['API origin', config.apiUrl],
        ['Discovery', `${config.accountUrl}/.well-known/openid-configuration`],
        ['OpenAPI 2.0', `${config.apiUrl}/swagger/docs/v2`],
      ],
    },
    {
      title: `Accounts (password ${shown.accounts.password})`,
      rows: shown.accounts.accounts.map(({ email, role, clinic }) => [email, clinic ? `${role}, ${clinic}` : role]),
    },
    {
      title: 'Applications',
      rows: shown.applications.map(({ clientId, clientSecret, kind }) => [
        clientId,
        clientSecret ? `${kind}, secret ${clientSecret}` : kind,
      ]),
    },
    {
      title: 'Try next',
      rows: [
        ['First steps', `${config.accountUrl}, then “Try the API”; documentation at ${config.apiUrl}/docs`],
        ...elsewhere(config),
        ['A token for tools', 'npx corsia sandbox token --user doctor@sandbox.test --app sandbox-web'],
        ['A real sign-in', 'npm start --workspace examples/list-patients'],
        ['Stop', 'Ctrl-C'],
      ],
    },
  ]);
}
