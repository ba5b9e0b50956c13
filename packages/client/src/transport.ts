import { answered } from './answers.ts';
import { ConnectionError, TenantError } from './errors.ts';
import type { AccessTokens } from './renewal.ts';
import type { Server } from './server.ts';
import type { TokenSet } from './tokens.ts';
import { pauseBefore, type Sleep } from './waiting.ts';

export interface TransportOptions {
  tokens: AccessTokens;
  server: () => Promise<Server>;
  /** The one clinic that calls may be for. */
  tenantId: string | undefined;
  fetch: typeof fetch;
  sleep: Sleep;
  /** How often a call is tried at most. */
  attempts: number;
  /** How long one try may take, in milliseconds. */
  timeout: number;
  /** A server that asks to wait longer than this, in milliseconds, is not waited for. */
  longestPause: number;
}

/** The address that generated calls begin with; the API's own is not known before the first one. */
export const ANY_API = 'http://api.invalid';
const TENANT = '%7BtenantId%7D';

/** Sends generated calls: adds address, clinic, token and idempotency key, renews a refused token once, and tries again what may be. */
export function transport(options: TransportOptions): (request: Request) => Promise<Response> {
  const { sleep, attempts, longestPause } = options;
  return async (request) => {
    const call = await prepare(request);
    for (let attempt = 1; ; attempt++) {
      const outcome = await sendRenewing(call, options).catch((error: unknown) => {
        if (error instanceof ConnectionError) return error;
        throw error;
      });
      const isAnswer = outcome instanceof Response;
      const pause = pauseBefore(attempt, isAnswer ? outcome.headers.get('retry-after') : null);
      if (attempt < attempts && pause <= longestPause && (await mayTryAgain(call, outcome))) {
        if (isAnswer) await outcome.body?.cancel();
        await sleep(pause, call.signal);
        continue;
      }
      if (isAnswer) return outcome;
      throw outcome;
    }
  };
}

interface Call {
  method: string;
  path: string;
  headers: Headers;
  body: ArrayBuffer | undefined;
  signal: AbortSignal;
}

async function prepare(request: Request): Promise<Call> {
  const { method, signal } = request;
  const headers = new Headers(request.headers);
  // One key for all tries, so that they count as one.
  if (method === 'POST' && !headers.has('idempotency-key')) headers.set('idempotency-key', crypto.randomUUID());
  const body = request.body ? await request.arrayBuffer() : undefined;
  return { method, path: request.url.slice(ANY_API.length), headers, body, signal };
}

async function sendRenewing(call: Call, options: TransportOptions): Promise<Response> {
  const tokens = await options.tokens.current();
  const answer = await send(call, tokens, options);
  if (answer.status !== 401) return answer;
  await answer.body?.cancel();
  return send(call, await options.tokens.insteadOf(tokens.accessToken), options);
}

async function send(
  { method, path, headers, body, signal }: Call,
  { accessToken, tenantId }: TokenSet,
  options: TransportOptions,
): Promise<Response> {
  const { apiUrl } = await options.server();
  const { tenantId: expected } = options;
  if (expected !== undefined && tenantId !== expected) throw new TenantError(expected, tenantId ? [tenantId] : []);
  if (tenantId === undefined && path.includes(TENANT)) throw new TenantError(undefined, []);
  headers.set('authorization', `Bearer ${accessToken}`);
  const address = apiUrl + path.replace(TENANT, encodeURIComponent(tenantId ?? ''));
  // Only the answer's beginning is waited for so long: a large file may take its time.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), options.timeout);
  const init = { method, headers, signal: AbortSignal.any([patience.signal, signal]), redirect: 'error' as const };
  const sent = options.fetch(address, body ? { ...init, body } : init);
  return answered(sent, `${method} was not answered`, signal).finally(() => clearTimeout(timer));
}

async function mayTryAgain({ method }: Call, outcome: Response | ConnectionError): Promise<boolean> {
  // It was refused before anything was done.
  if (outcome instanceof Response && outcome.status === 429) return true;
  // PATCH is not idempotent (RFC 5789); POST is, with its key.
  if (method === 'PATCH') return false;
  if (outcome instanceof ConnectionError || outcome.status === 503) return true;
  if (outcome.status !== 409) return false;
  const problem = (await outcome
    .clone()
    .json()
    .catch(() => ({}))) as { error?: string };
  return problem.error === 'request_in_progress';
}
