import { createServer, type Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { buildAccount } from './account/app.ts';
import { buildApi } from './api/app.ts';
import { type Config, ConfigError } from './config.ts';
import { type Installation, openInstallation } from './installation.ts';
import { serveHealth } from './platform/http/health.ts';
import { createMetrics } from './platform/http/metrics.ts';
import { sandboxFor, seedSandbox } from './sandbox/index.ts';

export type Origin = 'account' | 'api';

export interface RunningServer {
  /** Answers what is under way, then stops everything. */
  close(): Promise<void>;
}

/**
 * Configuration, database, apps, listen. Everything opened is closed again when a step fails.
 * @param progress told in words what takes time
 */
export async function startServer(
  config: Config,
  origins: readonly Origin[],
  progress: (message: string) => void,
): Promise<RunningServer> {
  const logger: Logger = pino({ level: config.logLevel, base: null });
  progress(config.databaseUrl ? 'Connecting to PostgreSQL' : 'Starting the embedded PostgreSQL');
  const installation = await openInstallation(config, 'own', (error) =>
    logger.warn({ err: error }, 'idle database connection'),
  );
  const closers: (() => Promise<void>)[] = [() => installation.close()];
  const close = async () => {
    for (const step of closers.splice(0).reverse())
      await step().catch((error) => logger.error({ err: error }, 'closing'));
  };
  try {
    const sandbox = config.mode === 'sandbox' ? sandboxFor(config) : undefined;
    if (sandbox) await seedSandbox(installation.database, sandbox, progress);
    const metrics = createMetrics();
    for (const origin of origins) {
      const app =
        origin === 'account'
          ? await account(config, installation, logger, sandbox)
          : await api(config, installation, logger, sandbox);
      serveHealth(app, installation.database);
      metrics.observe(app, origin);
      closers.push(() => app.close());
      await listen(
        app,
        config.host,
        origin === 'account' ? config.accountPort : config.apiPort,
        `${origin.toUpperCase()}_PORT`,
      );
    }
    if (config.metricsPort) {
      const server = createServer(metrics.handler);
      closers.push(async () => void server.close());
      await listenPlain(server, config.host, config.metricsPort);
    }
    return { close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Sandbox = ReturnType<typeof sandboxFor>;

function account(
  config: Config,
  { database, sealer, cookieKeys }: Installation,
  logger: Logger,
  sandbox: Sandbox | undefined,
) {
  const { accountUrl, apiUrl, trustProxy, tls } = config;
  return buildAccount({
    database,
    sealer,
    cookieKeys,
    logger,
    accountUrl,
    apiUrl,
    trustProxy,
    tls,
    ...(sandbox && { sandbox: sandbox.shown }),
  });
}

function api(config: Config, { database }: Installation, logger: Logger, sandbox: Sandbox | undefined) {
  const { accountUrl, apiUrl, trustProxy, tls } = config;
  return buildApi({ database, logger, accountUrl, apiUrl, trustProxy, tls, sandboxTenantId: sandbox?.tenantId });
}

async function listen(app: FastifyInstance, host: string, port: number, variable: string): Promise<void> {
  await app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    throw describeListenFailure(error, host, port, variable);
  });
}

async function listenPlain(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(describeListenFailure(error, host, port, 'METRICS_PORT')));
    server.listen(port, host, resolve);
  });
}

function describeListenFailure(error: NodeJS.ErrnoException, host: string, port: number, variable: string): Error {
  if (error.code === 'EADDRINUSE')
    return new ConfigError(`Port ${port} is taken; stop what uses it or set ${variable}.`);
  if (error.code === 'EACCES')
    return new ConfigError(`Port ${port} may not be used by this user; set ${variable} to 1024 or higher.`);
  if (error.code === 'EADDRNOTAVAIL') return new ConfigError(`HOST ${host} is not an address of this machine.`);
  return error;
}
