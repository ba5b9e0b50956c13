import type { FastifyInstance } from 'fastify';
import type { Database } from '../database/index.ts';

/**
 * `/health/live`: the process runs. `/health/ready`: it can answer, its database included.
 * @param others further parts and their state; they are told but do not make the process unready
 */
export function serveHealth(app: FastifyInstance, database: Database, others: Record<string, () => string> = {}): void {
  const schema = { hide: true };
  app.get('/health/live', { schema }, async () => ({ status: 'ok' }));
  app.get('/health/ready', { schema }, async (_request, reply) => {
    const state = await database.ping().then(
      () => 'ok',
      () => 'unavailable',
    );
    const told = Object.fromEntries(Object.entries(others).map(([name, tell]) => [name, tell()]));
    return reply.code(state === 'ok' ? 200 : 503).send({ status: state, checks: { database: state, ...told } });
  });
}
