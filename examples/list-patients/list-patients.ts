import { parseArgs } from 'node:util';
import * as client from 'openid-client';
import { signIn } from './sign-in.ts';

interface UserInfo {
  sub: string;
  name: string;
  tenants: { id: string; name: string }[];
}

interface Patient {
  id: number;
  firstName: string;
  lastName: string;
  birthDate?: string;
  fiscalCode?: string;
}

interface PatientPage {
  items: Patient[];
  hasMore: boolean;
}

/** The scope without which this program has nothing to do. */
const NEEDED = 'giponext.patients';
/** The exit code for a sign-in that succeeded without the needed scope. */
const NOT_ALLOWED = 3;

await main().catch((error) => {
  console.error(explain(error));
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: { scope: { type: 'string', default: NEEDED }, json: { type: 'boolean', default: false } },
  });
  const config = await discover();
  const requested = [...new Set(['openid', ...options.scope.split(' ').filter(Boolean)])];
  const tokens = await signIn(config, requested.join(' '));
  // The person chooses: what was granted may be less than what was asked (RFC 6749 section 3.3).
  const granted = tokens.scope?.split(' ') ?? requested;
  const missing = requested.filter((scope) => !granted.includes(scope));

  const user = (await client.fetchUserInfo(config, tokens.access_token, tokens.claims()!.sub)) as unknown as UserInfo;
  const clinic = user.tenants[0];
  if (!clinic) throw new Error(`${user.name} belongs to no clinic. Sign in with an account of a clinic.`);
  const page = granted.includes(NEEDED) ? await listPatients(config, tokens.access_token, clinic.id) : undefined;

  if (options.json) console.log(JSON.stringify({ user: user.name, clinic, granted, missing, patients: page?.items }));
  else print(user, clinic, missing, page);
  if (!page) {
    console.error(`The patients may not be read: the permission ${NEEDED} was not given. Run this again and tick it.`);
    process.exitCode = NOT_ALLOWED;
  }
}

/** Endpoints, keys and abilities come from the discovery document: the issuer is all that has to be known. */
async function discover(): Promise<client.Configuration> {
  const { ISSUER = 'http://localhost:5001', CLIENT_ID = 'sandbox-native', CLIENT_SECRET } = process.env;
  const issuer = new URL(ISSUER);
  // Plain http is for a sandbox on this computer, never for a network.
  const isThisComputer = ['localhost', '127.0.0.1', '[::1]'].includes(issuer.hostname);
  const execute = isThisComputer ? [client.allowInsecureRequests] : [];
  return client.discovery(issuer, CLIENT_ID, CLIENT_SECRET, undefined, { execute }).catch((cause) => {
    throw new Error(`There is no platform at ${issuer.origin}`, { cause });
  });
}

async function listPatients(config: client.Configuration, accessToken: string, tenantId: string): Promise<PatientPage> {
  // The API lives where its UserInfo endpoint does.
  const { userinfo_endpoint } = config.serverMetadata();
  const address = new URL(`/v2/tenants/${encodeURIComponent(tenantId)}/patients?limit=10`, userinfo_endpoint);
  const response = await client.fetchProtectedResource(config, accessToken, address, 'GET');
  const body = (await response.json()) as PatientPage & { message?: string };
  if (!response.ok) throw new Error(`The API answered ${response.status}: ${body.message}`);
  return body;
}

function print(user: UserInfo, clinic: UserInfo['tenants'][number], missing: string[], page?: PatientPage): void {
  console.log(`${user.name}, ${clinic.name} (${clinic.id})`);
  if (missing.length > 0) console.log(`Not allowed, so left out: ${missing.join(', ')}`);
  if (!page) return;
  console.table(
    Object.fromEntries(
      page.items.map(({ id, lastName, firstName, birthDate, fiscalCode }) => [
        id,
        { 'last name': lastName, 'first name': firstName, born: birthDate ?? '', 'fiscal code': fiscalCode ?? '' },
      ]),
    ),
  );
  if (page.hasMore) console.log('There are more: ask for the next page with `offset`.');
}

function explain(error: unknown): string {
  if (error instanceof client.AuthorizationResponseError && error.error === 'access_denied') {
    return 'The sign-in was refused, so nothing was shared.';
  }
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${explain(error.cause)}` : error.message;
}
