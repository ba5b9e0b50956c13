import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Corsia, CorsiaError, createCorsia } from '@corsia/client';
import { encryptedFileStore, keyFile, openBrowser, signInOnLoopback } from '@corsia/client/node';

const { ISSUER = 'http://localhost:5001', CLIENT_ID = 'sandbox-native', TENANT_ID, BROWSER } = process.env;
// The folder of the service: both read and write the same encrypted file, in turns.
const { DATA = join(import.meta.dirname, '../background-service/data') } = process.env;
const { TOKEN_KEY_FILE = join(DATA, 'tokens.key') } = process.env;
/** What the service needs. */
const SCOPES = 'giponext.agenda giponext.patients';
/** The exit code for a sign-in that succeeded without all that is needed. */
const NOT_ALLOWED = 3;

const { values: options } = parseArgs({
  options: { scope: { type: 'string', default: SCOPES }, 'sign-out': { type: 'boolean', default: false } },
});

mkdirSync(DATA, { recursive: true, mode: 0o700 });
const corsia = createCorsia({
  issuer: ISSUER,
  clientId: CLIENT_ID,
  ...(TENANT_ID && { tenantId: TENANT_ID }),
  store: encryptedFileStore({ path: join(DATA, 'tokens'), key: keyFile(TOKEN_KEY_FILE) }),
});

try {
  if (options['sign-out']) await signOut(corsia);
  else await signIn(corsia);
} catch (error) {
  if (!(error instanceof CorsiaError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function signIn(client: Corsia): Promise<void> {
  const { user, tenantId, missing } = await signInOnLoopback(client, { scopes: options.scope.split(' '), open });
  console.log(`The service works for ${user.name} of ${tenantId} now.`);
  if (missing.length === 0) return;
  console.error(`Without these permissions it cannot: ${missing.join(', ')}. Run this again and tick them.`);
  process.exitCode = NOT_ALLOWED;
}

async function signOut(client: Corsia): Promise<void> {
  await client.signOut();
  console.log('The service is signed out.');
}

function open(address: URL): void {
  console.log(`Sign in here, if the browser does not open by itself:\n${address}\n`);
  if (BROWSER !== 'none') openBrowser(address);
}
