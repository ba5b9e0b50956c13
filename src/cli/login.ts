import { parseArgs } from 'node:util';
import { SCOPES } from '../catalogue/scopes.ts';
import { type Command, UsageError } from './command.ts';
import { keepPlace, openClient, STORE_HELP, STORE_OPTION } from './sign-in-store.ts';

const SANDBOX = { issuer: 'http://localhost:5001', clientId: 'sandbox-device' };

export const loginCommand: Command = {
  usage: `Usage: corsia login [<account origin>] [--app <client_id>] [--scope "<scopes>"] [options]

Signs in with a code that is typed in a browser, of any device; for \`corsia api\`. Tokens are kept encrypted, their key beside
them, in files that their owner alone can read, and are renewed when they are used. Without an origin it is the sandbox of this
machine. The application must be registered for the device flow.

Options:
  --app <client_id>       ${SANDBOX.clientId} otherwise
  --scope "<scopes>"      every scope otherwise; the person who signs in may allow less
${STORE_HELP}
  --json                  print the outcome as JSON

Ends with 0 when somebody is signed in, 1 when nobody is, 2 for wrong use.

Examples:
  corsia login
  corsia login https://account.example.org --app 5b0c4a5e-... --scope "openid giponext.patients"`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...STORE_OPTION,
        app: { type: 'string', default: SANDBOX.clientId },
        scope: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [issuer = SANDBOX.issuer, ...more] = positionals;
    if (more.length > 0 || !URL.canParse(issuer)) throw new UsageError('One account origin is needed, with https://.');
    const { app: clientId, store, json } = values;
    const corsia = await openClient(store, { issuer, clientId });
    const { user, tenantId, granted } = await corsia.signInWithDevice({
      scopes: values.scope?.split(' ').filter(Boolean) ?? SCOPES.filter((scope) => scope !== 'offline_access'),
      show: ({ userCode, verificationUri, verificationUriComplete }) => {
        console.error(`Open ${verificationUriComplete ?? verificationUri}\nand confirm the code ${userCode}`);
      },
    });
    await keepPlace(store, { issuer, clientId, apiUrl: await apiUrlOf(issuer), tenantId });
    if (json) return console.log(JSON.stringify({ user, tenantId, scopes: granted }));
    console.log(`Signed in as ${user.email ?? user.name ?? user.sub}${tenantId ? ` of ${tenantId}` : ''}.`);
  },
};

/** The API origin, as the account origin tells it. */
async function apiUrlOf(issuer: string): Promise<string> {
  const response = await fetch(new URL('/.well-known/openid-configuration', issuer));
  const { userinfo_endpoint } = (await response.json()) as { userinfo_endpoint: string };
  return new URL(userinfo_endpoint).origin;
}
