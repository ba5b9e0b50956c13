import { parseArgs } from 'node:util';
import { issueSandboxTokens } from '../account/oidc/sandbox-tokens.ts';
import { ConfigError, readConfig } from '../config.ts';
import { openInstallation } from '../installation.ts';
import { type Command, UsageError } from './command.ts';

export const sandboxTokenCommand: Command = {
  usage: `Usage: corsia sandbox token --user <e-mail> --app <client_id> [--scope "<scopes>"] [--json]

An access token as a sign-in with full consent would give it; the refresh token goes to the standard error. In a sandbox only.

Options:
  --user <e-mail>      whose
  --app <client_id>    through which application
  --scope "<scopes>"   with these scopes; every scope of the application otherwise
  --json               print the answer of the token endpoint

Ends with 0 when there is a token, 1 when there is none, 2 for wrong use.

Examples:
  corsia sandbox token --user doctor@sandbox.test --app sandbox-web
  corsia sandbox token --user doctor@sandbox.test --app sandbox-web --scope "openid giponext.patients" --json`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        user: { type: 'string' },
        app: { type: 'string' },
        scope: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    const { user, app, scope, json } = values;
    if (!user || !app) throw new UsageError('--user and --app are needed.');
    const config = readConfig();
    if (config.mode !== 'sandbox') throw new ConfigError('Tokens without a sign-in exist in sandbox mode only.');
    const installation = await openInstallation(config, 'attach', () => {});
    try {
      const tokens = await issueSandboxTokens(
        { ...installation, accountUrl: config.accountUrl, apiUrl: config.apiUrl },
        { email: user, clientId: app, scope },
      );
      if (json) return console.log(JSON.stringify(tokens, null, 2));
      console.log(tokens.access_token);
      if (!(await isServed(config.accountUrl)))
        console.error(
          `Nothing answers at ${config.accountUrl}. The token is for a server there, and for no other: see ACCOUNT_URL.`,
        );
      if (tokens.refresh_token) console.error(`refresh token: ${tokens.refresh_token}`);
    } finally {
      await installation.close();
    }
  },
};

async function isServed(origin: string): Promise<boolean> {
  const answer = await fetch(`${origin}/health/live`).catch(() => undefined);
  await answer?.body?.cancel();
  return answer !== undefined;
}
