import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Temporal } from 'temporal-polyfill';
import { buildAccount } from '../../src/account/app.ts';
import { issueSandboxTokens } from '../../src/account/oidc/sandbox-tokens.ts';
import { buildApi } from '../../src/api/app.ts';
import { clinicCatalogue } from '../../src/api/catalogue/clinic-catalogue.ts';
import { findPatient, findPatients } from '../../src/api/patients/patient-choice.service.ts';
import { type RefillClinic, resetClinic } from '../../src/api/sandbox-reset/sandbox-reset.service.ts';
import { fhirSurface } from '../../src/fhir/index.ts';
import { createSealer, type Sealer } from '../../src/platform/crypto.ts';
import type { Database } from '../../src/platform/database/index.ts';
import { createLocalFileStore } from '../../src/platform/files/index.ts';
import { startMailWorker } from '../../src/platform/mail/mail-queue.ts';
import { createOutbox, type Outbox } from '../../src/platform/mail/outbox.ts';
import type { RateLimiter } from '../../src/platform/rate-limit/index.ts';
import { createDemoClinic, fillNewClinic, refillClinic, sandboxFor } from '../../src/sandbox/index.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { freePorts } from './ports.ts';

export interface Platform extends TestDatabase {
  accountUrl: string;
  apiUrl: string;
  sealer: Sealer;
  /** Where attached files are kept. */
  fileFolder: string;
  /** The mails that were sent. */
  outbox: Outbox;
  /** An access token as a sign-in with full consent gives it. */
  token(wanted?: { email?: string; clientId?: string; scope?: string }): Promise<string>;
  /** Calls the API; `token` defaults to the manager's. */
  call(method: string, path: string, options?: CallOptions): Promise<Response>;
  close(): Promise<void>;
}

export interface CallOptions {
  token?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
}

export const SECRET = 'a key for tests that has more than thirty-two characters';

const refillSmallClinic: RefillClinic = (tx, clinic) => refillClinic(tx, clinic, { size: 'small' });

/**
 * Both origins as production builds them, on ports of their own, on a fresh copy of the sandbox.
 * @param options.watch what the API has instead of the database: the same, with somebody who looks on
 */
export async function startPlatform(
  options: { clock?: () => Temporal.Instant; rateLimiter?: RateLimiter; watch?: (database: Database) => Database } = {},
): Promise<Platform> {
  const testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  const [accountPort, apiPort] = await freePorts(2);
  const accountUrl = `http://localhost:${accountPort}`;
  const apiUrl = `http://localhost:${apiPort}`;
  const sealer = createSealer(SECRET);
  const common = {
    database,
    logger: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
    accountUrl,
    apiUrl,
    trustProxy: false,
  };
  const identity = { ...common, sealer, cookieKeys: [SECRET] };
  const sandbox = sandboxFor({ apiUrl });
  const mailFolder = await mkdtemp(join(tmpdir(), 'corsia-outbox-'));
  const outbox = createOutbox(mailFolder, 'Corsia <no-reply@localhost>');
  const mailWorker = startMailWorker({ database, sealer, mailer: outbox, onError: () => {} });
  const account = await buildAccount({
    ...identity,
    sandbox: sandbox.shown,
    createDemoClinic,
    fillNewClinic,
    clinicCatalogue,
    patients: { findPatients, findPatient },
    resetClinic: (tx, clinic) => resetClinic(tx, clinic, refillSmallClinic),
    requestsPerMinute: 600,
    wakeMail: mailWorker.wake,
    outbox,
  });
  const fileFolder = await mkdtemp(join(tmpdir(), 'corsia-files-'));
  const files = createLocalFileStore(fileFolder);
  const api = await buildApi({
    ...common,
    files,
    sandboxTenantId: sandbox.tenantId,
    sandboxClient: sandbox.client,
    refillClinic: refillSmallClinic,
    surfaces: [fhirSurface],
    ...options,
    database: options.watch?.(database) ?? database,
  });
  await account.listen({ host: 'localhost', port: accountPort! });
  await api.listen({ host: 'localhost', port: apiPort! });

  const tokens = new Map<string, Promise<string>>();
  const token: Platform['token'] = ({ email = 'manager@sandbox.test', clientId = 'sandbox-web', scope } = {}) => {
    const key = `${email} ${clientId} ${scope}`;
    const issued =
      tokens.get(key) ?? issueSandboxTokens(identity, { email, clientId, scope }).then((answer) => answer.access_token);
    tokens.set(key, issued);
    return issued;
  };
  return {
    ...testDatabase,
    accountUrl,
    apiUrl,
    sealer,
    outbox,
    fileFolder,
    token,
    call: callerOf(apiUrl, token),
    async close() {
      await account.close();
      await api.close();
      await mailWorker.stop();
      await rm(mailFolder, { recursive: true, force: true });
      await rm(fileFolder, { recursive: true, force: true });
      await testDatabase.drop();
    },
  };
}

/** Calls the API at this address. */
export function callerOf(apiUrl: string, token: Platform['token']): Platform['call'] {
  return async (method, path, { token: given, body, headers } = {}) => {
    const bearer = given === null ? undefined : (given ?? (await token()));
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    return fetch(apiUrl + path, {
      method,
      headers: {
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? (body as string) : JSON.stringify(body) }),
    });
  };
}
