import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { ServiceError } from '../platform/errors.ts';
import { registerRoute } from './register-route.ts';
import { signedInRoute } from './route.ts';
import type { RouteServices } from './route-services.ts';
import { namedSchemas } from './schema.ts';

const retiring = signedInRoute({
  method: 'GET',
  path: '/old',
  operationId: 'Old_Get',
  summary: 'Read what goes away',
  description: 'Use the new one.',
  success: { status: 200, description: 'Still here.' },
  deprecation: { since: '2026-11-01', sunset: '2027-05-01', link: 'https://example.test/new' },
  handler: async () => ({ body: {} as never }),
});

async function answered(authenticate: () => never) {
  const app = Fastify();
  for (const schema of namedSchemas()) app.addSchema(schema);
  app.setSerializerCompiler(() => JSON.stringify);
  registerRoute(app, { tag: 'Old', description: '', routes: [retiring] }, retiring, {
    authenticate,
    rateLimiter: undefined,
  } as unknown as RouteServices);
  return app.inject('/v2/old');
}

test('every answer of a route that goes away says so (RFC 9745, RFC 8594)', async () => {
  const { statusCode, headers } = await answered(() => ({ clientId: 'a' }) as never);
  expect(statusCode).toBe(200);
  expect(headers).toMatchObject({
    deprecation: '@1793491200',
    sunset: 'Sat, 01 May 2027 00:00:00 GMT',
    link: '<https://example.test/new>; rel="deprecation"; type="text/html"',
  });
});

test('refusals too', async () => {
  const { statusCode, headers } = await answered(() => {
    throw new ServiceError('invalid_token', 'None.');
  });
  expect(statusCode).toBe(401);
  expect(headers.deprecation).toBe('@1793491200');
});
