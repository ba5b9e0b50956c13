import { createHash, randomBytes } from 'node:crypto';
import { SANDBOX_PASSWORD } from '../../src/sandbox/accounts.ts';
import type { Platform } from '../harness/platform.ts';
import { UserAgent, type Visit } from './user-agent.ts';

export const DOCTOR = 'doctor@sandbox.test';

export interface App {
  id: string;
  secret?: string;
  redirectUri: string;
}

export const WEB = {
  id: 'sandbox-web',
  secret: 'sandbox-web-secret',
  redirectUri: 'http://localhost:3000/callback',
} satisfies App;
export const NATIVE = { id: 'sandbox-native', redirectUri: 'http://127.0.0.1:49152/callback' } satisfies App;

/** Parameters of a request by name; `undefined` leaves a default out. */
export type Parameters = Record<string, string | undefined>;

/** An authorization request of `app` with a state and, for public applications, PKCE. */
export function authorizationUrl({ accountUrl }: Platform, app: App = WEB, parameters: Parameters = {}): string {
  return withParameters(`${accountUrl}/connect/authorize`, {
    response_type: 'code',
    client_id: app.id,
    redirect_uri: app.redirectUri,
    scope: 'openid giponext.patients',
    state: 'state-of-the-application',
    ...(!app.secret && { code_challenge: challengeOf(VERIFIER), code_challenge_method: 'S256' }),
    ...parameters,
  });
}

/** The code verifier of `authorizationUrl` and `redeem`. */
export const VERIFIER = randomBytes(32).toString('base64url');

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

function withParameters(address: string, parameters: Parameters): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

export function signIn(agent: UserAgent, visit: Visit, email = DOCTOR, password = SANDBOX_PASSWORD): Promise<Visit> {
  return agent.submit(visit, { fields: { email, password } });
}

export function allow(agent: UserAgent, visit: Visit, untick: readonly string[] = []): Promise<Visit> {
  return agent.submit(visit, { press: 'decision=allow', untick });
}

export const asksToSignIn = (visit: Visit) => /name="password"/.test(visit.html);
export const asksForConsent = (visit: Visit) => /value="allow"/.test(visit.html);

/** The scopes that the consent page shows, and whether each is ticked. */
export function shownScopes(visit: Visit): Record<string, boolean> {
  const controls = visit.forms.flatMap((form) => form.controls).filter(({ name }) => name === 'scope');
  return Object.fromEntries(controls.map(({ value, checked }) => [value, checked]));
}

export interface AuthorizeOptions {
  app?: App;
  agent?: UserAgent;
  email?: string;
  untick?: readonly string[];
  parameters?: Parameters;
}

/** Signs in and allows, as far as the pages ask for it. @returns where the application gets its answer */
export async function authorize(platform: Platform, options: AuthorizeOptions = {}): Promise<URL> {
  const { app = WEB, agent = new UserAgent(platform.accountUrl), email, untick, parameters } = options;
  let visit = await agent.open(authorizationUrl(platform, app, parameters));
  if (asksToSignIn(visit)) visit = await signIn(agent, visit, email);
  if (asksForConsent(visit)) visit = await allow(agent, visit, untick);
  if (!visit.left) throw new Error(`the flow stopped with ${visit.status} on ${visit.url}:\n${visit.html}`);
  return visit.url;
}

export interface TokenAnswer {
  status: number;
  headers: Headers;
  body: TokenBody;
}

export interface TokenBody {
  access_token: string;
  refresh_token?: string;
  id_token?: string;
  scope: string;
  token_type: string;
  expires_in: number;
  error?: string;
  error_description?: string;
}

/** A request to the token endpoint; the application's credentials go into the body unless the parameters say otherwise. */
export async function requestTokens(
  { accountUrl }: Platform,
  app: App,
  parameters: Parameters,
  headers: Record<string, string> = {},
): Promise<TokenAnswer> {
  const all: Parameters = { client_id: app.id, client_secret: app.secret, ...parameters };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await fetch(`${accountUrl}/connect/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(given),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as TokenBody };
}

export function redeem(
  platform: Platform,
  callback: URL,
  app: App = WEB,
  extra: Parameters = {},
): Promise<TokenAnswer> {
  return requestTokens(platform, app, {
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code') ?? undefined,
    redirect_uri: app.redirectUri,
    code_verifier: app.secret ? undefined : VERIFIER,
    ...extra,
  });
}

export function refresh(
  platform: Platform,
  refreshToken: string | undefined,
  app: App = WEB,
  extra: Parameters = {},
): Promise<TokenAnswer> {
  return requestTokens(platform, app, { grant_type: 'refresh_token', refresh_token: refreshToken, ...extra });
}

/** The whole flow. */
export async function obtainTokens(platform: Platform, options: AuthorizeOptions = {}): Promise<TokenBody> {
  const { status, body } = await redeem(platform, await authorize(platform, options), options.app);
  if (status !== 200) throw new Error(`the token endpoint answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

export const OFFLINE = { scope: 'openid offline_access giponext.patients' };

/** Calls the API with exactly this token and tells how it went. */
export async function apiAnswer(
  platform: Platform,
  token: string,
  path = '/v2/tenants/sandbox-clinic/patients?limit=1',
) {
  const response = await platform.call('GET', path, { token });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
