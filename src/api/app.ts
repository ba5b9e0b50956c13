import compress from '@fastify/compress';
import cors from '@fastify/cors';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Temporal } from 'temporal-polyfill';
import type { Database } from '../platform/database/index.ts';
import { ServiceError } from '../platform/errors.ts';
import type { FileStore } from '../platform/files/index.ts';
import { useStrictJson } from '../platform/http/json-body.ts';
import type { Tls } from '../platform/http/secure-transport.ts';
import { createServer, type Measure, toServiceError } from '../platform/http/server.ts';
import { useStrictValidation } from '../platform/http/validation.ts';
import { periodically } from '../platform/periodically.ts';
import type { RateLimiter } from '../platform/rate-limit/index.ts';
import { authenticate } from './access/authenticate.ts';
import { createAccessFacts } from './access/facts.ts';
import { createTokenVerifier } from './access/token.ts';
import { createAuditLog } from './audit/audit-log.ts';
import { compactChanges } from './changes/compaction.ts';
import { createListState } from './changes/list-state.ts';
import { readPolicies } from './changes/readable.ts';
import { serveDocs } from './docs/docs.routes.ts';
import { startExportWorker } from './exports/worker.ts';
import { AUDIT_RETENTION_DAYS, keepClinics } from './housekeeping/housekeeping.ts';
import { sendProblem } from './problem.ts';
import { serveExplorer } from './reference/explorer/explorer.ts';
import { describeRoutes, serveOpenApi } from './reference/openapi.ts';
import { registerRoute } from './register-route.ts';
import { resources } from './resources.ts';
import type { RefillClinic } from './sandbox-reset/sandbox-reset.service.ts';
import { namedSchemas } from './schema.ts';
import type { Surface } from './surface.ts';
import { registerUsage } from './usage/register-usage.ts';

export interface ApiOptions {
  database: Database;
  files: FileStore;
  logger: Logger;
  accountUrl: string;
  apiUrl: string;
  trustProxy: boolean | string;
  measure?: Measure | undefined;
  tls?: Tls | undefined;
  /** Prefills the tenant in tools, in a sandbox. */
  sandboxTenantId?: string | undefined;
  /** The application that the tools of a sandbox offer to fill in. */
  sandboxClient?: { id: string; secret: string } | undefined;
  rateLimiter?: RateLimiter | undefined;
  /** How long it is kept who saw and changed what; at least 730. */
  auditRetentionDays?: number;
  /** Fills a sandbox clinic that was emptied; without it none can be reset. */
  refillClinic?: RefillClinic | undefined;
  /** Other ways to the same services. */
  surfaces?: readonly Surface[];
  clock?: () => Temporal.Instant;
}

const MOST_BODY_BYTES = 256 * 1024;
const COMPACT_EVERY_MS = 6 * 3600 * 1000;
const HOUSEKEEPING_EVERY_MS = 600 * 1000;

/** Builds the API origin, ready to listen. */
export async function buildApi(options: ApiOptions): Promise<FastifyInstance> {
  const { database, accountUrl, apiUrl, auditRetentionDays = AUDIT_RETENTION_DAYS, surfaces = [] } = options;
  const app = createServer({ ...options, origin: apiUrl, bodyLimit: MOST_BODY_BYTES });
  app.decorate('apiUrl', apiUrl);
  useStrictJson(app);
  useStrictValidation(app);
  for (const schema of namedSchemas()) app.addSchema(schema);
  await app.register(cors, {
    // No cookie is involved: the token in the Authorization header is all that counts, wherever the page comes from.
    origin: '*',
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: [
      'Accept-Ranges',
      'Content-Disposition',
      'Content-Range',
      'Deprecation',
      'Digest',
      'ETag',
      'Idempotency-Replayed',
      'Link',
      'Location',
      'RateLimit',
      'RateLimit-Policy',
      'Repr-Digest',
      'Retry-After',
      'Sunset',
      'WWW-Authenticate',
      'X-RateLimit-Limit',
      'X-RateLimit-Remaining',
      'X-RateLimit-Reset',
      'X-Request-Id',
    ],
    maxAge: 600,
  });
  await app.register(compress, { global: false });
  registerUsage(app, database, (error) =>
    options.logger.error({ err: error }, 'the use of applications could not be counted'),
  );
  await describeRoutes(app, { accountUrl, apiUrl, resources });

  const authentication = {
    tokens: createTokenVerifier(database, { issuer: accountUrl, audience: apiUrl }),
    facts: createAccessFacts(database),
    database,
    apiUrl,
  };
  const stopCompacting = periodically(
    COMPACT_EVERY_MS,
    () => compactChanges(database),
    (error) => options.logger.error({ err: error }, 'the log of changes could not be compacted'),
  );
  const stopHousekeeping = periodically(
    HOUSEKEEPING_EVERY_MS,
    () => keepClinics({ database, files: options.files, auditRetentionDays }),
    (error) => options.logger.error({ err: error }, 'housekeeping'),
  );
  app.addHook('onClose', async () => {
    await Promise.all([stopCompacting(), stopHousekeeping()]);
  });
  const audit = createAuditLog(database);
  const stopExporting = startExportWorker(
    {
      database,
      files: options.files,
      audit,
      policies: readPolicies(resources),
      further: new Map(surfaces.flatMap((surface) => [...(surface.exports?.(apiUrl) ?? [])])),
    },
    (error) => options.logger.error({ err: error }, 'an export could not be worked on'),
  );
  app.addHook('onClose', stopExporting);
  const services = {
    database,
    files: options.files,
    audit,
    listState: createListState(database),
    authenticate: (request: Parameters<typeof authenticate>[0]) => authenticate(request, authentication),
    rateLimiter: options.rateLimiter,
    clock: options.clock ?? (() => Temporal.Now.instant()),
    refillClinic: options.refillClinic,
    sandboxTenantId: options.sandboxTenantId,
  };
  await app.register(async (v2) => {
    // Only where a file is expected is `multipart/form-data` a known type.
    await v2.register(async (scope) => {
      await scope.register(multipart, { throwFileSizeLimit: false });
      for (const resource of resources)
        for (const route of resource.routes) if (route.upload) registerRoute(scope, resource, route, services);
    });
    for (const resource of resources)
      for (const route of resource.routes) if (!route.upload) registerRoute(v2, resource, route, services);
    serveOpenApi(v2, options);
    serveExplorer(v2, options);
  });
  for (const surface of surfaces)
    await app.register(async (scope) => surface.register(scope, { ...services, accountUrl, apiUrl }));
  serveDocs(app, {
    apiUrl,
    accountUrl,
    tenantId: options.sandboxTenantId,
    resources,
    allowance: options.rateLimiter?.allowance,
  });
  const refuse = (error: ServiceError, request: FastifyRequest, reply: FastifyReply) => {
    const surface = surfaces.find((one) => one.owns(request.url));
    return surface ? surface.refuse(error, request, reply) : sendProblem(error, request, reply);
  };
  app.setNotFoundHandler((request, reply) =>
    refuse(new ServiceError('not_found', 'There is nothing here.'), request, reply),
  );
  app.setErrorHandler((error, request, reply) => refuse(toServiceError(error), request, reply));
  return app;
}
