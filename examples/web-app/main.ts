import { randomBytes } from 'node:crypto';
import { createCorsia } from '@corsia/client';
import { buildApp } from './app.ts';
import { memoryRecords } from './records.ts';
import { createSessions } from './sessions.ts';

const { ISSUER = 'http://localhost:5001', TENANT_ID, SESSION_KEY } = process.env;
const { CLIENT_ID = 'sandbox-web', CLIENT_SECRET = 'sandbox-web-secret' } = process.env;
/** Where browsers find this, without a path; in production https, as of the proxy in front. */
const { PORT = '3000', BASE_URL = `http://localhost:${PORT}` } = process.env;

const { origin, protocol, hostname } = new URL(BASE_URL);
/** Where people come back to from signing out at the account origin, if that is registered. */
const { AFTER_SIGN_OUT = `${origin}/` } = process.env;
if (protocol !== 'https:' && hostname !== 'localhost') throw new Error('BASE_URL must be https.');

const app = buildApp({
  baseUrl: origin,
  ...(AFTER_SIGN_OUT !== 'none' && { afterSignOut: AFTER_SIGN_OUT }),
  corsia: createCorsia({
    issuer: ISSUER,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    // Whoever belongs to another clinic is refused.
    ...(TENANT_ID && { tenantId: TENANT_ID }),
  }),
  issuer: new URL(ISSUER).origin,
  sessions: createSessions({
    records: memoryRecords(),
    // Without a key of its own, sessions end with the process.
    key: SESSION_KEY ? Buffer.from(SESSION_KEY, 'base64') : randomBytes(32),
  }),
});

for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => app.close());
await app.listen({ port: Number(PORT), host: 'localhost' });
console.log(`Open ${origin}`);
