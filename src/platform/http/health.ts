import type { FastifyInstance } from 'fastify';
import { type Database, statement } from '../database/index.ts';

const ping = statement<unknown>('health_ping', 'select 1');

/** `/health/live`: the process runs. `/health/ready`: it can answer, its database included. */
export function serveHealth(app: FastifyInstance, database: Database): void {
  const schema = { hide: true };
  app.get('/health/live', { schema }, async () => ({ status: 'ok' }));
  app.get('/health/ready', { schema }, async (_request, reply) => {
    const ready = await database.query(ping).then(
      () => true,
      () => false,
    );
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ok' : 'unavailable', checks: { database: ready ? 'ok' : 'unavailable' } });
  });
}
