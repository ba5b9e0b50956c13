import type { RequestListener } from 'node:http';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Measure } from './server.ts';

export interface Metrics {
  measureFor(origin: string): Measure;
  /** A figure that is read when metrics are asked for. */
  gauge(name: string, help: string, read: () => number): void;
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
    measureFor: (origin) => (method, route, status, seconds) =>
      duration.observe({ origin, method, route, status }, seconds),
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers: [registry],
        collect() {
          this.set(read());
        },
      });
    },
    handler: async (request, response) => {
      if (request.url !== '/metrics') return response.writeHead(404).end();
      return response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
    },
  };
}
