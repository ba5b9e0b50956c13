import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  ApiError,
  ConnectionError,
  CorsiaError,
  createCorsia,
  MissingScopesError,
  SignInNeededError,
} from '@corsia/client';
import { encryptedFileStore, keyFile } from '@corsia/client/node';
import { openMirror } from './mirror.ts';
import { sync } from './sync.ts';

const { ISSUER = 'http://localhost:5001', CLIENT_ID = 'sandbox-device', DATA = 'data' } = process.env;
const { TOKEN_KEY_FILE = join(DATA, 'tokens.key'), POLL_SECONDS = '30' } = process.env;
const SCOPES = ['giponext.patients'];
const RETRY_MS = 30_000;

const { values: options } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
const { signal } = stop;

mkdirSync(DATA, { recursive: true, mode: 0o700 });
const corsia = createCorsia({
  issuer: ISSUER,
  clientId: CLIENT_ID,
  store: encryptedFileStore({ path: join(DATA, 'tokens'), key: keyFile(TOKEN_KEY_FILE) }),
});
const mirror = openMirror(join(DATA, 'patients.sqlite'));

while (!signal.aborted) {
  try {
    await signInIfNeeded();
    const polling = options.once ? {} : { pollEvery: Number(POLL_SECONDS) * 1000 };
    await sync(corsia, mirror, { ...polling, signal, log: console.log });
    break;
  } catch (error) {
    if (signal.aborted) break;
    if (!(error instanceof CorsiaError)) throw error;
    console.error(error.message);
    if (options.once || !isWorthAnotherTry(error)) {
      process.exitCode = 1;
      break;
    }
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
  }
}
mirror.close();

/** Once: from then on the tokens are kept, and renewed with every use. */
async function signInIfNeeded(): Promise<void> {
  const granted = await corsia.grantedScopes();
  if (granted && SCOPES.every((scope) => granted.includes(scope))) return;
  const { missing } = await corsia.signInWithDevice({
    scopes: SCOPES,
    signal,
    show: ({ userCode, verificationUri }) => console.log(`Open ${verificationUri} and type ${userCode}`),
  });
  if (missing.includes(SCOPES[0]!)) throw new MissingScopesError(missing);
}

/** The platform was away, or somebody has to sign in again. */
function isWorthAnotherTry(error: CorsiaError): boolean {
  if (error instanceof ApiError) return error.status >= 500 || error.status === 429;
  return error instanceof ConnectionError || error instanceof SignInNeededError;
}
