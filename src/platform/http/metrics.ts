import type { RequestListener } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface Metrics {
  observe(app: FastifyInstance, origin: string): void;
  /** Answers `/metrics` in Prometheus text. */
  handler: RequestListener;
}

/** Durations of requests by route template and status, beside the process's own figures. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of HTTP requests',
    labelNames: ['origin', 'method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return {
    observe(app, origin) {
      app.addHook('onResponse', async function measure(request, reply) {
        const { method, routeOptions } = request;
        duration.observe(
          { origin, method, route: routeOptions.url ?? 'none', status: reply.statusCode },
          reply.elapsedTime / 1000,
        );
      });
    },
    handler: async (request, response) => {
      if (request.url !== '/metrics') return response.writeHead(404).end();
      return response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
    },
  };
}
