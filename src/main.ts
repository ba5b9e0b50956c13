import { createServer } from 'node:http';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { buildAccount } from './account/app.ts';
import { buildApi } from './api/app.ts';
import { clinicCatalogue } from './api/catalogue/clinic-catalogue.ts';
import { findPatient, findPatients } from './api/patients/patient-choice.service.ts';
import { resetClinic } from './api/sandbox-reset/sandbox-reset.service.ts';
import type { Config } from './config.ts';
import { fhirSurface } from './fhir/index.ts';
import { type Installation, openFileStore, openInstallation } from './installation.ts';
import { listen } from './listen.ts';
import { serveHealth } from './platform/http/health.ts';
import { createMetrics } from './platform/http/metrics.ts';
import { startMailWorker } from './platform/mail/mail-queue.ts';
import { createSmtpMailer } from './platform/mail/mailer.ts';
import { createOutbox } from './platform/mail/outbox.ts';
import { createRateLimiter, type RateLimiter } from './platform/rate-limit/index.ts';
import { createDemoClinic, fillNewClinic, refillClinic, sandboxFor, seedSandbox } from './sandbox/index.ts';

const DAY_SECONDS = 24 * 60 * 60;

export type Origin = 'account' | 'api';

export interface RunningServer {
  /** Answers what is under way, then stops everything. */
  close(): Promise<void>;
}

/**
 * Configuration, database, apps, listen. What was opened is closed again when a step fails.
 * @param progress told in words what takes time
 */
export async function startServer(
  config: Config,
  origins: readonly Origin[],
  progress: (message: string) => void,
): Promise<RunningServer> {
  // Lines are written in blocks, at the latest twice a second and at the end: a system call for each would be an eighth of a poll.
  const output = pino.destination({ sync: true, minLength: 4096, periodicFlush: 500 });
  const logger: Logger = pino({ level: config.logLevel, base: null }, output);
  const opened: (() => unknown)[] = [];
  const close = async () => {
    for (const closeOne of opened.splice(0).reverse()) {
      await Promise.resolve(closeOne()).catch((error: Error) => logger.error({ err: error }, 'closing'));
    }
  };
  try {
    await openAll();
    return { close };
  } catch (error) {
    await close();
    throw error;
  }

  async function openAll(): Promise<void> {
    progress(config.databaseUrl ? 'Connecting to PostgreSQL' : 'Starting the embedded PostgreSQL');
    const onIdleError = (error: Error) => logger.warn({ err: error }, 'idle database connection');
    const installation = await openInstallation(config, 'own', onIdleError);
    opened.push(() => installation.close());
    const sandbox = config.mode === 'sandbox' ? sandboxFor(config) : undefined;
    if (sandbox) await seedSandbox(installation.database, sandbox, progress);

    const { accountUrl, apiUrl, trustProxy, tls, host } = config;
    const metrics = createMetrics();
    const common = { ...installation, logger, accountUrl, apiUrl, trustProxy, tls };
    const limiters: RateLimiter[] = [];
    const healthOf = (limiter: RateLimiter | undefined) => ({
      rateLimit: () => (limiter?.isShared() === false ? 'local' : 'ok'),
    });
    if (origins.includes('account')) {
      const rateLimiter = await openRateLimiter(config.tokenRateLimitPerMinute);
      const app = await buildAccount({
        ...common,
        measure: metrics.measureFor('account'),
        lifetimes: {
          accessToken: config.accessTokenMinutes * 60,
          refreshIdle: config.refreshTokenDays * DAY_SECONDS,
          refreshAbsolute: config.refreshTokenMaxDays ? config.refreshTokenMaxDays * DAY_SECONDS : undefined,
        },
        signingKeyDays: config.signingKeyDays,
        rateLimiter,
        requestsPerMinute: config.rateLimitPerMinute || undefined,
        fillNewClinic,
        clinicCatalogue,
        patients: { findPatients, findPatient },
        resetClinic: (tx, clinic) => resetClinic(tx, clinic, refillClinic),
        ...(sandbox && { sandbox: sandbox.shown, createDemoClinic }),
        ...openMail(installation),
      });
      serveHealth(app, installation.database, healthOf(rateLimiter));
      await serve(app, config.accountPort, 'ACCOUNT_PORT');
    }
    if (origins.includes('api')) {
      const rateLimiter = await openRateLimiter(config.rateLimitPerMinute);
      const app = await buildApi({
        ...common,
        files: openFileStore(config),
        measure: metrics.measureFor('api'),
        sandboxTenantId: sandbox?.tenantId,
        sandboxClient: sandbox?.client,
        auditRetentionDays: config.auditRetentionDays,
        refillClinic,
        surfaces: [fhirSurface],
        rateLimiter,
      });
      serveHealth(app, installation.database, healthOf(rateLimiter));
      await serve(app, config.apiPort, 'API_PORT');
    }
    metrics.gauge('rate_limit_shared', 'Whether rate limits are counted for all processes', () =>
      Number(limiters.every((limiter) => limiter.isShared())),
    );
    if (config.metricsPort) {
      const server = createServer(metrics.handler);
      opened.push(() => server.close());
      await listen(server, host, config.metricsPort, 'METRICS_PORT');
    }

    async function openRateLimiter(perMinute: number) {
      if (perMinute === 0) return undefined;
      const allowance = { limit: perMinute, windowSeconds: 60 };
      const onError = (error: Error) =>
        logger.warn({ err: error }, 'Redis is away: each process limits requests for itself');
      const rateLimiter = await createRateLimiter(allowance, config.redisUrl, onError);
      limiters.push(rateLimiter);
      opened.push(() => rateLimiter.close());
      return rateLimiter;
    }

    async function serve(app: FastifyInstance, port: number, variable: string): Promise<void> {
      opened.push(() => app.close());
      await listen(app, host, port, variable);
    }
  }

  /** Mails go to the mail server, or into a folder that a sandbox shows on a page. */
  function openMail({ database, sealer }: Installation) {
    const { smtpUrl, mailFrom, dataDir } = config;
    const outbox = smtpUrl ? undefined : createOutbox(join(dataDir, 'outbox'), mailFrom);
    const worker = startMailWorker({
      database,
      sealer,
      mailer: outbox ?? createSmtpMailer(smtpUrl!, mailFrom),
      onError: (error, mail) => logger.warn({ err: error, mail }, 'sending mail'),
    });
    opened.push(() => worker.stop());
    return { wakeMail: worker.wake, ...(outbox && config.mode === 'sandbox' && { outbox }) };
  }
}
