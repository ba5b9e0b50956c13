import { parseArgs } from 'node:util';
import { setOwnLifetimes } from '../account/oidc/clients.queries.ts';
import { readConfig } from '../config.ts';
import { openInstallation } from '../installation.ts';
import { ServiceError } from '../platform/errors.ts';
import { type Command, UsageError } from './command.ts';

const SECONDS = { m: 60, h: 60 * 60, d: 24 * 60 * 60 };
const MINUTE = SECONDS.m;

export const applicationsLifetimesCommand: Command = {
  usage: `Usage: corsia applications lifetimes <client_id> [--access-token <time>] [--refresh-idle <time>] [--refresh-max <time>] [--json]

A time is a number with m, h or d, or "default" for what the installation says. Access tokens live a minute to a day,
refresh tokens five minutes or longer. Tokens that are out keep theirs.
Without a time it only tells what there is.

Options:
  --access-token <time>   how long an access token lives
  --refresh-idle <time>   after how long without use a refresh token ends
  --refresh-max <time>    after how long it ends however much it is used
  --json                  print the outcome as JSON, in seconds; null is the default

Ends with 0, with 1 when there is no such application or something went wrong, 2 for wrong use.

Examples:
  corsia applications lifetimes sandbox-web
  corsia applications lifetimes sandbox-web --access-token 15m --refresh-idle 90d --refresh-max default`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'access-token': { type: 'string' },
        'refresh-idle': { type: 'string' },
        'refresh-max': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [clientId, ...rest] = positionals;
    if (!clientId || rest.length > 0) throw new UsageError('One client_id is needed.');
    const wanted = {
      accessToken: readTime('--access-token', values['access-token'], MINUTE, SECONDS.d),
      refreshIdle: readTime('--refresh-idle', values['refresh-idle'], 5 * MINUTE, 3650 * SECONDS.d),
      refreshAbsolute: readTime('--refresh-max', values['refresh-max'], 5 * MINUTE, 3650 * SECONDS.d),
    };
    const installation = await openInstallation(readConfig(), 'attach', () => {});
    try {
      const set = await setOwnLifetimes(installation.database, clientId, wanted);
      if (!set) throw new ServiceError('not_found', `There is no application ${clientId}.`);
      if (values.json) return console.log(JSON.stringify({ client_id: clientId, ...set }));
      console.log(`access token:          ${show(set.access_token_seconds)}`);
      console.log(`refresh token, unused: ${show(set.refresh_idle_seconds)}`);
      console.log(`refresh token, at all: ${show(set.refresh_absolute_seconds)}`);
    } finally {
      await installation.close();
    }
  },
};

/** @returns seconds; null for the default, undefined when nothing was said */
function readTime(option: string, text: string | undefined, least: number, most: number): number | null | undefined {
  if (text === undefined) return undefined;
  if (text === 'default') return null;
  const [, amount, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const seconds = Number(amount) * SECONDS[unit as keyof typeof SECONDS];
  if (!unit || seconds < least || seconds > most) {
    throw new UsageError(`${option} must be a time from ${show(least)} to ${show(most)}, such as 30d, not "${text}".`);
  }
  return seconds;
}

function show(seconds: number | null): string {
  if (seconds === null) return 'default';
  const unit = (['d', 'h', 'm'] as const).find((candidate) => seconds % SECONDS[candidate] === 0);
  return unit ? `${seconds / SECONDS[unit]}${unit}` : `${seconds} s`;
}
