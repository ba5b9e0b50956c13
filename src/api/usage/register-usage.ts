import type { FastifyInstance } from 'fastify';
import type { Database } from '../../platform/database/index.ts';
import { periodically } from '../../platform/periodically.ts';
import { forgetOldUsage } from './usage.queries.ts';
import { createUsageLog } from './usage-log.ts';

const FLUSH_EVERY_MS = 2000;
const FORGET_EVERY_MS = 3600 * 1000;

/** Counts the requests of every application that is known by its token, for its developers to see. */
export function registerUsage(app: FastifyInstance, database: Database, onError: (error: Error) => void): void {
  const usage = createUsageLog(database);
  app.addHook('onResponse', function countRequest(request, reply, done) {
    const { access } = request;
    if (access) {
      usage.note({
        clientId: access.clientId,
        userId: access.userId,
        method: request.method,
        route: (request.routeOptions.url ?? '').replaceAll(/:(\w+)/g, '{$1}'),
        status: reply.statusCode,
        requestId: String(request.id),
        duration: Math.round(reply.elapsedTime * 10) / 10,
        at: Date.now(),
      });
    }
    done();
  });
  const stopFlushing = periodically(FLUSH_EVERY_MS, () => usage.flush(), onError);
  const stopForgetting = periodically(FORGET_EVERY_MS, () => forgetOldUsage(database), onError);
  app.addHook('onClose', async () => {
    await Promise.all([stopFlushing(), stopForgetting()]);
    await usage.flush().catch(onError);
  });
}
