import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CorsiaError, createCorsia } from '@corsia/client';
import { encryptedFileStore, keyFile } from '@corsia/client/node';
import { openOutbox } from './outbox.ts';
import { remind, runService } from './service.ts';

const { values: options } = parseArgs({
  options: { companion: { type: 'boolean', default: false }, day: { type: 'string' } },
});
const byCompanion = options.companion;
// In production both are one application: native, with the device flow allowed. The sandbox has one for each.
const { ISSUER = 'http://localhost:5001', CLIENT_ID = byCompanion ? 'sandbox-native' : 'sandbox-device' } = process.env;
const { TENANT_ID, REMIND_AT = '18:00', TIME_ZONE = 'Europe/Rome', DATA = 'data' } = process.env;
const { TOKEN_KEY_FILE = join(DATA, 'tokens.key') } = process.env;

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());

mkdirSync(DATA, { recursive: true, mode: 0o700 });
const service = {
  corsia: createCorsia({
    issuer: ISSUER,
    clientId: CLIENT_ID,
    ...(TENANT_ID && { tenantId: TENANT_ID }),
    store: encryptedFileStore({ path: join(DATA, 'tokens'), key: keyFile(TOKEN_KEY_FILE) }),
  }),
  outbox: openOutbox(join(DATA, 'reminders.jsonl')),
  remindAt: REMIND_AT,
  timeZone: TIME_ZONE,
  byCompanion,
  time: { now: Date.now, sleep: (ms: number, signal?: AbortSignal) => setTimeout(ms, undefined, { signal }) },
  print: console.log,
  signal: stop.signal,
};

try {
  if (options.day) await remind(service, options.day);
  else await runService(service);
} catch (error) {
  if (!(error instanceof CorsiaError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
